import Diagnostics
import Foundation

extension SourceText {
  /// A page with what stands for its directives, comments alone on their lines outside of code.
  ///
  /// - Parameter part: what stands for a comment; `nil` leaves it as it is.
  public func replacingDirectives(_ part: (_ comment: Range<Int>) -> SourceAssembly?) -> SourceText {
    guard Directive.mayStand(in: self) else { return self }
    let mark = Array("<!-- flowdocs:".utf8)
    var assembly = SourceAssembly()
    var copied = 0
    var fence: [UInt8]?
    var start = 0
    while start < bytes.count {
      var end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
      let line = bytes[start..<end]
      let indented = line.drop { $0 == UInt8(ascii: " ") }
      if let open = fence {
        if indented.starts(with: open) { fence = nil }
      } else if indented.starts(with: "```".utf8) || indented.starts(with: "~~~".utf8) {
        fence = Array(indented.prefix { $0 == indented.first })
      } else if line.starts(with: mark), let comment = comment(from: start) {
        let rest =
          bytes[comment.upperBound...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
        let isAlone = bytes[comment.upperBound..<rest].allSatisfy { $0 <= 0x20 }
        if isAlone, let part = part(comment) {
          assembly.copy(copied..<start, of: self)
          assembly.append(part)
          copied = rest
          end = rest
        }
      }
      start = end
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
