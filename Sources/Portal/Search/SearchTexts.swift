import Markdown
import Pages

/// The sentences of pages, in pieces of a bounded size, so that a result shows the one that has the words of the query.
///
/// They are loaded for the first results alone. Code is left out: the page shows it better.
enum SearchTexts {
  /// Bytes kept of one page, and bytes after which a piece ends.
  static let pageSize = 6_000

  /// The paragraphs and cells of a page, a line each.
  static func text(of page: Page) -> String {
    var text = ""
    for (number, node) in page.document.nodes.enumerated() {
      guard node.kind == .paragraph || node.kind == .tableCell else { continue }
      let part = page.document.plainText(of: MarkdownDocument.NodeID(number))
      if part.isEmpty { continue }
      if text.utf8.count + part.utf8.count > pageSize { break }
      if !text.isEmpty { text += "\n" }
      text += part.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
    return text
  }

  /// - Parameter starts: takes the first page of each piece.
  static func files(_ texts: [String], starts: (Int) -> Void) -> [OutputFile] {
    var files: [OutputFile] = []
    var piece: [UInt8] = []
    func finish() {
      guard !piece.isEmpty else { return }
      piece.put("});\n")
      files.append(OutputFile(path: PortalOutput.search("texts-\(files.count)"), bytes: piece))
      piece = []
    }
    for (page, text) in texts.enumerated() {
      if piece.isEmpty {
        starts(page)
        piece.put("flowdocsSearch.texts({")
      } else {
        piece.put(",\n")
      }
      piece.put("\"")
      piece.put(decimal: page)
      piece.put("\":")
      piece.put(scriptString: text, limit: .max)
      if piece.count >= pageSize { finish() }
    }
    finish()
    return files
  }
}
