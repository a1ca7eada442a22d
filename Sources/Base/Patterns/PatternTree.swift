/// The syntax tree of a pattern.
package indirect enum PatternTree {
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
