extension PieChart {
  public var summary: String {
    "Pie chart of \(slices.count.counted("share", "shares"))"
  }

  public var walkthrough: [String] {
    let total = slices.reduce(0) { $0 + $1.value }
    guard total > 0 else { return [] }
    return slices.map { "\($0.label): \(Self.percent($0.value / total))." }
  }
}
