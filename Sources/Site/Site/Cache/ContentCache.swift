import Digests
import Synchronization

/// Results stored by all that they depend on, from one build to the next.
///
/// It is read at once and written at once. After a run that looks at the whole project it holds what that run used, so
/// that it never grows beyond the project. Pages are rendered in parallel, so it may be asked from any thread.
public final class ContentCache: Sendable {
  /// A digest of what a result depends on.
  public struct Key: Sendable, Hashable {
    let digest: String

    /// - Parameters:
    ///   - kind: distinguishes results of different kinds for the same content.
    ///   - content: everything that the result depends on, except for the program itself.
    public init(_ kind: String, _ content: some Sequence<UInt8>) {
      digest = SHA256.hex(Array((kind + "\n").utf8) + content)
    }
  }

  private struct State {
    var used: [String: [UInt8]] = [:]
    var isChanged = false
  }

  private let program: String
  private let integrity: Integrity
  private let stored: [String: [UInt8]]
  private let state = Mutex(State())

  /// Whether bytes were given that cannot be believed, so that everything is made again.
  public let isDamaged: Bool

  /// - Parameters:
  ///   - bytes: what `packed()` gave; `nil` and those of another program are the same as none.
  ///   - program: identifies the program, whose every build may give other results.
  ///   - integrity: how the bytes are protected.
  public init(_ bytes: [UInt8]? = nil, program: String = "", integrity: Integrity = .checksum) {
    self.program = program
    self.integrity = integrity
    switch SealedBytes.open(bytes, as: Self.kind, program: program, integrity) {
    case .bytes(let body):
      let values = Self.unpack(body)
      (stored, isDamaged) = (values ?? [:], values == nil)
    case .ofOthers: (stored, isDamaged) = ([:], false)
    case .damaged: (stored, isDamaged) = ([:], true)
    }
  }

  private static let kind = "cache"

  /// The result for a key, from before or made now.
  public func value(_ key: Key, _ make: () -> [UInt8]?) -> [UInt8]? {
    if let known = self[key] { return known }
    let made = make()
    self[key] = made
    return made
  }

  /// The result for a key that is known already.
  public subscript(key: Key) -> [UInt8]? {
    get {
      guard let known = stored[key.digest] ?? state.withLock({ $0.used[key.digest] }) else { return nil }
      state.withLock { $0.used[key.digest] = known }
      return known
    }
    set {
      guard let newValue else { return }
      state.withLock { state in
        state.used[key.digest] = newValue
        state.isChanged = true
      }
    }
  }

  /// What to keep for the next time; `nil` when that is what there was already.
  ///
  /// - Parameter isWhole: whether the whole project was processed, so that results that were not used can be dropped.
  public func packed(isWhole: Bool = true) -> [UInt8]? {
    let (used, isChanged) = state.withLock { ($0.used, $0.isChanged) }
    guard isChanged || isDamaged || (isWhole && used.count != stored.count) else { return nil }
    var writer = FieldWriter()
    let values = isWhole ? used : stored.merging(used) { _, new in new }
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      writer.put(key.utf8)
      writer.put(value)
    }
    return SealedBytes.seal(writer.bytes, as: Self.kind, program: program, integrity)
  }

  private static func unpack(_ body: ArraySlice<UInt8>) -> [String: [UInt8]]? {
    var reader = FieldReader(rest: body)
    var values: [String: [UInt8]] = [:]
    while !reader.isAtEnd {
      values[reader.text()] = Array(reader.field())
      if reader.isBroken { return nil }
    }
    return values
  }
}
