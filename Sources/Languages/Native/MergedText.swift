/// Blocks of a session as one source file, in which each line knows the place that it comes from.
struct MergedText: Sendable {
  struct Line: Sendable, Hashable {
    var text: String
    /// Which block it is from, and the 0-based line in it; `nil` for a line that was added.
    var piece: Int?
    var line = 0
  }

  private(set) var lines: [Line] = []
  /// Whether the code has an entry point of its own; then nothing was added to it.
  var isWhole = false
  /// The block with that entry point.
  var main = 0

  var text: String { lines.map { $0.text + "\n" }.joined() }

  mutating func add(_ text: String) { lines.append(Line(text: text)) }

  mutating func add(_ lines: some Sequence<Line>) { self.lines += lines }

  /// The piece and the 0-based line in it that a 1-based line of the file comes from: for a line that was added, the next
  /// one, else the last.
  func place(ofLine number: Int) -> (piece: Int, line: Int)? {
    let from = min(max(0, number - 1), lines.count)
    let found = lines[from...].first { $0.piece != nil } ?? lines.last { $0.piece != nil }
    return found.flatMap { line in line.piece.map { ($0, line.line) } }
  }

  /// An output in which places in the file are places on the page: `main.go:7` is `page.md:31`.
  func placed(_ printed: String, of file: String, as path: String, firstLines: [Int]) -> String {
    var text = ""
    var rest = Substring(printed)
    while let found = rest.firstRange(of: file + ":") {
      let digits = rest[found.upperBound...].prefix { $0.isASCII && $0.isNumber }
      text += withoutFolder(rest[..<found.lowerBound])
      if let number = Int(digits), let place = place(ofLine: number), firstLines.indices.contains(place.piece)
      {
        text += "\(path):\(firstLines[place.piece] + place.line)"
      } else {
        text += file + ":" + digits
      }
      rest = rest[digits.endIndex...]
    }
    return text + rest
  }

  /// The text before a file's name, without the folder of the file.
  private func withoutFolder(_ text: Substring) -> Substring {
    let end = text.lastIndex { !($0.isLetter || $0.isNumber || "/-_.".contains($0)) }
    let word = end.map { text[text.index(after: $0)...] } ?? text
    return word.contains("/") ? text[..<word.startIndex] : text
  }
}
