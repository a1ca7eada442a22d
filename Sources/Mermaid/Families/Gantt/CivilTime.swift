import Determinism

/// A moment on the calendar of a Gantt chart, which knows no time zones: milliseconds since
/// 1970-01-01T00:00:00.
struct CivilTime: Sendable, Hashable, Comparable {
  /// At most ±8.64e15, the range of a JavaScript date.
  var milliseconds: Int

  static let day = 86_400_000
  static let limit = 8_640_000_000_000_000

  init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// `nil` outside the range of a date. Days may exceed the month's, as in JavaScript.
  init?(year: Int, month: Int, day: Int, millisecondOfDay: Int = 0) {
    guard abs(year) <= 300_000, (1...12).contains(month), abs(day) <= 1_000_000_000 else { return nil }
    milliseconds = CivilDay(year: year, month: month, day: day).number * Self.day + millisecondOfDay
    if abs(milliseconds) > Self.limit { return nil }
  }

  static func < (a: CivilTime, b: CivilTime) -> Bool { a.milliseconds < b.milliseconds }

  var seconds: Double { Double(milliseconds) / 1000 }

  var day: CivilDay { CivilDay(number: milliseconds.dividedDown(by: Self.day).quotient) }
  var millisecondOfDay: Int { milliseconds.dividedDown(by: Self.day).remainder }

  /// `nil` when the sum is outside the range of a date.
  func adding(milliseconds count: Double) -> CivilTime? {
    let sum = Double(milliseconds) + count
    guard sum.isFinite, abs(sum) <= Double(Self.limit) else { return nil }
    return CivilTime(milliseconds: Int(sum))
  }

  /// The same day of a later month, or that month's last day.
  func adding(months count: Double) -> CivilTime? {
    guard count.isFinite, abs(count) < 4_000_000 else { return nil }
    let (year, month, day) = self.day.date
    let (years, monthOfYear) = (month - 1 + Int(count)).dividedDown(by: 12)
    let length = CivilDay.daysInMonth(year: year + years, month: monthOfYear + 1)
    return CivilTime(
      year: year + years, month: monthOfYear + 1, day: min(day, length), millisecondOfDay: millisecondOfDay)
  }
}
