/// A file in which the code of blocks is on the lines that it has on its page, so that an interpreter's messages name
/// lines of the page.
///
/// What is put before a block stands on the line of its fence.
struct PaddedText: Sendable {
  private(set) var text = ""
  /// 1-based.
  private var line = 1

  /// - Parameter statement: one line, which is run before the code.
  mutating func add(_ code: String, at firstLine: Int, after statement: String) {
    if line < firstLine - 1 { append(String(repeating: "\n", count: firstLine - 1 - line)) }
    append(statement + "\n")
    append(code.hasSuffix("\n") ? code : code + "\n")
  }

  mutating func append(_ more: String) {
    text += more
    line += more.utf8.count { $0 == UInt8(ascii: "\n") }
  }
}
