/// How the blocks of a session become one source file of a language with an entry point.
///
/// Declarations that cannot stand in a function come first; the rest becomes the body of the entry point, block by block,
/// with a call before each that prints its marker. Code that has an entry point is left as it is.
struct Merging: Sendable {
  /// The part of the merged program that an item belongs to.
  enum Part: Sendable, Hashable {
    /// Before all others; the same line twice is kept once.
    case imports
    case declaration
    /// A statement of the entry point.
    case statement
    /// A definition that is the entry point.
    case main
    /// The clause with the name of the package; the file has one already.
    case package
  }

  var endsAtLines = false
  var part: @Sendable (BraceItem) -> Part
  /// Lines before the imports, after them, around the statements and at the end.
  var before: [String] = []
  var afterImports: [String] = []
  var opening: String
  var closing: String
  /// A call that prints the marker of a block.
  var call: @Sendable (_ block: Int) -> String
  /// What a declaration begins with when it is moved: `static ` in Java.
  var prefix: @Sendable (BraceItem) -> String = { _ in "" }
  /// Whether whole code is in no package, so that it can be started by the name of its class.
  var dropsPackage = false
  /// Lines that whole code needs, and does not have: `package main`.
  var missing: @Sendable (_ items: [BraceItem]) -> [String] = { _ in [] }

  func text(of pieces: [CodePiece]) -> MergedText {
    let codes = pieces.map { String(decoding: $0.code, as: UTF8.self) }
    let items = codes.map { BraceItem.items($0, endsAtLines: endsAtLines) }
    var merged = MergedText()
    if let main = items.firstIndex(where: { $0.contains { part($0) == .main } }) {
      merged.isWhole = true
      merged.main = main
      for line in missing(items.flatMap(\.self)) { merged.add(line) }
      for (index, code) in codes.enumerated() {
        var lines = Self.lines(of: code, index)
        for item in items[index] where dropsPackage && part(item) == .package {
          for line in item.lines { lines[line].text = "" }
        }
        merged.add(lines)
      }
      return merged
    }
    add(codes, items, markers: pieces.map(\.marker), to: &merged)
    return merged
  }

  private func add(_ codes: [String], _ items: [[BraceItem]], markers: [Int], to merged: inout MergedText) {
    var parts: [Part: [MergedText.Line]] = [:]
    var bodies: [[MergedText.Line]] = []
    for (index, code) in codes.enumerated() {
      var body = Self.lines(of: code, index)
      for item in items[index] where part(item) != .statement {
        var lines = Array(body[item.lines])
        if let first = lines.first { lines[0].text = prefix(item) + first.text }
        parts[part(item), default: []] += lines
        for line in item.lines { body[line].text = "" }
      }
      bodies.append(body.filter { !$0.text.isEmpty })
    }
    for line in before { merged.add(line) }
    var seen: Set<String> = []
    merged.add((parts[.imports] ?? []).filter { seen.insert($0.text).inserted })
    for line in afterImports { merged.add(line) }
    merged.add(parts[.declaration] ?? [])
    merged.add(opening)
    for (body, marker) in zip(bodies, markers) {
      merged.add(call(marker))
      merged.add(body)
    }
    merged.add(call(-1))
    merged.add(closing)
  }

  private static func lines(of code: String, _ piece: Int) -> [MergedText.Line] {
    var lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines.enumerated().map { MergedText.Line(text: String($0.element), piece: piece, line: $0.offset) }
  }
}
