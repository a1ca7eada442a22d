/// Runs a pattern over a text by backtracking that never visits an instruction twice at one position.
struct PatternMatcher {
  private let scalars: [UInt32]
  private let stepLimit: Int
  private var steps = 0

  /// Instructions times positions: 25 MB of bits.
  private static let stateLimit = 200_000_000

  init(_ text: String, stepLimit: Int = 20_000_000) {
    scalars = text.unicodeScalars.map(\.value)
    self.stepLimit = stepLimit
  }

  /// `nil` after too many steps.
  mutating func isFound(_ code: PatternCode) -> Bool? {
    let positions = scalars.count + 1
    guard code.instructions.count <= Self.stateLimit / positions else { return nil }
    var visited = BitSet(count: code.instructions.count * positions)
    for start in 0...(code.beginsAtStart ? 0 : scalars.count) {
      // States that failed from an earlier start fail from this one too, so the set is not cleared.
      if run(code, from: start, endingAt: nil, &visited) { return true }
      if steps > stepLimit { return nil }
    }
    return false
  }

  private mutating func run(
    _ code: PatternCode, from start: Int, endingAt end: Int?, _ visited: inout BitSet
  ) -> Bool {
    var open: [(instruction: Int, position: Int)] = [(0, start)]
    while var (next, position) = open.popLast() {
      thread: while true {
        guard visited.insert(next * (scalars.count + 1) + position) else { break }
        steps += 1
        if steps > stepLimit { return false }
        switch code.instructions[next] {
        case .scalar(let wanted):
          guard position < scalars.count, scalars[position] == wanted else { break thread }
          position += 1
          next += 1
        case .set(let set):
          guard position < scalars.count, code.sets[set].contains(scalars[position]) else { break thread }
          position += 1
          next += 1
        case .split(let first, let second):
          open.append((second, position))
          next = first
        case .jump(let target): next = target
        case .start:
          guard position == 0 else { break thread }
          next += 1
        case .end:
          guard position == scalars.count else { break thread }
          next += 1
        case .wordBoundary(let isNegated):
          guard isWordBoundary(position) != isNegated else { break thread }
          next += 1
        case .look(let look, let isAhead, let isNegated):
          guard holds(code.looks[look], isAhead, at: position) != isNegated else { break thread }
          next += 1
        case .accept:
          if end == nil || end == position { return true }
          break thread
        }
      }
    }
    return false
  }

  private mutating func holds(_ code: PatternCode, _ isAhead: Bool, at position: Int) -> Bool {
    let size = code.instructions.count * (scalars.count + 1)
    // Making the set is work, too.
    steps += size / 64
    guard size <= Self.stateLimit, steps <= stepLimit else {
      steps = stepLimit + 1
      return false
    }
    var visited = BitSet(count: size)
    if isAhead { return run(code, from: position, endingAt: nil, &visited) }
    for start in stride(from: position, through: 0, by: -1) {
      if run(code, from: start, endingAt: position, &visited) { return true }
    }
    return false
  }

  private func isWordBoundary(_ position: Int) -> Bool {
    let before = position > 0 && CharacterSet.word.contains(scalars[position - 1])
    let after = position < scalars.count && CharacterSet.word.contains(scalars[position])
    return before != after
  }
}

private struct BitSet {
  private var words: [UInt64]

  init(count: Int) { words = [UInt64](repeating: 0, count: count / 64 + 1) }

  /// Whether the member is new.
  mutating func insert(_ member: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(member & 63)
    if words[member >> 6] & bit != 0 { return false }
    words[member >> 6] |= bit
    return true
  }
}
