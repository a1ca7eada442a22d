import Digests
import Synchronization

/// Results kept by all that they depend on, from one build to the next.
///
/// It is read at once and written at once, and holds after a build what that build used: it never grows beyond
/// the project. Pages are rendered in parallel, so it may be asked from any thread.
public final class ContentCache: Sendable {
  /// A digest of what a result depends on.
  public struct Key: Sendable, Hashable {
    let digest: String

    /// - Parameters:
    ///   - kind: tells results of different kinds for the same content apart.
    ///   - content: everything that the result depends on, but for the program itself.
    public init(_ kind: String, _ content: some Sequence<UInt8>) {
      digest = SHA256.hex(Array((kind + "\n").utf8) + content)
    }
  }

  private struct State {
    var used: [String: [UInt8]] = [:]
    var isChanged = false
  }

  private let program: String
  private let kept: [String: [UInt8]]
  private let state = Mutex(State())

  /// - Parameters:
  ///   - bytes: what `packed()` gave; `nil` or damaged bytes are the same as none.
  ///   - program: identifies the program, whose every build may give other results.
  public init(_ bytes: [UInt8]? = nil, program: String = "") {
    self.program = program
    kept = bytes.flatMap { Self.unpack($0, program) } ?? [:]
  }

  /// The result for a key, from before or made now.
  public func value(_ key: Key, _ make: () -> [UInt8]?) -> [UInt8]? {
    if let known = kept[key.digest] ?? state.withLock({ $0.used[key.digest] }) {
      state.withLock { $0.used[key.digest] = known }
      return known
    }
    guard let made = make() else { return nil }
    state.withLock { state in
      state.used[key.digest] = made
      state.isChanged = true
    }
    return made
  }

  /// What to keep for the next time; `nil` when that is what there was already.
  public func packed() -> [UInt8]? {
    let (used, isChanged) = state.withLock { ($0.used, $0.isChanged) }
    guard isChanged || used.count != kept.count else { return nil }
    var body: [UInt8] = []
    for (key, value) in used.sorted(by: { $0.key < $1.key }) {
      body += "\(key) \(value.count)\n".utf8
      body += value
    }
    return Array(Self.head(program, body[...]).utf8) + body
  }

  /// The first line: whoever reads on knows that the rest is whole and of this program.
  private static func head(_ program: String, _ body: ArraySlice<UInt8>) -> String {
    "flowdocs cache 1 \(SHA256.hex(Array(program.utf8) + body))\n"
  }

  private static func unpack(_ bytes: [UInt8], _ program: String) -> [String: [UInt8]]? {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    var rest = bytes[(end + 1)...]
    guard bytes[...end].elementsEqual(head(program, rest).utf8) else { return nil }
    var values: [String: [UInt8]] = [:]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[..<end].split(separator: UInt8(ascii: " "))
      rest = rest[(end + 1)...]
      guard line.count == 2, let count = Int(String(decoding: line[1], as: UTF8.self)), count <= rest.count
      else { return nil }
      values[String(decoding: line[0], as: UTF8.self)] = Array(rest.prefix(count))
      rest = rest.dropFirst(count)
    }
    return values
  }
}
