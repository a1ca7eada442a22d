import CMarkGFM

/// Copies libcmark-gfm's tree into flat arrays in one walk, without recursion, so that no nesting of the
/// input can exhaust the stack.
struct MarkdownTreeCopy {
  typealias NodeID = MarkdownDocument.NodeID
  typealias Pointer = UnsafeMutablePointer<cmark_node>

  private(set) var nodes: [MarkdownDocument.Node] = []
  private(set) var text: [UInt8] = []
  /// The first link that uses a definition and was left without its destination; see ``ReferenceDefinitions/budget``.
  private(set) var firstLinkOverBudget: NodeID?
  private let kinds: ExtensionKinds
  private let references: ReferenceDefinitions
  /// Where the texts of a definition are, once a link uses it.
  private var stored: [(target: Range<Int32>, title: Range<Int32>)?]
  /// How many bytes of definitions links may still use.
  private var budget: Int
  private let lineOffset: Int32
  /// The column within its row of the table cell copied last.
  private var column = 0
  /// The alignments of the table that is being copied.
  private var alignments: UnsafeMutablePointer<UInt8>?
  private var columns = 0
  private var footnotes: Int32 = 0

  init(kinds: ExtensionKinds, references: ReferenceDefinitions, firstLine: Int32, size: Int) {
    self.kinds = kinds
    self.references = references
    stored = Array(repeating: nil, count: references.definitions.count)
    budget = ReferenceDefinitions.budget(size: size)
    lineOffset = firstLine - 1
    nodes.reserveCapacity(16 + size / 12)
    text.reserveCapacity(size + size / 8 + 64)
  }

  mutating func copy(_ root: Pointer) {
    var pointer = root
    var id = append(root, parent: -1)
    while true {
      if let child = pointer.pointee.first_child {
        let childID = append(child, parent: id)
        nodes[Int(id)].firstChild = childID
        (pointer, id) = (child, childID)
        continue
      }
      while true {
        if pointer == root { return }
        if let next = pointer.pointee.next {
          let nextID = append(next, parent: nodes[Int(id)].parent)
          nodes[Int(id)].nextSibling = nextID
          (pointer, id) = (next, nextID)
          break
        }
        guard let parent = pointer.pointee.parent else { return }
        (pointer, id) = (parent, nodes[Int(id)].parent)
      }
    }
  }

  private mutating func append(_ pointer: Pointer, parent: NodeID) -> NodeID {
    let type = pointer.pointee.type
    var node = MarkdownDocument.Node(kind: kind(type))
    node.parent = parent
    let line = pointer.pointee.start_line
    if line > 0 {
      node.startLine = line + lineOffset
      node.startColumn = pointer.pointee.start_column
      node.endLine = min(pointer.pointee.end_line, references.lastLine) + lineOffset
      node.endColumn = pointer.pointee.end_column
    }
    switch node.kind {
    case .text, .code, .htmlInline, .htmlBlock:
      node.literal = store(pointer.pointee.as.literal)
    case .codeBlock:
      node.literal = store(pointer.pointee.as.code.literal)
      node.target = store(pointer.pointee.as.code.info)
      if pointer.pointee.as.code.fenced != 0 { node.detail = .fenced }
    case .heading:
      node.detail = .heading(level: UInt8(clamping: pointer.pointee.as.heading.level))
    case .list:
      let list = pointer.pointee.as.list
      node.detail = .list(isOrdered: list.list_type == CMARK_ORDERED_LIST, isTight: list.tight)
      node.number = Int32(list.start)
    case .item:
      if pointer.pointee.extension != nil { node.detail = .task(isDone: pointer.pointee.as.list.checked) }
    case .link, .image:
      (node.target, node.title) = destination(of: pointer.pointee.as.link)
    case .footnoteDefinition:
      footnotes += 1
      node.number = footnotes
      node.occurrence = pointer.pointee.footnote.def_count
      node.literal = store(pointer.pointee.as.literal)
    case .footnoteReference:
      node.occurrence = pointer.pointee.footnote.ref_ix
      // The reference's own literal is the number of its footnote.
      let number = pointer.pointee.as.literal
      for index in 0..<Int(number.len) {
        node.number = node.number &* 10 &+ Int32(number.data[index] &- UInt8(ascii: "0"))
      }
      if let definition = pointer.pointee.parent_footnote_def {
        node.literal = store(definition.pointee.as.literal)
      }
    case .table:
      alignments = cmark_gfm_extensions_get_table_alignments(pointer)
      columns = Int(cmark_gfm_extensions_get_table_columns(pointer))
    case .tableRow:
      column = 0
      if cmark_gfm_extensions_get_table_row_is_header(pointer) != 0 { node.detail = .headerRow }
    case .tableCell:
      if let alignments, column < columns,
        let alignment = MarkdownDocument.Alignment(rawValue: alignments[column])
      {
        node.detail = .aligned(alignment)
      }
      column += 1
    default: break
    }
    nodes.append(node)
    return NodeID(nodes.count - 1)
  }

  /// Destination and title of a link or image, which those that use one definition share.
  private mutating func destination(of link: cmark_link) -> (target: Range<Int32>, title: Range<Int32>) {
    guard let number = references.number(of: link.url) else { return (store(link.url), store(link.title)) }
    let definition = references.definitions[number]
    let size = Int(definition.destination.len) + Int(definition.title.len)
    guard size <= budget else {
      if firstLinkOverBudget == nil { firstLinkOverBudget = NodeID(nodes.count) }
      return (0..<0, 0..<0)
    }
    budget -= size
    if let known = stored[number] { return known }
    let ranges = (store(definition.destination), store(definition.title))
    stored[number] = ranges
    return ranges
  }

  private mutating func store(_ chunk: cmark_chunk) -> Range<Int32> {
    let start = Int32(text.count)
    guard let data = chunk.data, chunk.len > 0 else { return start..<start }
    text.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(chunk.len)))
    return start..<Int32(text.count)
  }

  private func kind(_ type: UInt16) -> MarkdownDocument.Kind {
    switch UInt32(type) {
    case CMARK_NODE_TEXT.rawValue: .text
    case CMARK_NODE_DOCUMENT.rawValue: .document
    case CMARK_NODE_BLOCK_QUOTE.rawValue: .blockQuote
    case CMARK_NODE_LIST.rawValue: .list
    case CMARK_NODE_ITEM.rawValue: .item
    case CMARK_NODE_CODE_BLOCK.rawValue: .codeBlock
    case CMARK_NODE_HTML_BLOCK.rawValue: .htmlBlock
    case CMARK_NODE_PARAGRAPH.rawValue: .paragraph
    case CMARK_NODE_HEADING.rawValue: .heading
    case CMARK_NODE_THEMATIC_BREAK.rawValue: .thematicBreak
    case CMARK_NODE_FOOTNOTE_DEFINITION.rawValue: .footnoteDefinition
    case CMARK_NODE_SOFTBREAK.rawValue: .softBreak
    case CMARK_NODE_LINEBREAK.rawValue: .lineBreak
    case CMARK_NODE_CODE.rawValue: .code
    case CMARK_NODE_HTML_INLINE.rawValue: .htmlInline
    case CMARK_NODE_EMPH.rawValue: .emphasis
    case CMARK_NODE_STRONG.rawValue: .strong
    case CMARK_NODE_LINK.rawValue: .link
    case CMARK_NODE_IMAGE.rawValue: .image
    case CMARK_NODE_FOOTNOTE_REFERENCE.rawValue: .footnoteReference
    case UInt32(kinds.table): .table
    case UInt32(kinds.tableRow): .tableRow
    case UInt32(kinds.tableCell): .tableCell
    case UInt32(kinds.strikethrough): .strikethrough
    // The parser makes no custom nodes; an unknown one would be shown as its children.
    default: .emphasis
    }
  }
}
