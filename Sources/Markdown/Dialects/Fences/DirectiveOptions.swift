/// The options directly below the line that opens a directive of Sphinx and MyST: lines `:name: value`, or YAML between two
/// lines `---`.
struct DirectiveOptions {
  private(set) var pairs: [(name: String, value: String)] = []
  /// Where the text of the directive begins: after the empty line that may follow the options.
  let end: Int

  /// Lines of options between two lines `---`: more are text.
  private static let longest = 100

  /// - Parameter column: the columns before the mark of the directive.
  init(below line: MarkupLine, _ column: Int, _ bytes: [UInt8]) {
    var next = MarkupLine(bytes, line.next)
    if next.isYAMLMark(bytes) {
      var last = MarkupLine(bytes, next.next)
      for _ in 0..<Self.longest where !last.isYAMLMark(bytes) {
        pairs += Self.pair(bytes[last.first..<last.end]).map { [$0] } ?? []
        last = MarkupLine(bytes, last.next)
      }
      // Without an end it is text.
      if last.isYAMLMark(bytes) { next = MarkupLine(bytes, last.next) } else { pairs = [] }
    } else {
      while next.isField(bytes) || !pairs.isEmpty && Self.goesOn(next, column, bytes) {
        pairs += Self.pair(bytes[next.first..<next.end].dropFirst()).map { [$0] } ?? []
        next = MarkupLine(bytes, next.next)
      }
    }
    if next.start > line.next, next.isBlank, next.start < bytes.count {
      next = MarkupLine(bytes, next.next)
    }
    end = next.start
  }

  /// Whether a line goes on with the value of the option above it: indented more than the fence, also after a colon.
  private static func goesOn(_ line: MarkupLine, _ column: Int, _ bytes: [UInt8]) -> Bool {
    !line.isBlank && (line.indent > column || bytes[line.first..<line.end].starts(with: ": ".utf8))
  }

  private static func pair(_ text: ArraySlice<UInt8>) -> (name: String, value: String)? {
    let parts = String(decoding: text, as: UTF8.self).split(separator: ":", maxSplits: 1)
    guard let name = parts.first, !name.contains(" ") else { return nil }
    return (String(name), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
  }
}
