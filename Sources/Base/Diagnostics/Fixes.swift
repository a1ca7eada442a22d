/// The fixes of some findings that can be applied together.
///
/// A fix is applied whole or not at all. When two overlap, the first by place is applied, and the other is left for the
/// next check, which may find no problem any more.
public struct Fixes: Sendable {
  /// How many findings they fix, by the printed path of the file of the first replacement.
  public private(set) var counts: [String: Int] = [:]
  /// By the printed path of the file; in the order of their places, without overlaps.
  public private(set) var replacements: [String: [Replacement]] = [:]

  /// - Parameter diagnostics: those without replacements are skipped.
  public init(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics.sortedByPlace() where !diagnostic.replacements.isEmpty {
      var wanted: [Replacement] = []
      var isFree = true
      for change in diagnostic.replacements {
        switch overlap(change) {
        case .none: wanted.append(change)
        // Two findings may have one cause, and so one fix.
        case .same: continue
        case .other: isFree = false
        }
      }
      guard isFree else { continue }
      for change in wanted { insert(change) }
      counts[diagnostic.replacements[0].span.path, default: 0] += 1
    }
  }

  /// The bytes of a file with its replacements; `nil` when one of them no longer finds the text that it replaces.
  public func applied(to bytes: [UInt8], of path: String) -> [UInt8]? {
    var output: [UInt8] = []
    var copied = 0
    for change in replacements[path] ?? [] {
      let range = change.span.range
      guard range.lowerBound >= copied, range.upperBound <= bytes.count,
        bytes[range].elementsEqual(change.original.utf8)
      else { return nil }
      output += bytes[copied..<range.lowerBound]
      output += change.text.utf8
      copied = range.upperBound
    }
    return output + bytes[copied...]
  }

  private enum Overlap { case none, same, other }

  /// Whether a further change conflicts with those already accepted. Two insertions at one place do: which is first
  /// would be arbitrary.
  private func overlap(_ change: Replacement) -> Overlap {
    let taken = replacements[change.span.path] ?? []
    let index = position(of: change, in: taken)
    if index < taken.count {
      if taken[index] == change { return .same }
      let next = taken[index].span.range
      if next.lowerBound < change.span.range.upperBound || next.lowerBound == change.span.range.lowerBound {
        return .other
      }
    }
    if index > 0, taken[index - 1].span.range.upperBound > change.span.range.lowerBound { return .other }
    return .none
  }

  private mutating func insert(_ change: Replacement) {
    let index = position(of: change, in: replacements[change.span.path] ?? [])
    replacements[change.span.path, default: []].insert(change, at: index)
  }

  /// The first of the changes that does not begin before another one.
  private func position(of change: Replacement, in taken: [Replacement]) -> Int {
    var (low, high) = (0, taken.count)
    while low < high {
      let middle = (low + high) / 2
      if taken[middle].span.range.lowerBound < change.span.range.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }
}
