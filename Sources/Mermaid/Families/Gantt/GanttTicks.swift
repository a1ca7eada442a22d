/// The times at which a time axis has lines.
struct GanttTicks {
  var times: [Double] = []

  /// More lines would fill the drawing with grey.
  private static let most = 400
  /// The most steps between lines when the author asks for none, and in place of too many: the dates of an axis of 720 px
  /// do not touch.
  private static let usualSteps = 9.0
  private static let replacedSteps = 12.0

  /// - Parameters:
  ///   - wanted: the step in the source; otherwise a step that gives about eight lines is chosen.
  ///   - firstWeekday: the day on which weeks begin, 0 for Sunday.
  init(from start: Double, to end: Double, wanted: GanttChart.Tick?, firstWeekday: Int = 0) {
    let day = 86_400.0
    let units: [(seconds: Double, count: Int, unit: GanttChart.Tick.Unit)] = [
      (0.001, 1, .millisecond), (0.01, 10, .millisecond), (0.1, 100, .millisecond), (1, 1, .second),
      (5, 5, .second), (15, 15, .second), (30, 30, .second), (60, 1, .minute), (300, 5, .minute),
      (900, 15, .minute), (1_800, 30, .minute), (3_600, 1, .hour), (10_800, 3, .hour), (21_600, 6, .hour),
      (43_200, 12, .hour), (day, 1, .day), (2 * day, 2, .day), (7 * day, 1, .week), (14 * day, 2, .week),
      (30.44 * day, 1, .month), (91.3 * day, 3, .month), (365.25 * day, 12, .month),
      (3_652.5 * day, 120, .month),
      (36_525 * day, 1_200, .month),
    ]
    var choice = units[units.count - 1]
    if let wanted, let unit = units.first(where: { $0.unit == wanted.unit && $0.count == 1 }) {
      let count = min(max(1, wanted.count), 100_000)
      choice = (unit.seconds * Double(count), count, wanted.unit)
      // With too many lines, the finest unit that gives at most `replacedSteps` is used.
      if (end - start) / choice.seconds > Double(Self.most) {
        choice = units.first { (end - start) / $0.seconds <= Self.replacedSteps } ?? units[units.count - 1]
      }
    } else {
      choice = units.first { (end - start) / $0.seconds <= Self.usualSteps } ?? units[units.count - 1]
    }
    var time = CalendarTime.floor(start, choice.unit, choice.count, firstWeekday: firstWeekday)
    while time <= end, times.count < Self.most {
      if time >= start { times.append(time) }
      let next = CalendarTime.next(time, choice.unit, choice.count)
      if next <= time { break }
      time = next
    }
  }
}
