/// How the lines of a block are shown, numbered from 1: what its fence says (`{1,3-5}`, `ins={2}`, `numbers=1`), and what
/// comments in it mark or hide.
public struct CodeMarks: Sendable, Hashable {
  public var highlighted: [ClosedRange<Int>] = []
  public var inserted: [ClosedRange<Int>] = []
  public var deleted: [ClosedRange<Int>] = []
  /// Lines that open with a click.
  public var folded: [ClosedRange<Int>] = []
  /// Lines that are not shown.
  public var hidden: [ClosedRange<Int>] = []
  /// Lines that end with a comment of a tool, which is not shown, and how they are shown without it.
  public var rewritten: [Int: String] = [:]
  /// The number that is shown beside the first line; `nil` for lines without numbers.
  public var firstNumber: Int?
  /// Whether long lines continue on the next one.
  public var isWrapped = false
  /// Whether comments such as `# (1)` at ends of lines stand for the items of the list below the block.
  public var hasNotes = false
  /// Lines with such a comment, and its number.
  public var notes: [Int: Int] = [:]

  public init() {}

  public var isEmpty: Bool { self == CodeMarks() }

  /// The ranges in `1,3-5` or `1 3-5`; `nil` for anything else.
  static func ranges(_ text: some StringProtocol) -> [ClosedRange<Int>]? {
    var ranges: [ClosedRange<Int>] = []
    for word in text.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" }) {
      let ends = word.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count < 3, first <= last else {
        return nil
      }
      ranges.append(first...last)
    }
    return ranges.isEmpty ? nil : ranges
  }

  /// `1,3-5`, as `ranges` reads it.
  static func text(_ ranges: [ClosedRange<Int>]) -> String? {
    if ranges.isEmpty { return nil }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}
