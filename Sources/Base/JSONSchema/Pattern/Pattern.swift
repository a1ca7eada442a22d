/// A regular expression of ECMA-262, as JSON Schema's `pattern` means it: Unicode mode, found anywhere.
///
/// Matching takes time in proportion to the size of the pattern times that of the text, whatever the two
/// are: `(a+)+$` cannot be made to hang. The price is that there are no back references.
public struct Pattern: Sendable, Hashable {
  public let text: String
  private let code: PatternCode

  public init(_ text: String) throws(PatternError) {
    self.text = text
    var parser = PatternParser(text)
    let tree = try parser.pattern()
    if let unsupported = parser.unsupported { throw PatternError(message: unsupported) }
    code = try PatternCode(tree)
  }

  /// Whether a text is a regular expression, which may have what matching does not support.
  static func isWellFormed(_ text: String) -> Bool {
    var parser = PatternParser(text)
    do throws(PatternError) {
      _ = try parser.pattern()
      return true
    } catch {
      return false
    }
  }

  /// The syntax tree, for making texts that match.
  var tree: PatternTree? {
    var parser = PatternParser(text)
    do throws(PatternError) {
      return try parser.pattern()
    } catch {
      return nil
    }
  }

  /// Whether the pattern is found in a text; `nil` when the search takes too many steps.
  public func isFound(in text: String) -> Bool? {
    var matcher = PatternMatcher(text)
    return matcher.isFound(code)
  }

  /// The ASCII bytes with which a match can begin, a bit each, when the pattern is bound to the start of the
  /// text. Bytes above 127 and an empty text are not told apart: they may always match.
  ///
  /// A quick way to say no before a text is searched: it never leaves out a byte that a match begins with.
  public var firstBytes: (low: UInt64, high: UInt64) {
    code.beginsAtStart ? code.firstBytes() : (.max, .max)
  }

  public static func == (a: Pattern, b: Pattern) -> Bool { a.text == b.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

public struct PatternError: Error, Hashable {
  /// What is wrong, as the end of a sentence.
  public var message: String
}

/// The syntax tree of a pattern.
indirect enum PatternTree {
  case empty
  case scalar(UInt32)
  case set(CharacterSet)
  case sequence([PatternTree])
  case alternatives([PatternTree])
  case repetition(PatternTree, minimum: Int, maximum: Int?)
  case start
  case end
  case wordBoundary(isNegated: Bool)
  case look(PatternTree, isAhead: Bool, isNegated: Bool)
}

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

  /// Follows everything that takes no text from the first instruction on.
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
      throw PatternError(message: "it is too large when its counts are written out")
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
