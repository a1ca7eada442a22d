import Diagnostics
import Pages
import Synchronization

/// The pages that give variables a value, as `NAME=` or `NAME:`, by their names. It is made for the first variable that a
/// page does not set itself, once.
final class AssignmentIndex: Sendable {
  private let pages: @Sendable () -> [Page]
  private let index = Mutex<[String: [String]]?>(nil)

  init(_ pages: @escaping @Sendable () -> [Page]) { self.pages = pages }

  /// The paths of pages in their order.
  func pages(assigning name: String) -> [String] {
    index.withLock { index in
      let made = index ?? Self.index(pages())
      index = made
      return made[name] ?? []
    }
  }

  private static func index(_ pages: [Page]) -> [String: [String]] {
    var index: [String: [String]] = [:]
    for page in pages {
      for name in names(in: page.source.bytes) { index[name, default: []].append(page.path) }
    }
    return index
  }

  private static func names(in bytes: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    var start: Int?
    for (at, byte) in bytes.enumerated() {
      if byte.isAlphanumeric || byte == UInt8(ascii: "_") {
        if start == nil { start = at }
        continue
      }
      if let first = start, byte == UInt8(ascii: "=") || byte == UInt8(ascii: ":"), !bytes[first].isDigit {
        names.insert(String(decoding: bytes[first..<at], as: UTF8.self))
      }
      start = nil
    }
    return names
  }
}
