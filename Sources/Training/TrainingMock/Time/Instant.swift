import Determinism

/// A moment in milliseconds since 1970-01-01T00:00:00Z, written as the protocols want it.
public struct Instant: Sendable, Hashable, Comparable {
  public var milliseconds: Int

  public init(milliseconds: Int) { self.milliseconds = milliseconds }
  public init(seconds: Int) { milliseconds = seconds * 1000 }

  /// 2026-01-01T00:00:00Z, where every mock begins by default.
  public static let standardStart = Instant(seconds: 1_767_225_600)

  /// Whole seconds since 1970, rounded down.
  public var seconds: Int { milliseconds.dividedDown(by: 1000).quotient }

  public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
  static func + (left: Self, milliseconds: Int) -> Self {
    Self(milliseconds: left.milliseconds + milliseconds)
  }

  /// RFC 3339 in UTC, `2026-01-01T00:00:00Z`; with milliseconds where there are any.
  public var timestamp: String { text(withMilliseconds: milliseconds != seconds * 1000) }

  /// The same with milliseconds always, so that texts sort as the moments do.
  public var preciseTimestamp: String { text(withMilliseconds: true) }

  private func text(withMilliseconds precise: Bool) -> String {
    let fields = fields
    let fraction = milliseconds - seconds * 1000
    return padded(fields.year, 4) + "-" + padded(fields.month) + "-" + padded(fields.day) + "T"
      + padded(fields.hour) + ":" + padded(fields.minute) + ":" + padded(fields.second)
      + (precise ? "." + padded(fraction, 3) : "") + "Z"
  }

  /// The form of the `Date` header (RFC 9110, section 5.6.7): `Thu, 01 Jan 2026 00:00:00 GMT`.
  public var httpDate: String {
    let fields = fields
    let weekday = CivilDay.weekdayNames[CivilDay(number: fields.dayNumber).weekday].prefix(3)
    let month = CivilDay.monthNames[fields.month - 1].prefix(3)
    return "\(weekday), \(padded(fields.day)) \(month) \(padded(fields.year, 4)) "
      + padded(fields.hour) + ":" + padded(fields.minute) + ":" + padded(fields.second) + " GMT"
  }

  private var fields: (dayNumber: Int, year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    let (dayNumber, rest) = seconds.dividedDown(by: 86_400)
    let (year, month, day) = CivilDay(number: dayNumber).date
    return (dayNumber, year, month, day, rest / 3600, rest / 60 % 60, rest % 60)
  }

  private func padded(_ value: Int, _ width: Int = 2) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
