import Diagnostics

/// Tags of Jekyll in the forms that Markdown has.
///
///     [Setup]({% link guides/setup.md %})         →  [Setup](/guides/setup.md)
///     ![Cup]({{ "/img/cup.png" | relative_url }})  →  ![Cup](/img/cup.png)
///     {% highlight ruby %} … {% endhighlight %}    →  a fence
///     {% raw %}, {% endraw %}                      →  nothing
///
/// Other tags stay as they are.
public enum LiquidTags {
  /// - Parameter offset: where Markdown begins, after the front matter.
  /// - Returns: `nil` when there are none.
  public static func rewritten(_ source: SourceText, from offset: Int) -> SourceText? {
    let plain = withoutRaw(source, from: offset)
    var rewriting = LiquidRewriting(plain ?? source)
    rewriting.run(from: offset)
    return rewriting.text ?? plain
  }

  /// Without the tags around what is not Liquid.
  private static func withoutRaw(_ source: SourceText, from offset: Int) -> SourceText? {
    var rewriting = SourceRewriting(source)
    var at = offset
    while let tag = LiquidTag.next(in: source.bytes, from: at, to: source.bytes.count) {
      at = tag.range.upperBound
      if tag.isCommand, tag.words == ["raw"] || tag.words == ["endraw"] {
        rewriting.replace(tag.range, with: "")
      }
    }
    return rewriting.text
  }
}

/// `{% name … %}`, a command, or `{{ value }}`.
private struct LiquidTag {
  let range: Range<Int>
  let isCommand: Bool
  let words: [Substring]

  /// Bytes of the longest tag that is looked for; more is text.
  private static let longest = 1 << 10

  /// The first tag of a range; code in backticks has none.
  static func next(in bytes: [UInt8], from start: Int, to end: Int, skipsCode: Bool = false) -> LiquidTag? {
    var at = start
    while at + 1 < end {
      if skipsCode, bytes[at] == UInt8(ascii: "`") {
        at = behindCode(bytes, at, end)
      } else if let tag = LiquidTag(bytes, at, end) {
        return tag
      } else {
        at += 1
      }
    }
    return nil
  }

  private init?(_ bytes: [UInt8], _ at: Int, _ end: Int) {
    guard bytes[at] == UInt8(ascii: "{"), "{%".utf8.contains(bytes[at + 1]) else { return nil }
    isCommand = bytes[at + 1] == UInt8(ascii: "%")
    let close = Array((isCommand ? "%}" : "}}").utf8)
    guard let found = bytes[at..<min(end, at + Self.longest)].firstRange(of: close),
      found.lowerBound >= at + 2
    else { return nil }
    range = at..<found.upperBound
    let text = String(decoding: bytes[(at + 2)..<found.lowerBound], as: UTF8.self)
    // `{%-` takes the white space before it.
    words = text.split { $0 == " " || $0 == "\n" || $0 == "\t" }.filter { $0 != "-" }
  }

  private static func behindCode(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    let marks = bytes[start..<end].prefix { $0 == UInt8(ascii: "`") }
    let close = bytes[marks.endIndex..<end].firstRange(of: Array(marks))
    return close?.upperBound ?? marks.endIndex
  }

  /// What it is in a destination; `nil` for a tag that stays.
  var destination: String? {
    if isCommand {
      guard words.count == 2, words[0] == "link" else { return nil }
      return "/" + words[1].drop { $0 == "/" }
    }
    if words == ["site.baseurl"] || words == ["site.url"] { return "" }
    guard words.count == 3, words[1] == "|", words[2] == "relative_url" || words[2] == "absolute_url" else {
      return nil
    }
    return String(words[0].filter { $0 != "\"" && $0 != "'" })
  }
}

private struct LiquidRewriting {
  private let bytes: [UInt8]
  private var rewriting: SourceRewriting
  private var verbatim = QuotedVerbatim()
  private var isHighlighted = false

  init(_ source: SourceText) {
    bytes = source.bytes
    rewriting = SourceRewriting(source)
  }

  /// `nil` when nothing was rewritten.
  var text: SourceText? { rewriting.text }

  mutating func run(from offset: Int) {
    var at = offset
    while at < bytes.count {
      let line = QuotedLine(bytes, at)
      at = line.line.next
      if !isHighlighted, verbatim.takes(line, bytes) || line.isBlank { continue }
      rewrite(line)
    }
  }

  private mutating func rewrite(_ line: QuotedLine) {
    let range = line.first..<line.line.end
    if let tag = LiquidTag.next(in: bytes, from: line.first, to: line.line.end), tag.isCommand,
      tag.range.lowerBound == line.first, let name = tag.words.first,
      name == (isHighlighted ? "endhighlight" : "highlight")
    {
      rewriting.replace(tag.range, with: "~~~~" + (isHighlighted ? "" : tag.words.dropFirst().first ?? ""))
      isHighlighted.toggle()
      return
    }
    if isHighlighted { return }
    var at = range.lowerBound
    while let tag = LiquidTag.next(in: bytes, from: at, to: range.upperBound, skipsCode: true) {
      at = tag.range.upperBound
      if let destination = tag.destination { rewriting.replace(tag.range, with: destination) }
    }
  }
}
