import Determinism

/// A date in any form that a browser understands: the fallback of mermaid.js when a start is not written in the chart's
/// `dateFormat`.
///
/// Follows the date parser that browsers share in practice (V8's): ISO 8601 first; otherwise numbers are
/// year, month and day when the first cannot be a day, and month, day and year otherwise; a month may be named, words
/// before the first number are ignored, and years of two digits are between 1950 and 2049.
struct LooseDate {
  private let bytes: [UInt8]
  private var at = 0
  private var numbers: [Int] = []
  private var month: Int?
  private var clock: Int?
  private var offset: Int?
  private var isISO = false

  static func read(_ text: String) -> CivilTime? {
    guard text.utf8.count <= 80 else { return nil }
    var reader = LooseDate(text)
    return reader.scan() ? reader.time() : nil
  }

  /// Whether the text begins like a date, with a digit or a month.
  static func looksLikeDate(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    let start = text.prefix(3).lowercased()
    return first.isDigit || CivilDay.monthNames.contains { $0.prefix(3).lowercased() == start }
  }

  private init(_ text: String) { bytes = Array(text.utf8) }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func number() -> (value: Int, width: Int)? {
    let start = at
    while let byte = peek, byte.isDigit { at += 1 }
    guard at > start, at - start <= 9, let value = Int(String(decoding: bytes[start..<at], as: UTF8.self))
    else { return nil }
    return (value, at - start)
  }

  /// `2024`, `2024-05`, `2024-05-06`, and a `T` before the clock.
  private mutating func isoDate() {
    let start = at
    guard let year = number(), year.width == 4 else {
      at = start
      return
    }
    numbers = [year.value]
    var end = at
    for _ in 0..<2 where peek == .hyphen {
      at += 1
      guard let part = number(), part.width == 2 else { break }
      numbers.append(part.value)
      end = at
    }
    at = end
    guard peek == nil || peek == .space || peek == UInt8(ascii: "T") || peek == UInt8(ascii: "t") else {
      numbers = []
      at = start
      return
    }
    isISO = true
    if let byte = peek, byte.folded == UInt8(ascii: "t") { at += 1 }
  }

  private mutating func scan() -> Bool {
    isoDate()
    while let byte = peek {
      if byte.isDigit {
        guard let found = number() else { return false }
        if peek == .colon {
          guard clock == nil, takeClock(found.value) else { return false }
        } else {
          guard numbers.count < 3 else { return false }
          numbers.append(found.value)
          if peek == .hyphen { at += 1 }
        }
      } else if byte.isLetter {
        let start = at
        while let letter = peek, letter.isLetter { at += 1 }
        if peek?.isDigit == true { return false }
        guard takeWord(String(decoding: bytes[start..<at].map(\.folded), as: UTF8.self)) else { return false }
      } else if byte == UInt8(ascii: "+") || byte == .hyphen, clock != nil || offset != nil {
        guard takeOffset() else { return false }
      } else if byte == UInt8(ascii: "+") || byte == .hyphen || byte == UInt8(ascii: ")"), !numbers.isEmpty {
        return false
      } else if byte == UInt8(ascii: "(") {
        at = bytes[at...].firstIndex(of: UInt8(ascii: ")")).map { $0 + 1 } ?? bytes.count
      } else if byte.isASCII {
        at += 1
      } else {
        return false
      }
    }
    return true
  }

  private mutating func takeClock(_ hour: Int) -> Bool {
    at += 1
    guard hour <= 24, let minute = number(), minute.value < 60 else { return false }
    var milliseconds = (hour * 60 + minute.value) * 60_000
    if peek == .colon {
      at += 1
      guard let second = number(), second.value < 60 else { return false }
      milliseconds += second.value * 1000
      if peek == UInt8(ascii: "."), at + 1 < bytes.count, bytes[at + 1].isDigit {
        at += 1
        let start = at
        while let byte = peek, byte.isDigit { at += 1 }
        let digits = String(decoding: bytes[start..<min(at, start + 3)], as: UTF8.self)
        milliseconds += (Int(digits) ?? 0) * [1: 100, 2: 10, 3: 1][digits.count, default: 1]
      }
    }
    clock = milliseconds
    return true
  }

  private mutating func takeWord(_ word: String) -> Bool {
    if word == "am" || word == "pm" {
      guard let time = clock, time < 13 * 3_600_000 else { return false }
      let hour = time / 3_600_000 % 12 + (word == "pm" ? 12 : 0)
      clock = hour * 3_600_000 + time % 3_600_000
      return true
    }
    if word == "z" || word == "utc" || word == "gmt" {
      offset = 0
      return true
    }
    if let index = CivilDay.monthNames.firstIndex(where: { $0.prefix(3).lowercased() == word.prefix(3) }) {
      month = index + 1
      if peek == .hyphen { at += 1 }
      return true
    }
    // Unknown words are allowed before the numbers only.
    return numbers.isEmpty && clock == nil
  }

  private mutating func takeOffset() -> Bool {
    let isWest = peek == .hyphen
    at += 1
    guard let hours = number() else { return false }
    var minutes = hours.width > 2 ? hours.value / 100 * 60 + hours.value % 100 : hours.value * 60
    if peek == .colon {
      at += 1
      guard let rest = number() else { return false }
      minutes += rest.value
    }
    offset = isWest ? -minutes : minutes
    return true
  }

  private func time() -> CivilTime? {
    guard var first = numbers.first else { return nil }
    var second = numbers.count > 1 ? numbers[1] : 1
    var third = numbers.count > 2 ? numbers[2] : 1
    if let month {
      // Day and year, in the order in which the first can be a day.
      (first, second, third) = (1...31).contains(first) ? (second, month, first) : (first, month, second)
    } else if !isISO, (1...31).contains(first) {
      (first, second, third) = (third, first, second)
    }
    if !isISO { first += (0...49).contains(first) ? 2000 : (50...99).contains(first) ? 1900 : 0 }
    guard (1...12).contains(second), (1...31).contains(third), abs(first) <= 10_000 else { return nil }
    return CivilTime(
      year: first, month: second, day: third, millisecondOfDay: (clock ?? 0) - (offset ?? 0) * 60_000)
  }
}
