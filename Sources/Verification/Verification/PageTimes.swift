import Files
import Pages

/// How long the sessions of each page ran when they last did. `--shard` balances its parts by these times, so machines that
/// share the work must have the same ones: from a cache that all of them get.
public struct PageTimes: Sendable, Hashable {
  static let path = "page-times.json"

  /// Seconds by the path of the page in the content folder.
  public private(set) var seconds: [String: Double]

  public init(_ seconds: [String: Double] = [:]) { self.seconds = seconds }

  init(_ store: CacheStore) throws(FileFailure) {
    seconds = try store.value([String: Double].self, at: Self.path) ?? [:]
  }

  /// Replaces the times of pages all of whose sessions have one, and forgets pages that are gone.
  ///
  /// - Parameter whole: the positions of the pages that were verified as a whole.
  mutating func update(
    _ plan: Plan, _ results: [Int: SessionResult], _ whole: [Int], of pages: [Page], _ store: CacheStore
  ) {
    let before = seconds
    let existing = Set(pages.map(\.path))
    seconds = seconds.filter { existing.contains($0.key) }
    let executed = plan.sessions.indices.filter { plan.sessions[$0].executes }
    let sessions = Dictionary(grouping: executed) { plan.sessions[$0].page }
    for page in whole {
      let times = (sessions[page] ?? []).map { results[$0]?.seconds }
      if times.isEmpty || times.contains(nil) { continue }
      seconds[pages[page].path] = times.compactMap(\.self).reduce(0, +)
    }
    if seconds != before { store.set(seconds, at: Self.path) }
  }
}

extension VerificationOptions.Shard {
  /// Each page costs something, even if nothing on it runs.
  private static let least = 0.05

  /// The pages of this part, in their order: those that take longest are dealt out first, each to the part that has
  /// least to do. Without times every page counts the same.
  func part(of selected: [Int], _ pages: [Page], _ times: PageTimes) -> [Int] {
    let known = selected.compactMap { times.seconds[pages[$0].path] }
    let usual = known.isEmpty ? 1 : max(Self.least, known.reduce(0, +) / Double(known.count))
    let weighed = selected.map { ($0, times.seconds[pages[$0].path].map { max(Self.least, $0) } ?? usual) }
    var loads = Array(repeating: 0.0, count: count)
    var part: [Int] = []
    for (page, weight) in weighed.sorted(by: { ($1.1, $0.0) < ($0.1, $1.0) }) {
      let least = loads.indices.min { (loads[$0], $0) < (loads[$1], $1) } ?? 0
      loads[least] += weight
      if least == index - 1 { part.append(page) }
    }
    return part.sorted()
  }
}
