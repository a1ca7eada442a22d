import Determinism

/// RFC 3339: dates, times and durations.
enum TimeFormats {
  /// `full-date`, with the days that the month of that year has.
  static func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
    var bytes = bytes
    guard bytes.count == 10, let year = number(&bytes, 4), take("-", &bytes), let month = number(&bytes, 2),
      take("-", &bytes), let day = number(&bytes, 2), 1...12 ~= month
    else { return false }
    return 1...CivilDay.daysInMonth(year: year, month: month) ~= day
  }

  /// `full-time`. The second 60 is allowed only where a leap second can be: 23:59:60 UTC.
  static func isTime(_ bytes: ArraySlice<UInt8>) -> Bool {
    var bytes = bytes
    guard let hour = number(&bytes, 2), take(":", &bytes), let minute = number(&bytes, 2), take(":", &bytes),
      let second = number(&bytes, 2), hour < 24, minute < 60, second <= 60
    else { return false }
    if take(".", &bytes) {
      let fraction = bytes.prefix { $0.isDigit }
      if fraction.isEmpty { return false }
      bytes = bytes.dropFirst(fraction.count)
    }
    var offset = 0
    if take("Z", &bytes) || take("z", &bytes) {
      offset = 0
    } else {
      let isNegative = bytes.first == UInt8(ascii: "-")
      guard take("+", &bytes) || take("-", &bytes), let hours = number(&bytes, 2), take(":", &bytes),
        let minutes = number(&bytes, 2), hours < 24, minutes < 60
      else { return false }
      offset = (hours * 60 + minutes) * (isNegative ? -1 : 1)
    }
    guard bytes.isEmpty else { return false }
    let minuteOfDay = (hour * 60 + minute - offset + 2 * 1440) % 1440
    return second < 60 || minuteOfDay == 1439
  }

  static func isDateTime(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count > 11, isDate(bytes.prefix(10)) else { return false }
    var rest = bytes.dropFirst(10)
    guard take("T", &rest) || take("t", &rest) else { return false }
    return isTime(rest)
  }

  /// RFC 3339 appendix A: `P1Y2M3DT4H5M6S` or `P4W`; the units in order and without a gap between two.
  static func isDuration(_ bytes: ArraySlice<UInt8>) -> Bool {
    var bytes = bytes
    guard take("P", &bytes), !bytes.isEmpty else { return false }
    let parts = bytes.split(separator: UInt8(ascii: "T"), maxSplits: 1, omittingEmptySubsequences: false)
    if let units = units(parts[0]), units == "W" { return parts.count == 1 }
    guard let date = units(parts[0]), "YMD".contains(date) || date.isEmpty else { return false }
    guard parts.count == 2 else { return !date.isEmpty }
    guard let time = units(parts[1]), !time.isEmpty else { return false }
    return "HMS".contains(time)
  }

  /// The letters of `1Y2M` as `YM`; `nil` when it is not digits and letters in turn.
  private static func units(_ bytes: ArraySlice<UInt8>) -> String? {
    var letters = ""
    var rest = bytes
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isDigit }
      rest = rest.dropFirst(digits.count)
      guard !digits.isEmpty, let letter = rest.popFirst() else { return nil }
      letters.unicodeScalars.append(Unicode.Scalar(letter))
    }
    return letters
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>, _ count: Int) -> Int? {
    guard bytes.count >= count, bytes.prefix(count).allSatisfy(\.isDigit) else { return nil }
    let value = bytes.prefix(count).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    bytes = bytes.dropFirst(count)
    return value
  }

  private static func take(_ character: Unicode.Scalar, _ bytes: inout ArraySlice<UInt8>) -> Bool {
    guard bytes.first == UInt8(ascii: character) else { return false }
    bytes.removeFirst()
    return true
  }
}
