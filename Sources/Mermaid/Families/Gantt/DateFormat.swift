import Determinism

/// A `dateFormat`, in the tokens of day.js: `YYYY-MM-DD`, `HH:mm:ss`, `[at] h A`, …
///
/// Reading is strict, as mermaid.js asks for: a text is a date only when formatting that date gives the text. Fields
/// that a format leaves out are those of 1970-01-01T00:00, where mermaid.js uses today; a drawing must not depend on
/// the day it is made.
struct DateFormat: Sendable, Hashable {
  private enum Part: Sendable, Hashable {
    case literal([UInt8])
    /// `YYYY`, `MM`, …
    case token(String)
  }

  let text: String
  private let parts: [Part]

  static let isoDay = DateFormat("YYYY-MM-DD")

  private static let tokens = [
    "YYYY", "YY", "MMMM", "MMM", "MM", "M", "Do", "DD", "D", "dddd", "ddd", "dd", "d", "HH", "H", "hh", "h",
    "mm", "m", "ss", "s", "SSS", "A", "a", "ZZ", "Z", "X", "x",
  ].map { Array($0.utf8) }

  init(_ text: String) {
    self.text = text
    let bytes = Array(text.utf8)
    var parts: [Part] = []
    var literal: [UInt8] = []
    var at = 0
    func flush(_ parts: inout [Part]) {
      if !literal.isEmpty { parts.append(.literal(literal)) }
      literal = []
    }
    while at < bytes.count {
      if bytes[at] == UInt8(ascii: "["), let close = bytes[at...].firstIndex(of: UInt8(ascii: "]")),
        close > at + 1
      {
        literal += bytes[(at + 1)..<close]
        at = close + 1
      } else if let token = Self.tokens.first(where: { bytes[at...].starts(with: $0) }) {
        flush(&parts)
        parts.append(.token(String(decoding: token, as: UTF8.self)))
        at += token.count
      } else {
        literal.append(bytes[at])
        at += 1
      }
    }
    flush(&parts)
    self.parts = parts
  }

  /// `x` and `X`, where a start written in digits is milliseconds.
  var isTimestamp: Bool { text == "x" || text == "X" }

  private struct Fields {
    var year: Int?
    var month: Int?
    var day: Int?
    var hour = 0
    var isAfternoon: Bool?
    var minute = 0
    var second = 0
    var millisecond = 0
    /// Minutes east of Greenwich.
    var offset: Int?
  }

  /// The moment that `text` names in exactly this form.
  func read(_ text: String) -> CivilTime? {
    guard !parts.isEmpty else { return nil }
    let bytes = Array(text.utf8)
    if isTimestamp {
      guard let value = Double(text),
        let time = CivilTime(milliseconds: 0)
          .adding(milliseconds: value * (self.text == "X" ? 1000 : 1))
      else { return nil }
      return time
    }
    var fields = Fields()
    var at = 0
    for part in parts {
      switch part {
      case .literal(let literal):
        guard bytes[at...].starts(with: literal) else { return nil }
        at += literal.count
      case .token(let token):
        guard let end = read(token, bytes, at, &fields) else { return nil }
        at = end
      }
    }
    guard at == bytes.count, let time = time(fields) else { return nil }
    return time
  }

  private func time(_ fields: Fields) -> CivilTime? {
    var hour = fields.hour
    if let isAfternoon = fields.isAfternoon {
      if isAfternoon { hour += hour < 12 ? 12 : 0 } else if hour == 12 { hour = 0 }
    }
    let year = fields.year ?? 1970
    let month = fields.month ?? 1
    let day = fields.day ?? 1
    guard (1...12).contains(month), day >= 1, day <= CivilDay.daysInMonth(year: year, month: month),
      hour < 24, fields.minute < 60, fields.second < 60
    else { return nil }
    let clock = ((hour * 60 + fields.minute - (fields.offset ?? 0)) * 60 + fields.second) * 1000
    return CivilTime(year: year, month: month, day: day, millisecondOfDay: clock + fields.millisecond)
  }

  /// - Returns: the index after the last byte read.
  private func read(_ token: String, _ bytes: [UInt8], _ at: Int, _ fields: inout Fields) -> Int? {
    func digits(_ widths: ClosedRange<Int>, _ store: (Int) -> Void) -> Int? {
      var end = at
      while end < bytes.count, end - at < widths.upperBound, bytes[end].isDigit { end += 1 }
      guard end - at >= widths.lowerBound, let value = Int(String(decoding: bytes[at..<end], as: UTF8.self))
      else { return nil }
      // A number without padding has no leading zero.
      if widths.lowerBound == 1, end - at > 1, bytes[at] == UInt8(ascii: "0") { return nil }
      store(value)
      return end
    }
    func name(_ names: [String], _ store: (Int) -> Void) -> Int? {
      guard let index = names.firstIndex(where: { bytes[at...].starts(with: $0.utf8) }) else { return nil }
      store(index)
      return at + names[index].utf8.count
    }
    switch token {
    case "YYYY": return digits(4...4) { fields.year = $0 }
    case "YY": return digits(2...2) { fields.year = $0 > 68 ? 1900 + $0 : 2000 + $0 }
    case "MMMM": return name(CivilDay.monthNames) { fields.month = $0 + 1 }
    case "MMM": return name(CivilDay.monthNames.map { String($0.prefix(3)) }) { fields.month = $0 + 1 }
    case "MM": return digits(2...2) { fields.month = $0 }
    case "M": return digits(1...2) { fields.month = $0 }
    case "DD": return digits(2...2) { fields.day = $0 }
    case "D": return digits(1...2) { fields.day = $0 }
    case "Do":
      var day = 0
      guard let end = digits(1...2, { day = $0 }) else { return nil }
      fields.day = day
      let suffix = Self.ordinal(day).utf8
      return bytes[end...].starts(with: suffix) ? end + suffix.count : nil
    case "HH", "hh": return digits(2...2) { fields.hour = $0 }
    case "H", "h": return digits(1...2) { fields.hour = $0 }
    case "mm": return digits(2...2) { fields.minute = $0 }
    case "m": return digits(1...2) { fields.minute = $0 }
    case "ss": return digits(2...2) { fields.second = $0 }
    case "s": return digits(1...2) { fields.second = $0 }
    case "SSS": return digits(3...3) { fields.millisecond = $0 }
    case "A": return name(["AM", "PM"]) { fields.isAfternoon = $0 == 1 }
    case "a": return name(["am", "pm"]) { fields.isAfternoon = $0 == 1 }
    case "Z", "ZZ":
      let width = token == "Z" ? 6 : 5
      guard at + width <= bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == .hyphen else {
        return nil
      }
      let rest = bytes[(at + 1)..<at + width].filter(\.isDigit)
      guard rest.count == 4, let value = Int(String(decoding: rest, as: UTF8.self)) else { return nil }
      let minutes = value / 100 * 60 + value % 100
      fields.offset = bytes[at] == .hyphen ? -minutes : minutes
      return at + width
    // Days of the week say nothing that the date does not; nothing reads them.
    default: return nil
    }
  }

  func write(_ time: CivilTime) -> String {
    let (year, month, day) = time.day.date
    let second = time.millisecondOfDay / 1000
    let hour = second / 3600
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(abs(value))
      return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    var result = ""
    for part in parts {
      switch part {
      case .literal(let bytes): result += String(decoding: bytes, as: UTF8.self)
      case .token(let token):
        switch token {
        case "YYYY": result += padded(year, 4)
        case "YY": result += String(padded(year, 4).suffix(2))
        case "MMMM": result += CivilDay.monthNames[month - 1]
        case "MMM": result += String(CivilDay.monthNames[month - 1].prefix(3))
        case "MM": result += padded(month, 2)
        case "M": result += String(month)
        case "DD": result += padded(day, 2)
        case "D": result += String(day)
        case "Do": result += String(day) + Self.ordinal(day)
        case "dddd": result += CivilDay.weekdayNames[time.day.weekday]
        case "ddd": result += String(CivilDay.weekdayNames[time.day.weekday].prefix(3))
        case "dd": result += String(CivilDay.weekdayNames[time.day.weekday].prefix(2))
        case "d": result += String(time.day.weekday)
        case "HH": result += padded(hour, 2)
        case "H": result += String(hour)
        case "hh": result += padded(hour % 12 == 0 ? 12 : hour % 12, 2)
        case "h": result += String(hour % 12 == 0 ? 12 : hour % 12)
        case "mm": result += padded(second / 60 % 60, 2)
        case "m": result += String(second / 60 % 60)
        case "ss": result += padded(second % 60, 2)
        case "s": result += String(second % 60)
        case "SSS": result += padded(time.millisecondOfDay % 1000, 3)
        case "A": result += hour < 12 ? "AM" : "PM"
        case "a": result += hour < 12 ? "am" : "pm"
        case "Z": result += "+00:00"
        case "ZZ": result += "+0000"
        case "X": result += String(time.milliseconds / 1000)
        default: result += String(time.milliseconds)
        }
      }
    }
    return result
  }

  private static func ordinal(_ day: Int) -> String {
    if (11...13).contains(day % 100) { return "th" }
    return switch day % 10 {
    case 1: "st"
    case 2: "nd"
    case 3: "rd"
    default: "th"
    }
  }
}
