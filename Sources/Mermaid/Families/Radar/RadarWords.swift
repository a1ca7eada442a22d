extension Radar {
  public var summary: String {
    "Radar chart of \(curves.count.counted("curve", "curves")) on \(axes.count.counted("axis", "axes"))"
  }

  public var walkthrough: [String] {
    curves.filter { $0.values.count == axes.count }.map { curve in
      let values = zip(axes, curve.values).map { "\($0.label.plain) \($1.written)" }
      return "\(curve.label.plain): \(values.joined(separator: ", "))."
    }
  }
}
