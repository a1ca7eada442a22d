/// Lines of a block that its fence marks, numbered from 1: `{1,3-5}`, `hl_lines="1 3-5"`, `ins={2}`, `del={4}`; and those
/// that comments in it mark or hide.
public struct CodeMarks: Sendable, Hashable {
  public var highlighted: [ClosedRange<Int>] = []
  public var inserted: [ClosedRange<Int>] = []
  public var deleted: [ClosedRange<Int>] = []
  /// Lines that are not shown.
  public var hidden: [ClosedRange<Int>] = []
  /// Lines that end with a comment of a tool, which is not shown, and how they are shown without it.
  public var rewritten: [Int: String] = [:]

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
}
