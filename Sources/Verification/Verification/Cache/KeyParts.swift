import Digests
import Files
import Pages

/// The parts of a session's cache key, as hashes: what an explanation names when one has changed.
struct KeyParts: Sendable, Hashable {
  struct Part: Sendable, Hashable {
    /// `code`, or with the name of a program or a path `tool bash`.
    var name: String
    var hash: String
  }

  private(set) var parts: [Part] = []

  mutating func add(_ name: String, _ value: String) {
    parts.append(Part(name: name, hash: String(SHA256.hex(value.utf8).prefix(16))))
  }

  init() {}

  /// Reads the format that `text` writes: a name and a hash on each line.
  init(text: String) {
    parts = text.split(separator: "\n").compactMap { line in
      line.lastIndex(of: " ").map {
        Part(name: String(line[..<$0]), hash: String(line[line.index(after: $0)...]))
      }
    }
  }

  /// One line for each part: `tool bash 0f3a…`.
  var text: String { parts.map { "\($0.name) \($0.hash)\n" }.joined() }

  /// The names, each once, in the order of the parts.
  var names: [String] {
    var seen: Set<String> = []
    return parts.map(\.name).filter { seen.insert($0).inserted }
  }

  /// The names of the parts that differ from those of an earlier key.
  func changes(since earlier: KeyParts) -> [String] {
    func hashes(_ parts: [Part]) -> [String: [String]] {
      Dictionary(grouping: parts, by: \.name).mapValues { $0.map(\.hash) }
    }
    let (before, now) = (hashes(earlier.parts), hashes(parts))
    return (names + earlier.names.filter { now[$0] == nil }).filter { before[$0] != now[$0] }
  }
}

/// The parts of the keys of the last verification, by page and session.
struct KeyHistory: Sendable {
  static let path = "key-parts.json"

  /// Texts of parts, which are read when somebody asks: thousands of objects would slow down each verification.
  private var sessions: [String: [String: String]]

  init(_ store: CacheStore) throws(FileFailure) {
    sessions = try store.value([String: [String: String]].self, at: Self.path) ?? [:]
  }

  /// The parts of a session in the verification before; `nil` when it is new.
  func parts(of session: String, on page: String) -> KeyParts? {
    sessions[page]?[session].map { KeyParts(text: $0) }
  }

  /// Replaces the key parts of the verified pages, and forgets pages that are gone.
  mutating func update(
    _ plan: Plan, _ parts: [KeyParts], _ selected: [Int], of pages: [Page], _ store: CacheStore
  ) {
    let before = sessions
    let existing = Set(pages.map(\.path))
    sessions = sessions.filter { existing.contains($0.key) }
    for page in selected { sessions[pages[page].path] = nil }
    for (session, parts) in zip(plan.sessions, parts) where session.isCacheable {
      sessions[pages[session.page].path, default: [:]][session.name] = parts.text
    }
    if sessions != before { store.set(sessions, at: Self.path) }
  }
}
