/// Finds the name a writer probably meant.
public enum NearMiss {
  /// A name that may have been meant.
  public struct Guess: Sendable, Hashable {
    public var name: String
    /// Whether a program can correct the slip by itself: no other name is as near, and nothing suggests that another
    /// one of several numbered things was meant.
    public var isCertain: Bool

    public init(_ name: String, isCertain: Bool = true) {
      self.name = name
      self.isCertain = isCertain
    }

    /// - Parameters:
    ///   - written: the name that was written instead.
    ///   - isOnly: whether no other name is as near.
    public init(_ name: String, for written: String, isOnly: Bool = true) {
      self.init(name, isCertain: isOnly && Numbering(name).mayEqual(Numbering(written)))
    }
  }

  /// How many names one search looks at, so that a file with thousands of mistakes and names takes seconds. Where there
  /// are more, they are often similar, and a suggestion would be a guess; `Names` is for those.
  private static let most = 2_000

  /// Like `nearest`, and whether another name is equally near.
  public static func guess(for name: String, in candidates: some Sequence<String>) -> Guess? {
    var search = Search(name)
    for candidate in candidates.prefix(most) where !candidate.utf8.elementsEqual(name.utf8) {
      search.consider(candidate, Array(candidate.lowercased().unicodeScalars))
    }
    return search.guess
  }

  /// The candidate nearest to `name`, or `nil` when none is near enough to be a likely slip.
  ///
  /// Near enough is an optimal string alignment distance of at most a third of the longer name (at least
  /// one edit), case apart. Ties go to the candidate that comes first. The first 2,000 candidates are looked at.
  public static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
    var search = Search(name)
    var best: String?
    for candidate in candidates.prefix(most) where !candidate.utf8.elementsEqual(name.utf8) {
      if search.isNearest(Array(candidate.lowercased().unicodeScalars)) { best = candidate }
    }
    return best
  }

  /// Names that are searched many times, as the headings of a page are by many dead links.
  ///
  /// A search compares lengths and letters with all names, which takes nanoseconds each, and measures the distance to few
  /// of them, so that 20,000 mistakes among 20,000 names take seconds.
  public struct Names: Sendable {
    private let names: [String]
    private let folded: [[Unicode.Scalar]]
    /// Length and letters of each name, side by side in memory.
    private let shapes: [(length: Int32, letters: UInt64)]

    /// How many cells of tables a search fills in, at most: some 600 names of ten letters. Where more names have a
    /// similar length and similar letters, any suggestion would be a guess.
    private static let mostCells = 40_000

    public init(_ names: [String]) {
      self.names = names
      folded = names.map { Array($0.lowercased().unicodeScalars) }
      shapes = folded.map { (Int32(clamping: $0.count), Self.letters($0)) }
    }

    /// The positions of all names that are nearest to `name` and near enough, ascending; of `name` itself, case
    /// apart, when it is there.
    public func nearest(to name: String) -> [Int] {
      var search = Search(name)
      var nearest: [Int] = []
      for position in candidates(search) {
        if search.isNearest(folded[position]) {
          nearest = [position]
        } else if search.isAsNear(folded[position]) {
          nearest.append(position)
        }
      }
      return nearest
    }

    /// As `NearMiss.guess(for:in:)`.
    public func guess(for name: String) -> Guess? {
      var search = Search(name)
      for position in candidates(search) where !names[position].utf8.elementsEqual(name.utf8) {
        search.consider(names[position], folded[position])
      }
      return search.guess
    }

    /// As `NearMiss.guess(for:in:)`, among the names at some positions: the first 2,000 of them.
    public func guess(for name: String, among positions: some Sequence<Int>) -> Guess? {
      var search = Search(name)
      let letters = Self.letters(search.wanted)
      for position in positions.prefix(NearMiss.most) where !names[position].utf8.elementsEqual(name.utf8) {
        if mayBeNear(shapes[position], search.wanted.count, letters) != nil {
          search.consider(names[position], folded[position])
        }
      }
      return search.guess
    }

    /// The names that may be near enough, by length and letters; none when they are too many.
    private func candidates(_ search: Search) -> [Int] {
      let length = search.wanted.count
      let letters = Self.letters(search.wanted)
      var found: [Int] = []
      var cells = 0
      for position in shapes.indices {
        guard let limit = mayBeNear(shapes[position], length, letters) else { continue }
        cells += length * (2 * limit + 1)
        if cells > Self.mostCells { return [] }
        found.append(position)
      }
      return found
    }

    /// The largest distance of a likely slip between a name of this shape and one of that length and those letters; `nil`
    /// when theirs is larger.
    private func mayBeNear(_ shape: (length: Int32, letters: UInt64), _ length: Int, _ letters: UInt64)
      -> Int?
    {
      let other = Int(shape.length)
      let limit = max(1, max(length, other) / 3)
      // An edit adds or removes one letter at most, or one of each.
      let isFar =
        abs(other - length) > limit || (letters & ~shape.letters).nonzeroBitCount > limit
        || (shape.letters & ~letters).nonzeroBitCount > limit
      return isFar ? nil : limit
    }

    /// One bit for each letter that a name has; letters beyond 64 share theirs.
    private static func letters(_ name: [Unicode.Scalar]) -> UInt64 {
      name.reduce(0) { $0 | 1 << UInt64($1.value & 63) }
    }
  }

  /// What was found so far; what cannot be nearer is not measured to its end.
  private struct Search {
    private let name: String
    let wanted: [Unicode.Scalar]
    /// Made for the first name that may be near: most mistakes have no such name.
    private lazy var measure = EditDistance(from: wanted)
    private var best: Int?
    /// The nearest of the names considered, and whether no other one is as near.
    private var nearest: (name: String, isOnly: Bool)?

    init(_ name: String) {
      self.name = name
      wanted = Array(name.lowercased().unicodeScalars)
    }

    var guess: Guess? { nearest.map { Guess($0.name, for: name, isOnly: $0.isOnly) } }

    mutating func consider(_ name: String, _ folded: [Unicode.Scalar]) {
      if isNearest(folded) {
        nearest = (name, true)
      } else if nearest?.name != name, isAsNear(folded) {
        nearest?.isOnly = false
      }
    }

    mutating func isNearest(_ other: [Unicode.Scalar]) -> Bool {
      guard let distance = distance(to: other, best.map { $0 - 1 } ?? .max) else { return false }
      best = distance
      return true
    }

    mutating func isAsNear(_ other: [Unicode.Scalar]) -> Bool {
      guard let best else { return false }
      return distance(to: other, best) != nil
    }

    /// Longer texts are not names: the table of two would have more cells than a search should take.
    private static let longest = 256

    private mutating func distance(to other: [Unicode.Scalar], _ most: Int) -> Int? {
      guard max(wanted.count, other.count) <= Self.longest else { return nil }
      let limit = min(most, max(1, max(wanted.count, other.count) / 3))
      guard limit >= 0, abs(wanted.count - other.count) <= limit else { return nil }
      let distance = measure.to(other, limit: limit)
      return distance <= limit ? distance : nil
    }
  }
}
