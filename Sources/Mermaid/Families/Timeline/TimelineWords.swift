extension Timeline {
  public var summary: String { "Timeline of \(periods.count.counted("period", "periods"))" }

  public var walkthrough: [String] {
    periods.map { period in
      let section = period.section.map { sections[$0].title.plain + ", " } ?? ""
      let events = period.events.isEmpty ? "" : ": " + period.events.map(\.plain).joined(separator: "; ")
      return "\(section)\(period.title.plain)\(events)."
    }
  }
}
