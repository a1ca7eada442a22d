import Diagnostics
import Foundation

/// A directive comment, `<!-- flowdocs:NAME ARGUMENT… -->`; white space inside its marks
/// may be left out.
struct DirectiveComment {
  static let prefix: StaticString = "flowdocs:"

  let source: SourceText
  /// From `<!--` to `-->`.
  let range: Range<Int>
  /// With its prefix: `flowdocs:NAME`.
  let word: Range<Int>
  /// The arguments.
  let rest: Range<Int>

  /// `nil` when no such comment begins here.
  init?(_ source: SourceText, at start: Int) {
    let bytes = source.bytes
    var at = start
    func isText(_ text: StaticString, at: Int) -> Bool {
      let end = at + text.utf8CodeUnitCount
      return end <= bytes.count && bytes[at..<end].elementsEqual(text.utf8)
    }
    func take(_ text: StaticString) -> Bool {
      guard isText(text, at: at) else { return false }
      at += text.utf8CodeUnitCount
      return true
    }
    guard take("<!--") else { return nil }
    while at < bytes.count, bytes[at] <= 0x20 { at += 1 }
    let word = at
    guard take(Self.prefix) else { return nil }
    var end = at
    // Stops at the next comment, so that a page of unclosed comments is scanned once, not once for each.
    while !isText("-->", at: end) {
      if end >= bytes.count || isText("<!--", at: end) { return nil }
      end += 1
    }
    while at < end, bytes[at] > 0x20 { at += 1 }
    self.source = source
    range = start..<(end + "-->".utf8.count)
    self.word = word..<at
    rest = at..<end
  }

  /// The first directive in a range of a text.
  static func first(in source: SourceText, _ range: Range<Int>) -> DirectiveComment? {
    var at = range.lowerBound
    while at < range.upperBound,
      let open = source.bytes[at..<range.upperBound].firstIndex(of: UInt8(ascii: "<"))
    {
      if let comment = DirectiveComment(source, at: open), comment.range.upperBound <= range.upperBound {
        return comment
      }
      at = open + 1
    }
    return nil
  }

  /// All directives in a range of a text, in order.
  static func all(in source: SourceText, _ range: Range<Int>) -> [DirectiveComment] {
    var found: [DirectiveComment] = []
    var at = range.lowerBound
    while let comment = first(in: source, at..<range.upperBound) {
      found.append(comment)
      at = comment.range.upperBound
    }
    return found
  }

  /// Without its prefix.
  var nameRange: Range<Int> { (word.lowerBound + Self.prefix.utf8CodeUnitCount)..<word.upperBound }
  var name: String { source.text(in: nameRange) }

  var arguments: [Range<Int>] {
    source.bytes[rest].split { $0 <= 0x20 }.map { $0.startIndex..<$0.endIndex }
  }
  /// The arguments with one space between them; `nil` without any.
  var argument: String? {
    let words = arguments.map(source.text)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}

extension StaticString {
  fileprivate var utf8: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}

extension DirectiveComment {
  /// Whether a page may have directives, without parsing it. All pages are asked, so the C library looks for the
  /// colon, which is rarer than the letters of the word.
  static func mayOccur(in page: SourceText) -> Bool {
    let length = prefix.utf8CodeUnitCount - 1
    return page.bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return false }
      var from = 0
      while let colon = memchr(start + from, Int32(UInt8(ascii: ":")), bytes.count - from) {
        let at = UnsafeRawPointer(colon) - start
        from = at + 1
        guard at >= length, memcmp(start + (at - length), prefix.utf8Start, length) == 0 else { continue }
        var open = at - length
        while open > 0, bytes[open - 1] <= 0x20 { open -= 1 }
        if open >= 4, bytes[(open - 4)..<open].elementsEqual("<!--".utf8) { return true }
      }
      return false
    }
  }
}
