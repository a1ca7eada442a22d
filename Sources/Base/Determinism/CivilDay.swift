/// A day of the proleptic Gregorian calendar, which extends without end in both directions. No time zones.
public struct CivilDay: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01; negative before.
  public var number: Int

  public init(number: Int) { self.number = number }

  /// - Parameters:
  ///   - month: from 1; beyond the year it counts on into the next, or back.
  ///   - day: from 1; beyond the end of the month it continues into the next.
  public init(year: Int, month: Int, day: Int) {
    let (years, monthOfYear) = (month - 1).dividedDown(by: 12)
    // Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March, so that leap days are last,
    // and are counted in eras of 400.
    let (era, yearOfEra) = (year + years - (monthOfYear < 2 ? 1 : 0)).dividedDown(by: 400)
    let dayOfYear = (153 * (monthOfYear < 2 ? monthOfYear + 10 : monthOfYear - 2) + 2) / 5
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear + day - 1 - 719_468
  }

  /// Year, month 1…12 and day 1…31.
  public var date: (year: Int, month: Int, day: Int) {
    let (era, dayOfEra) = (number + 719_468).dividedDown(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// 0 (Sunday) … 6. 1970-01-01 was a Thursday.
  public var weekday: Int { (number + 4).dividedDown(by: 7).remainder }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  /// - Parameter month: 1…12.
  public static func daysInMonth(year: Int, month: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  public static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]
  /// From Sunday on, as `weekday` counts.
  public static let weekdayNames = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
}

extension Int {
  /// The quotient rounded down and what remains, which is never negative. `divisor` is positive.
  package func dividedDown(by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
