import Diagnostics

/// Directives of Sphinx and MyST whose text is code, with their options after the language, as other fences have them:
///
///     ```{code-block} python        ```python {2} title="Start"
///     :caption: Start          →    x = 1
///     :emphasize-lines: 2
///
///     x = 1
public enum CodeDirectives {
  /// The text with the options moved; `nil` when there are none.
  ///
  /// - Parameter offset: where Markdown begins, after the front matter.
  public static func rewritten(_ source: SourceText, from offset: Int) -> SourceText? {
    let bytes = source.bytes
    guard mayOccur(in: bytes, from: offset) else { return nil }
    var assembly = SourceAssembly()
    var copied = 0
    var fences = DirectiveFences()
    /// The fewest colons that no further line closes.
    var unclosed = Int.max
    var at = offset
    while at < bytes.count {
      let line = MarkupLine(bytes, at)
      at = line.next
      if fences.takes(line, bytes) { continue }
      let (start, column) = line.text(bytes)
      let opening = DirectiveOpening(bytes, start..<line.end)
      fences.begin(line, at: start, column, opening, bytes)
      guard let opening, opening.hasCode,
        let directive = Directive(opening, bytes, line, column, &unclosed)
      else { continue }
      guard directive.optionsEnd > line.next || directive.closing != nil else { continue }
      assembly.copy(copied..<start, of: source)
      assembly.add(directive.fence + directive.words, from: source, at: start..<line.end)
      assembly.copy(line.end..<line.next, of: source)
      copied = directive.optionsEnd
      at = copied
      if let closing = directive.closing {
        assembly.copy(copied..<closing.first, of: source)
        assembly.add(directive.fence, from: source, at: closing.first..<closing.end)
        copied = closing.end
        at = closing.next
      }
    }
    if copied == 0 { return nil }
    assembly.copy(copied..<bytes.count, of: source)
    return assembly.text(path: source.path)
  }

  private static func mayOccur(in bytes: [UInt8], from offset: Int) -> Bool {
    var at = offset
    while let open = bytes[at...].firstIndex(of: UInt8(ascii: "{")) {
      at = open + 1
      let isAtFence = open > offset && "`~: ".utf8.contains(bytes[open - 1])
      if isAtFence, DirectiveOpening.namesOfCode.contains(where: { bytes[at...].starts(with: $0.utf8) }) {
        return true
      }
    }
    return false
  }

  private struct Directive {
    let optionsEnd: Int
    /// The last line of a directive between colons, which become a fence.
    private(set) var closing: MarkupLine?
    let fence: String
    private var language: String

    private var marks = ""
    private var title = ""

    var words: String { language + marks + title }

    /// - Parameter column: the columns before the fence.
    init?(
      _ opening: DirectiveOpening, _ bytes: [UInt8], _ line: MarkupLine, _ column: Int, _ unclosed: inout Int
    ) {
      let length = opening.length
      if opening.mark == UInt8(ascii: ":") {
        guard length < unclosed else { return nil }
        var last = MarkupLine(bytes, line.next)
        while last.start < bytes.count, !last.closes(mark: opening.mark, length: length, indent: nil, bytes) {
          last = MarkupLine(bytes, last.next)
        }
        guard last.start < bytes.count else {
          unclosed = length
          return nil
        }
        closing = last
        fence = Fence.around(bytes[line.next..<last.start], least: length)
      } else {
        fence = opening.fence
      }
      language = String(decoding: bytes[opening.argument], as: UTF8.self)
      let options = DirectiveOptions(below: line, column, bytes)
      optionsEnd = options.end
      for (name, value) in options.pairs {
        switch name {
        case "emphasize-lines": marks += " {\(value.filter { $0 != " " })}"
        case "linenos", "lineno-start", "number-lines":
          marks += Int(value).map { " linenums=\($0)" } ?? " linenums"
        case "caption", "filename":
          if value.contains("\"") || "|>".contains(value.prefix(1)) || value.isEmpty { continue }
          // A backtick would end the fence.
          title = " title=\"\(value.filter { $0 != "`" })\""
        default: continue
        }
      }
    }
  }
}
