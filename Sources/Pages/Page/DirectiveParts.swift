import Diagnostics
import Foundation

extension SourceText {
  /// A page with what stands for its directives, comments alone on their lines outside of code, lists and
  /// quotations.
  ///
  /// - Parameter part: what stands for a comment; `nil` leaves it as it is.
  public func replacingDirectives(_ part: (_ comment: Range<Int>) -> SourceAssembly?) -> SourceText {
    guard Directive.mayStand(in: self) else { return self }
    let mark = Array("<!-- flowdocs:".utf8)
    guard bytes.firstRange(of: mark) != nil else { return self }
    // What is code and what is in a list is for the parser to say.
    let lines = LineTable(bytes)
    let document = MarkdownParser().parse(bytes)
    var assembly = SourceAssembly()
    var copied = 0
    for node in document.nodes where node.kind == .htmlBlock && node.parent == 0 {
      let start = lines.start(Int(node.startLine))
      guard start >= copied, bytes[start...].starts(with: mark), let comment = comment(from: start) else {
        continue
      }
      let rest =
        bytes[comment.upperBound...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      let isAlone = bytes[comment.upperBound..<rest].allSatisfy { $0 <= 0x20 }
      guard isAlone, let part = part(comment) else { continue }
      assembly.copy(copied..<start, of: self)
      assembly.append(part)
      copied = rest
    }
    if copied == 0 { return self }
    assembly.copy(copied..<bytes.count, of: self)
    return assembly.text(path: path)
  }

  private func comment(from start: Int) -> Range<Int>? {
    bytes[start...].firstRange(of: Array("-->".utf8)).map { start..<$0.upperBound }
  }
}

extension Directive {
  /// That nothing was put in place of a directive in which nothing is wrong.
  public func misplaced(on page: Page) -> Diagnostic {
    Diagnostic(
      .unknownDirective, "`flowdocs:\(name.rawValue)` stands where nothing can be put in place of it",
      at: page.source.span(range),
      fix: "write it at the beginning of a line of its own, outside of lists and quotes")
  }

  /// Whether a page may have directives, without parsing it. All pages are asked, so the C library looks for the
  /// colon, which is rarer than the letters of the word.
  public static func mayStand(in page: SourceText) -> Bool {
    let word: StaticString = "flowdocs"
    let length = word.utf8CodeUnitCount
    return page.bytes.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return false }
      var from = 0
      while let colon = memchr(start + from, Int32(UInt8(ascii: ":")), bytes.count - from) {
        let at = UnsafeRawPointer(colon) - start
        if at >= length, memcmp(start + (at - length), word.utf8Start, length) == 0 { return true }
        from = at + 1
      }
      return false
    }
  }
}
