import Pages
import Project

/// A file with its new content; the caller writes it atomically, and only while it still has its old content.
public struct FileUpdate: Sendable, Hashable {
  /// Relative to the project's root.
  public var path: String
  /// The contents of the file when it was verified.
  public var original: [UInt8]
  public var bytes: [UInt8]

  public init(path: String, original: [UInt8], bytes: [UInt8]) {
    self.path = path
    self.original = original
    self.bytes = bytes
  }
}

/// New code for blocks of one page.
struct PageUpdate: Sendable {
  private(set) var codes: [Int: String] = [:]

  mutating func set(_ code: String, of block: Block) {
    codes[block.index] = code.isEmpty || code.hasSuffix("\n") ? code : code + "\n"
  }

  /// The page's bytes with the new code; `nil` when nothing changes.
  func apply(to page: Page) -> [UInt8]? {
    var bytes = page.source.bytes
    for block in page.blocks.reversed() {
      guard let code = codes[block.index] else { continue }
      for edit in (page.edits(of: block, holding: code)?.changes ?? []).reversed() {
        bytes.replaceSubrange(edit.range, with: edit.bytes)
      }
    }
    return bytes == page.source.bytes ? nil : bytes
  }
}
