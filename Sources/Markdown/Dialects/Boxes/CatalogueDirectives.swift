import Diagnostics

/// Directives of DocC that say something about a page, such as `@Metadata { … }` and `@Options(scope: local) { … }`, are left
/// out; `@Image(source: "cup", alt: "A cup")` becomes an image.
public enum CatalogueDirectives {
  private static let leftOut: Set<String> = [
    "Metadata", "Options", "Comment", "Redirected", "Available", "DeprecationSummary", "TechnologyRoot",
    "PageImage", "PageColor", "PageKind", "CallToAction", "TitleHeading", "DisplayName", "Video", "Snippet",
  ]

  /// Lines of a directive: a longer one is text.
  private static let longest = 200

  /// - Parameter offset: where Markdown begins, after the front matter.
  /// - Returns: `nil` when there are none.
  public static func rewritten(_ source: SourceText, from offset: Int) -> SourceText? {
    let bytes = source.bytes
    var rewriting = SourceRewriting(source)
    var lines = TextLines(bytes, from: offset)
    while let line = lines.next() {
      guard bytes[line.first] == UInt8(ascii: "@") else { continue }
      let name = String(decoding: bytes[(line.first + 1)...].prefix { $0.isLetter }, as: UTF8.self)
      if name == "Image", let image = image(bytes[line.first..<line.line.end]) {
        rewriting.replace(line.first..<line.line.end, with: image)
      } else if leftOut.contains(name), let end = end(of: line.line, bytes) {
        // Each line stays a line.
        let ends = bytes[line.first..<end].count { $0 == 0x0A }
        rewriting.replace(line.first..<end, with: String(repeating: "\n", count: ends))
        lines.at = max(lines.at, MarkupLine(bytes, end).next)
      }
    }
    return rewriting.text
  }

  /// The end of the last line of a directive, whose braces are closed there.
  private static func end(of first: MarkupLine, _ bytes: [UInt8]) -> Int? {
    var line = first
    var depth = 0
    for _ in 0..<longest {
      for byte in bytes[line.first..<line.end] {
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth -= 1 }
      }
      if depth <= 0 { return line.end }
      guard line.next < bytes.count else { return nil }
      line = MarkupLine(bytes, line.next)
    }
    return nil
  }

  private static func image(_ line: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: line, as: UTF8.self)
    guard let source = value(of: "source", in: text) else { return nil }
    let alternative = (value(of: "alt", in: text) ?? "").filter { !"[]".contains($0) }
    return "![\(alternative)](<\(source.filter { !"<>".contains($0) })>)"
  }

  private static func value(of name: String, in text: String) -> String? {
    guard let range = text.firstRange(of: name + ":") else { return nil }
    let rest = text[range.upperBound...].drop { $0 == " " }
    if rest.first == "\"" {
      return rest.dropFirst().firstIndex(of: "\"").map { String(rest[..<$0].dropFirst()) }
    }
    let word = rest.prefix { !", )".contains($0) }
    return word.isEmpty ? nil : String(word)
  }
}
