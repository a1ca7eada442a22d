import Diagnostics
import Markdown
import Pages

extension Rule {
  public static let indentedFence = Rule(
    "indented-fence", .error,
    "A fence is indented too far, so it is shown as text and its code is not checked")
}

/// Fences are not indented by four columns or more from the text around them: then they are text, either in a paragraph or
/// in an indented code block (CommonMark 0.31, sections 4.4 and 4.5).
enum IndentedFenceCheck {
  static let check = Check(
    .blocks, [.indentedFence],
    .shownPage { checked in
      let project = checked.context.project
      // MDX has no indented code, and DocC takes the indentation off what is in a directive.
      if !project.isConfigured, project.dialect.id == "docc" || checked.page.path.hasSuffix(".mdx") {
        return []
      }
      return findings(checked.page, isPortal: project.isConfigured)
    })

  /// A fence that opens nothing.
  private struct Opening {
    var line: Int
    /// The line that would close it.
    var end: Int?
    var range: Range<Int>
    var replacements: [Replacement] = []
  }

  private static func findings(_ page: Page, isPortal: Bool) -> [Diagnostic] {
    var found: [Opening] = []
    var behindLists: Set<MarkdownDocument.NodeID> = []
    for index in page.document.nodes.indices where page.document.nodes[index].startLine > 0 {
      let node = page.document.nodes[index]
      switch node.kind {
      case .list: behindLists.insert(node.nextSibling)
      // To other tools four columns are enough to be part of a list's last item.
      case .codeBlock where !isPortal && behindLists.contains(MarkdownDocument.NodeID(index)): continue
      case .codeBlock where node.detail != .fenced: found += openings(inCode: node, on: page)
      case .paragraph where node.endLine > node.startLine:
        found += openings(in: Int(node.startLine + 1)...Int(node.endLine), item: nil, on: page)
      default: continue
      }
    }
    if found.isEmpty { return [] }
    let others = OtherContainers(page, until: found.map(\.line).max() ?? 0)
    return found.filter { !others.lines.contains($0.line) }.map { opening in
      Diagnostic(
        .indentedFence, "The fence is indented too far: it is shown as text, and its code is not checked",
        at: page.source.span(opening.range),
        fix: "indent it by less than 4 columns, in a list as far as the text of its item",
        replacements: opening.replacements)
    }
  }

  /// The fences in an indented code block. One that is not in a list may show how a fence is written: only code that is
  /// one fenced block, no more and no less, is a mistake.
  private static func openings(
    inCode node: MarkdownDocument.Node, on page: Page
  ) -> [Opening] {
    let first = Int(node.startLine)
    var last = max(first, Int(node.endLine))
    // The parser counts the empty lines below.
    while last > first, page.source.lines.content(last, in: page.source.bytes).isEmpty { last -= 1 }
    let lines = first...last
    let parent = page.document[max(0, node.parent)]
    if parent.kind == .item { return openings(in: lines, item: parent, on: page) }
    let found = openings(in: lines, item: nil, on: page)
    guard found.count == 1, let fence = found.first, fence.line == lines.lowerBound,
      fence.end == lines.upperBound
    else { return [] }
    return found
  }

  /// The lines that open a fence, without those that close it.
  private static func openings(
    in lines: ClosedRange<Int>, item: MarkdownDocument.Node?, on page: Page
  ) -> [Opening] {
    let bytes = page.source.bytes
    var found: [Opening] = []
    var open: (mark: UInt8, length: Int)?
    for line in lines {
      let content = page.source.lines.content(line, in: bytes)
      let text = bytes[content].drop { $0 <= 0x20 || $0 == UInt8(ascii: ">") }
      guard let mark = text.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { continue }
      let length = text.prefix { $0 == mark }.count
      let info = text.dropFirst(length)
      // Inline code closes on its line.
      guard length >= 3, !info.contains(mark) else { continue }
      if let opened = open {
        if opened.mark == mark, length >= opened.length, info.allSatisfy({ $0 <= 0x20 }) {
          open = nil
          guard let last = found.indices.last else { continue }
          found[last].end = line
          if let item {
            found[last].replacements = dedenting(found[last].line...line, into: item, on: page)
          }
        }
        continue
      }
      open = (mark, length)
      found.append(Opening(line: line, range: text.startIndex..<content.upperBound))
    }
    return found
  }

  /// The changes that move a whole fenced block to the column of its list item's text; empty when a line has less than
  /// the fence's indentation, or indentation other than spaces.
  private static func dedenting(
    _ lines: ClosedRange<Int>, into item: MarkdownDocument.Node, on page: Page
  ) -> [Replacement] {
    let bytes = page.source.bytes
    guard item.firstChild >= 0, page.document[item.firstChild].startLine == item.startLine else { return [] }
    let wanted = Int(page.document[item.firstChild].startColumn) - 1
    let first = bytes[page.source.lines.content(lines.lowerBound, in: bytes)]
    let surplus = first.prefix { $0 == 0x20 }.count - wanted
    guard wanted > 0, surplus > 0 else { return [] }
    var changes: [Replacement] = []
    for line in lines {
      let content = page.source.lines.content(line, in: bytes)
      if bytes[content].allSatisfy({ $0 == 0x20 }) { continue }
      guard bytes[content].prefix(while: { $0 == 0x20 }).count >= wanted + surplus else { return [] }
      changes += page.source.replacing(content.lowerBound..<(content.lowerBound + surplus), with: "")
    }
    return changes
  }
}

/// The lines inside containers of other tools: admonitions, tabs, definitions, components and shortcodes. The opening
/// line has its own finding in a portal; elsewhere the other tool reads the fence.
private struct OtherContainers {
  private(set) var lines: Set<Int> = []

  init(_ page: Page, until last: Int) {
    let bytes = page.source.bytes
    var stack: [(indentation: Int, isOther: Bool)] = []
    for line in 1...max(1, last) {
      let content = page.source.lines.content(line, in: bytes)
      let text = bytes[content].drop { $0 == 0x20 || $0 == 0x09 }
      if text.isEmpty { continue }
      let indentation = bytes[content.lowerBound..<text.startIndex].reduce(0) { column, byte in
        byte == 0x09 ? column + 4 - column % 4 : column + 1
      }
      while let top = stack.last, top.indentation >= indentation { stack.removeLast() }
      let isInside = stack.last?.isOther ?? false
      if isInside { lines.insert(line) }
      stack.append((indentation, isInside || Self.marks.contains { text.starts(with: $0.utf8) }))
    }
  }

  private static let marks = ["!!!", "???", "===", "///", ":::", ": ", ":\t", "<", "{{", "{%", "[^"]
}
