/// A moment in milliseconds since 1970-01-01T00:00:00Z, written as the protocols want it.
public struct Instant: Sendable, Hashable, Comparable {
  public var milliseconds: Int

  public init(milliseconds: Int) { self.milliseconds = milliseconds }
  public init(seconds: Int) { milliseconds = seconds * 1000 }

  /// 2026-01-01T00:00:00Z, where every mock begins unless it is told otherwise.
  public static let standardStart = Instant(seconds: 1_767_225_600)

  /// Whole seconds since 1970, rounded down.
  public var seconds: Int { (milliseconds - ((milliseconds % 1000) + 1000) % 1000) / 1000 }

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
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let weekday = ((fields.dayNumber % 7) + 7) % 7
    return "\(days[weekday]), \(padded(fields.day)) \(months[fields.month - 1]) \(padded(fields.year, 4)) "
      + padded(fields.hour) + ":" + padded(fields.minute) + ":" + padded(fields.second) + " GMT"
  }

  private var fields: (dayNumber: Int, year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    let seconds = seconds
    let dayNumber = (seconds - ((seconds % 86_400) + 86_400) % 86_400) / 86_400
    let rest = seconds - dayNumber * 86_400
    // Howard Hinnant's civil_from_days: eras of 400 years, years that begin in March.
    let z = dayNumber + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      dayNumber, yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1,
      rest / 3600, rest / 60 % 60, rest % 60
    )
  }

  private func padded(_ value: Int, _ width: Int = 2) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
