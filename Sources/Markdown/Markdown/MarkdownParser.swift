import CMarkGFM
import Synchronization

/// GitHub Flavored Markdown by libcmark-gfm: tables, task lists, strikethrough, autolinks, footnotes.
public struct MarkdownParser: Sendable {
  /// libcmark-gfm keeps the special characters of extensions in a table of the process that every parse
  /// changes: two parses at once give wrong trees. Walking a tree needs no lock.
  private static let lock = Mutex(())

  /// One text to be parsed, from `offset` on; `firstLine` is the number of the line that is there.
  package struct Input {
    package var bytes: [UInt8]
    package var offset: Int
    package var firstLine: Int

    package init(bytes: [UInt8], offset: Int = 0, firstLine: Int = 1) {
      self.bytes = bytes
      self.offset = offset
      self.firstLine = firstLine
    }
  }

  public init() {}

  /// Runs `body` while no other parse of the process is under way.
  package static func exclusively(_ body: () -> Void) {
    lock.withLock { _ in body() }
  }

  /// Parses the bytes from `offset` on. `firstLine` is the number of the line that is there.
  public func parse(_ bytes: [UInt8], from offset: Int = 0, firstLine: Int = 1) -> MarkdownDocument {
    var document = MarkdownDocument(nodes: [], text: [])
    ParseArena.borrowed { arena in
      parse([Input(bytes: bytes, offset: offset, firstLine: firstLine)], in: arena) { _, parsed in
        document = parsed
      }
    }
    return document
  }

  /// Parses several texts under one lock, then returns their documents in order, outside of it. The contents of the
  /// arena are valid until then.
  package func parse(_ inputs: [Input], in arena: ParseArena, _ body: (Int, MarkdownDocument) -> Void) {
    let kinds = ExtensionKinds.shared
    for (index, tree) in Self.trees(of: inputs, in: arena).enumerated() {
      let input = inputs[index]
      var copy = MarkdownTreeCopy(
        kinds: kinds, references: tree.references, firstLine: Int32(input.firstLine),
        size: input.bytes.count - input.offset)
      if let root = tree.root { copy.copy(root) }
      // The copy grew in generous buffers; what stays in memory, for thousands of pages, is cut to measure.
      body(
        index,
        MarkdownDocument(
          nodes: copy.nodes.withUnsafeBufferPointer { Array($0) },
          text: copy.text.withUnsafeBufferPointer { Array($0) },
          firstLinkOverBudget: copy.firstLinkOverBudget,
          repeatedLabels: tree.references.repeatedLabels))
    }
    arena.reset()
  }

  fileprivate typealias Tree = (root: UnsafeMutablePointer<cmark_node>?, references: ReferenceDefinitions)

  /// The trees, which live in the arena until it is reset.
  fileprivate static func trees(of inputs: [Input], in arena: ParseArena) -> [Tree] {
    var trees: [Tree] = []
    trees.reserveCapacity(inputs.count)
    exclusively {
      cmark_gfm_core_extensions_ensure_registered()
      let extensions = ["table", "strikethrough", "autolink", "tasklist"].map { (name: String) in
        cmark_find_syntax_extension(name)
      }
      arena.serve {
        for input in inputs { trees.append(tree(of: input, extensions)) }
      }
    }
    return trees
  }

  private static func tree(of input: Input, _ extensions: [OpaquePointer?]) -> Tree {
    guard let parser = cmark_parser_new_with_mem(Int32(CMARK_OPT_FOOTNOTES), ParseArena.functions) else {
      return (nil, ReferenceDefinitions())
    }
    for syntax in extensions { cmark_parser_attach_syntax_extension(parser, syntax) }
    input.bytes.withUnsafeBytes { buffer in
      let text = UnsafeRawBufferPointer(rebasing: buffer[min(input.offset, buffer.count)...])
      guard let start = text.baseAddress else { return }
      cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), text.count)
    }
    let references = ReferenceDefinitions(takenFrom: parser)
    return (cmark_parser_finish(parser), references)
  }
}

/// The numbers that libcmark-gfm gave to the node types of its extensions when they were registered.
struct ExtensionKinds: Sendable {
  var table: UInt16 = 0
  var tableRow: UInt16 = 0
  var tableCell: UInt16 = 0
  var strikethrough: UInt16 = 0

  /// Read from a small tree with one node of each: the library has no function that returns them.
  static let shared: ExtensionKinds = {
    var kinds = ExtensionKinds()
    ParseArena.borrowed { arena in
      let trees = MarkdownParser.trees(of: [.init(bytes: Array("| ~~a~~ |\n|-|\n".utf8))], in: arena)
      guard let table = trees[0].root?.pointee.first_child, let row = table.pointee.first_child,
        let cell = row.pointee.first_child, let strikethrough = cell.pointee.first_child
      else { return }
      kinds.table = table.pointee.type
      kinds.tableRow = row.pointee.type
      kinds.tableCell = cell.pointee.type
      kinds.strikethrough = strikethrough.pointee.type
    }
    return kinds
  }()
}
