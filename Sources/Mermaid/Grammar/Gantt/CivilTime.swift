/// A moment on the calendar of a Gantt chart, which knows no time zones: milliseconds since
/// 1970-01-01T00:00:00.
struct CivilTime: Sendable, Hashable, Comparable {
  /// At most ±8.64e15, what a JavaScript date can hold.
  var milliseconds: Int

  static let day = 86_400_000
  static let limit = 8_640_000_000_000_000

  init(milliseconds: Int) { self.milliseconds = milliseconds }

  /// `nil` when it is beyond what a date can hold. Days may exceed the month's, as JavaScript counts on.
  init?(year: Int, month: Int, day: Int, millisecondOfDay: Int = 0) {
    guard abs(year) <= 300_000, (1...12).contains(month), abs(day) <= 1_000_000_000 else { return nil }
    milliseconds = (Self.days(year: year, month: month) + day - 1) * Self.day + millisecondOfDay
    if abs(milliseconds) > Self.limit { return nil }
  }

  static func < (a: CivilTime, b: CivilTime) -> Bool { a.milliseconds < b.milliseconds }

  var seconds: Double { Double(milliseconds) / 1000 }

  /// Days since 1970-01-01, rounded down.
  var dayNumber: Int { Self.floorDivide(milliseconds, Self.day) }
  var millisecondOfDay: Int { milliseconds - dayNumber * Self.day }
  /// 0 (Sunday) … 6; 1970-01-01 was a Thursday.
  var weekday: Int { Self.floorModulo(dayNumber + 4, 7) }

  /// Year, month 1…12 and day of the proleptic Gregorian calendar.
  var date: (year: Int, month: Int, day: Int) {
    // Years are counted from March of year 0, in eras of 400 years, so that leap days come last.
    let shifted = dayNumber + 719_468
    let era = Self.floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  /// Days from 1970-01-01 to the first of the month.
  private static func days(year: Int, month: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = floorDivide(year, 400)
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// `nil` when the sum is beyond what a date can hold.
  func adding(milliseconds count: Double) -> CivilTime? {
    let sum = Double(milliseconds) + count
    guard sum.isFinite, abs(sum) <= Double(Self.limit) else { return nil }
    return CivilTime(milliseconds: Int(sum))
  }

  /// The same day of a later month, or that month's last day.
  func adding(months count: Double) -> CivilTime? {
    guard count.isFinite, abs(count) < 4_000_000 else { return nil }
    let (year, month, day) = date
    let index = year * 12 + month - 1 + Int(count)
    let (newYear, newMonth) = (Self.floorDivide(index, 12), Self.floorModulo(index, 12) + 1)
    return CivilTime(
      year: newYear, month: newMonth, day: min(day, Self.daysInMonth(year: newYear, month: newMonth)),
      millisecondOfDay: millisecondOfDay)
  }

  private static func floorDivide(_ a: Int, _ b: Int) -> Int {
    let quotient = a / b
    return a % b < 0 ? quotient - 1 : quotient
  }

  private static func floorModulo(_ a: Int, _ b: Int) -> Int { a - floorDivide(a, b) * b }
}
