/// The optimal string alignment distance from one text to many: insertions, deletions, substitutions and swaps of
/// neighbours cost one each.
struct EditDistance {
  private let wanted: [Unicode.Scalar]
  /// Where each letter is in `wanted`, one bit for each place, when it has no more than 64 letters.
  private let ascii: [UInt64]
  private let others: [Unicode.Scalar: UInt64]

  init(from wanted: [Unicode.Scalar]) {
    self.wanted = wanted
    var ascii = [UInt64](repeating: 0, count: 128)
    var others: [Unicode.Scalar: UInt64] = [:]
    if wanted.count <= UInt64.bitWidth {
      for (place, letter) in wanted.enumerated() {
        if letter.value < 128 {
          ascii[Int(letter.value)] |= 1 << UInt64(place)
        } else {
          others[letter, default: 0] |= 1 << UInt64(place)
        }
      }
    }
    self.ascii = ascii
    self.others = others
  }

  /// - Parameter limit: What is farther away is measured no further, and is `limit + 1`.
  func to(_ other: [Unicode.Scalar], limit: Int) -> Int {
    if wanted.isEmpty || other.isEmpty || wanted.count > UInt64.bitWidth {
      return Self.between(wanted, other, limit: limit)
    }
    // A column of the table at a time, one bit for each cell: H. Hyyrö, A bit-vector algorithm for computing Levenshtein
    // and Damerau edit distances, 2003.
    var (positive, negative): (UInt64, UInt64) = (.max, 0)
    var (diagonal, before): (UInt64, UInt64) = (0, 0)
    var distance = wanted.count
    let last: UInt64 = 1 << UInt64(wanted.count - 1)
    var left = other.count
    for letter in other {
      let match = letter.value < 128 ? ascii[Int(letter.value)] : others[letter] ?? 0
      let swap = ((~diagonal & match) << 1) & before
      diagonal = (((match & positive) &+ positive) ^ positive) | match | negative | swap
      let up = negative | ~(diagonal | positive)
      let down = diagonal & positive
      if up & last != 0 { distance += 1 }
      if down & last != 0 { distance -= 1 }
      left -= 1
      // Each further letter brings the texts nearer by one at most.
      if distance - left > limit { return limit + 1 }
      positive = (down << 1) | ~(diagonal | (up << 1 | 1))
      negative = (up << 1 | 1) & diagonal
      before = match
    }
    return distance
  }

  /// The distance of two texts of any length. Only the band of the table that a distance within the limit can pass
  /// through is filled in (Ukkonen, 1985).
  static func between(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int) -> Int {
    let far = limit + 1
    if a.isEmpty || b.isEmpty { return min(a.count + b.count, far) }
    var beforePrevious = [Int](repeating: far, count: b.count + 1)
    var previous = Array(0...b.count)
    var current = previous
    for i in 1...a.count {
      let first = max(1, i - limit)
      let last = min(b.count, i + limit)
      if first > last { return far }
      current[first - 1] = first == 1 ? i : far
      var nearest = current[first - 1]
      for j in first...last {
        let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        current[j] = min(previous[j] + 1, current[j - 1] + 1, substitution)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          current[j] = min(current[j], beforePrevious[j - 2] + 1)
        }
        nearest = min(nearest, current[j])
      }
      if last < b.count { current[last + 1] = far }
      // A swap can reach over one row.
      if nearest > limit, i > 1, previous[max(0, first - 1)...last].allSatisfy({ $0 > limit }) { return far }
      (beforePrevious, previous, current) = (previous, current, beforePrevious)
    }
    return min(previous[b.count], far)
  }
}
