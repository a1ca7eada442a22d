import Determinism
import Diagnostics
import Foundation

/// A day written `2027-03-01`, of the Gregorian calendar. Later days compare greater.
public struct CalendarDay: Sendable, Hashable, Comparable, CustomStringConvertible {
  public let description: String

  /// `nil` unless the text is `YYYY-MM-DD` and that day exists.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month),
      (1...CivilDay.daysInMonth(year: year, month: month)).contains(day)
    else { return nil }
    description = text
  }

  public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}

extension CalendarDay {
  /// Today in UTC, so that a skip expires everywhere at once.
  public static var now: CalendarDay {
    var time = time(nil)
    var parts = tm()
    gmtime_r(&time, &parts)
    return CalendarDay(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }

  /// Some months later; the last day of a shorter month for a day that it does not have.
  public func adding(months: Int) -> CalendarDay {
    let parts = description.split(separator: "-").compactMap { Int($0) }
    let first = CivilDay(year: parts[0], month: parts[1] + months, day: 1).date
    return CalendarDay(
      year: first.year, month: first.month,
      day: min(parts[2], CivilDay.daysInMonth(year: first.year, month: first.month)))
  }

  private init(year: Int, month: Int, day: Int) {
    func digits(_ value: Int, _ count: Int) -> String {
      String(repeating: "0", count: max(0, count - String(value).count)) + String(value)
    }
    description = digits(year, 4) + "-" + digits(month, 2) + "-" + digits(day, 2)
  }
}
