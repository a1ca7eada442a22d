/// A pattern as instructions for `PatternMatcher`.
struct PatternCode: Sendable {
  enum Instruction: Sendable {
    case scalar(UInt32)
    case set(Int)
    case split(Int, Int)
    case jump(Int)
    case start
    case end
    case wordBoundary(isNegated: Bool)
    case look(Int, isAhead: Bool, isNegated: Bool)
    case accept
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [CharacterSet] = []
  private(set) var looks: [PatternCode] = []

  private static let limit = 20_000

  init(_ tree: PatternTree) throws(PatternError) {
    var room = Self.limit
    try self.init(tree, room: &room)
  }

  /// Lookarounds have code of their own, and share the room for instructions.
  private init(_ tree: PatternTree, room: inout Int) throws(PatternError) {
    try emit(tree, &room)
    try append(.accept, &room)
  }

  var beginsAtStart: Bool {
    if case .start? = instructions.first { true } else { false }
  }

  /// Follows all instructions that consume no text, from the first one on.
  func firstBytes() -> (low: UInt64, high: UInt64) {
    var bytes = (low: UInt64(0), high: UInt64(0))
    var seen: Set<Int> = []
    var open = [0]
    while let next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      switch instructions[next] {
      case .scalar(let value):
        if value < 64 { bytes.low |= 1 << UInt64(value) }
        if (64..<128).contains(value) { bytes.high |= 1 << UInt64(value - 64) }
      case .set(let set):
        let set = sets[set]
        for value in UInt32(0)..<64 where set.contains(value) { bytes.low |= 1 << UInt64(value) }
        for value in UInt32(64)..<128 where set.contains(value) { bytes.high |= 1 << UInt64(value - 64) }
      case .split(let first, let second): open += [first, second]
      case .jump(let target): open.append(target)
      case .start, .wordBoundary, .look: open.append(next + 1)
      case .end, .accept: return (.max, .max)
      }
    }
    return bytes
  }

  private mutating func append(_ instruction: Instruction, _ room: inout Int) throws(PatternError) {
    room -= 1
    if room < 0 {
      throw PatternError(message: "it is too large after its counts are expanded")
    }
    instructions.append(instruction)
  }

  private mutating func emit(_ tree: PatternTree, _ room: inout Int) throws(PatternError) {
    switch tree {
    case .empty: break
    case .scalar(let value): try append(.scalar(value), &room)
    case .set(let set):
      sets.append(set)
      try append(.set(sets.count - 1), &room)
    case .sequence(let parts): for part in parts { try emit(part, &room) }
    case .alternatives(let branches): try emit(alternatives: branches, &room)
    case .repetition(let body, let minimum, let maximum): try emit(body, minimum, maximum, &room)
    case .start: try append(.start, &room)
    case .end: try append(.end, &room)
    case .wordBoundary(let isNegated): try append(.wordBoundary(isNegated: isNegated), &room)
    case .look(let body, let isAhead, let isNegated):
      looks.append(try PatternCode(body, room: &room))
      try append(.look(looks.count - 1, isAhead: isAhead, isNegated: isNegated), &room)
    }
  }

  private mutating func emit(alternatives branches: [PatternTree], _ room: inout Int) throws(PatternError) {
    var jumps: [Int] = []
    for (position, branch) in branches.enumerated() {
      let split = instructions.count
      let isLast = position == branches.count - 1
      if !isLast { try append(.split(split + 1, 0), &room) }
      try emit(branch, &room)
      if !isLast {
        jumps.append(instructions.count)
        try append(.jump(0), &room)
        instructions[split] = .split(split + 1, instructions.count)
      }
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func emit(
    _ body: PatternTree, _ minimum: Int, _ maximum: Int?, _ room: inout Int
  ) throws(PatternError) {
    for _ in 0..<minimum { try emitCounted(body, &room) }
    guard let maximum else {
      let split = instructions.count
      try append(.split(split + 1, 0), &room)
      try emit(body, &room)
      try append(.jump(split), &room)
      instructions[split] = .split(split + 1, instructions.count)
      return
    }
    var splits: [Int] = []
    for _ in 0..<max(0, maximum - minimum) {
      splits.append(instructions.count)
      try append(.split(instructions.count + 1, 0), &room)
      try emitCounted(body, &room)
    }
    for split in splits { instructions[split] = .split(split + 1, instructions.count) }
  }

  /// A body that makes no instruction would let a count run on without reaching the limit.
  private mutating func emitCounted(_ body: PatternTree, _ room: inout Int) throws(PatternError) {
    let before = instructions.count
    try emit(body, &room)
    if instructions.count == before { try append(.jump(before + 1), &room) }
  }
}
