import Diagnostics

/// Times as pages and settings write them.
package enum TimeText {
  package static let form = "a duration of more than 0 and at most one day, such as `20s`, `500ms` or `2m`"

  private static let longest: Double = 86_400

  /// `20s`, `500ms`, `2m`, `1.5s`; `nil` for anything else and for times that are not above 0, or longer than a day.
  package static func seconds(_ text: String) -> Double? {
    let number: Substring
    let unit: Double
    if text.hasSuffix("ms") {
      (number, unit) = (text.dropLast(2), 0.001)
    } else if text.hasSuffix("s") {
      (number, unit) = (text.dropLast(1), 1)
    } else if text.hasSuffix("m") {
      (number, unit) = (text.dropLast(1), 60)
    } else {
      return nil
    }
    guard number.utf8.allSatisfy({ $0.isDigit || $0 == UInt8(ascii: ".") }),
      let value = Double(number), value > 0, value * unit <= longest
    else { return nil }
    return value * unit
  }
}
