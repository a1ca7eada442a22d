import Diagnostics
import Synchronization

/// The anchors of a page, for hints about links to ones that it does not have. It is made for the first such link, once:
/// a page whose headings were renamed has many.
final class AnchorIndex: Sendable {
  private struct Anchors {
    /// In the order in which they are suggested.
    var all: [String]
    var near: NearMiss.Names
    /// By bytes, with the position in `all`.
    var sorted: [(name: String, position: Int)]

    init(_ all: [String]) {
      self.all = all
      near = NearMiss.Names(all)
      sorted = all.enumerated().map { ($0.element, $0.offset) }
        .sorted { ($0.name, $0.position) < ($1.name, $1.position) }
    }

    /// The first of those that are not before a text.
    func index(of text: some StringProtocol) -> Int {
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle].name < text { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }

  private let make: @Sendable () -> [String]
  private let anchors = Mutex<Anchors?>(nil)

  /// - Parameter all: the anchors in the order in which they are suggested.
  init(_ all: @escaping @Sendable () -> [String]) { make = all }

  /// The first few.
  var first: [String] { Array(made().all.prefix(4)) }

  /// The anchors that are equal to one but for Unicode normalization.
  func equal(to anchor: String) -> [String] {
    let anchors = made()
    return anchors.sorted[anchors.index(of: anchor)...].prefix { $0.name == anchor }.map(\.name)
  }

  /// What an anchor that is not there probably means: the one that is spelt most like it, or else one that begins with
  /// it, or with which it begins: a heading that grew or shrank.
  func meant(by anchor: String) -> NearMiss.Guess? {
    let anchors = made()
    return anchors.near.guess(for: anchor) ?? sharing(anchor, anchors)
  }

  /// Shorter words begin too many others, and longer ones are not headings.
  private static let shared = 4...256
  /// How many anchors that begin with a text are looked at.
  private static let most = 100

  private func sharing(_ anchor: String, _ anchors: Anchors) -> NearMiss.Guess? {
    guard Self.shared.contains(anchor.utf8.count) else { return nil }
    var found = anchors.sorted[anchors.index(of: anchor)...].prefix(Self.most)
      .prefix { $0.name.hasPrefix(anchor) }.map(\.position)
    for end in anchor.indices where anchor[..<end].utf8.count >= Self.shared.lowerBound {
      let index = anchors.index(of: anchor[..<end])
      guard index < anchors.sorted.count, anchors.sorted[index].name == anchor[..<end] else { continue }
      found.append(anchors.sorted[index].position)
    }
    return found.min().map { .init(anchors.all[$0], for: anchor, isOnly: found.count == 1) }
  }

  private func made() -> Anchors {
    anchors.withLock { anchors in
      if let anchors { return anchors }
      let made = Anchors(make())
      anchors = made
      return made
    }
  }
}
