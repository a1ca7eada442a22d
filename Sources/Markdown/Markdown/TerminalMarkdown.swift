/// Blocks of a document as text for a terminal: wrapped, with tables in columns and the addresses of links behind them.
///
///     let terminal = TerminalMarkdown(document, width: 80)
///     print(terminal.text(of: paragraph))
public struct TerminalMarkdown: Sendable {
  public typealias NodeID = MarkdownDocument.NodeID

  private let document: MarkdownDocument
  private let width: Int

  /// - Parameter width: columns of the terminal; at least 20 are used.
  public init(_ document: MarkdownDocument, width: Int) {
    self.document = document
    self.width = max(20, width)
  }

  /// The text of a block, without an empty line at its end; empty for HTML.
  public func text(of id: NodeID) -> String { lines(of: id, width: width).joined(separator: "\n") }

  private func lines(of id: NodeID, width: Int) -> [String] {
    let node = document[id]
    switch node.kind {
    case .heading: return [String(repeating: "#", count: node.headingLevel) + " " + inline(id)]
    case .paragraph, .tableCell: return Self.wrapped(inline(id), width: width)
    case .codeBlock: return code(node)
    case .list: return list(id, width: width)
    case .table: return table(id, width: width)
    case .thematicBreak: return [String(repeating: "─", count: min(width, 40))]
    case .htmlBlock: return []
    case .blockQuote: return children(of: id, width: width - 2).map { $0.isEmpty ? "│" : "│ " + $0 }
    default: return children(of: id, width: width)
    }
  }

  /// The blocks in a node with an empty line between them.
  private func children(of id: NodeID, width: Int, isTight: Bool = false) -> [String] {
    var all: [String] = []
    for child in document.children(of: id) {
      let own = lines(of: child, width: max(10, width))
      if own.isEmpty { continue }
      if !all.isEmpty, !isTight { all.append("") }
      all += own
    }
    return all
  }

  private func code(_ node: MarkdownDocument.Node) -> [String] {
    var lines = document.string(node.literal).split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    return lines.map { "    " + $0 }
  }

  private func list(_ id: NodeID, width: Int) -> [String] {
    guard case .list(let isOrdered, let isTight) = document[id].detail else { return [] }
    var all: [String] = []
    var number = Int(document[id].number)
    for item in document.children(of: id) {
      let mark = isOrdered ? "\(number). " : "- "
      number += 1
      let indent = String(repeating: " ", count: mark.count)
      let own = children(of: item, width: width - mark.count, isTight: isTight)
      if !all.isEmpty, !isTight { all.append("") }
      all += own.enumerated().map {
        $0.offset == 0 ? mark + $0.element : $0.element.isEmpty ? "" : indent + $0.element
      }
    }
    return all
  }

  /// Columns are as wide as their widest cell; where they are too wide together, each row is a list.
  private func table(_ id: NodeID, width: Int) -> [String] {
    let rows = document.children(of: id).map { row in document.children(of: row).map { inline($0) } }
    guard let heads = rows.first else { return [] }
    let widths = heads.indices.map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    if widths.reduce(0, +) + 2 * (widths.count - 1) <= width {
      let all = rows.map { row in
        row.indices.map { row[$0].padded(to: widths[min($0, widths.count - 1)]) }.joined(separator: "  ")
          .trimmingEnd
      }
      return [all[0], widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")]
        + all.dropFirst()
    }
    return rows.dropFirst().flatMap { row in
      row.indices.flatMap { column -> [String] in
        let head = column == 0 || !heads.indices.contains(column) ? "" : heads[column] + ": "
        let lines = Self.wrapped(head + row[column], width: width - 2)
        return lines.enumerated().map { (column == 0 && $0.offset == 0 ? "" : "  ") + $0.element }
      }
    }
  }

  /// Text without markup: code between backticks, the address of a link behind it.
  private func inline(_ root: NodeID) -> String {
    var text = ""
    var walk = MarkdownWalk(document, inside: root)
    while let step = walk.next() {
      switch step {
      case .enter(let id):
        let node = document[id]
        switch node.kind {
        case .text: text += document.string(node.literal)
        case .code: text += "`" + document.string(node.literal) + "`"
        case .formula: text += "$" + document.string(node.literal) + "$"
        case .softBreak: text += " "
        case .lineBreak: text += "\n"
        case .strong: text += "*"
        default: break
        }
      case .leave(let id):
        let node = document[id]
        if node.kind == .strong { text += "*" }
        if node.kind == .link { text += address(document.string(node.target), after: text) }
      }
    }
    return text
  }

  private func address(_ target: String, after text: String) -> String {
    target.isEmpty || text.hasSuffix(target) || target.hasPrefix("#") ? "" : " <\(target)>"
  }

  /// Lines of at most that many columns; a longer word has a line of its own.
  static func wrapped(_ text: String, width: Int) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { part -> [String] in
      var lines: [String] = []
      var line = ""
      for word in part.split(separator: " ") {
        if !line.isEmpty, line.count + 1 + word.count > width {
          lines.append(line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      return lines + [line]
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    count < width ? self + String(repeating: " ", count: width - count) : self
  }

  fileprivate var trimmingEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
