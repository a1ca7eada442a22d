import Determinism
import Project

extension [UInt8] {
  /// A day for people and for programs: `<time datetime="2027-03-01">1 March 2027</time>`.
  ///
  /// In other languages than English it is `2027-03-01`, which all read.
  mutating func put(day: CalendarDay, in language: TextLanguage) {
    put("<time datetime=\"")
    put(raw: day.description)
    put("\">")
    put(raw: language.isEnglish ? day.text : day.description)
    put("</time>")
  }
}

extension CalendarDay {
  /// `1 March 2027`.
  fileprivate var text: String {
    let parts = description.split(separator: "-").compactMap { Int($0) }
    return "\(parts[2]) \(CivilDay.monthNames[parts[1] - 1]) \(parts[0])"
  }
}
