import Determinism
import Diagnostics

/// Which days do not count as working days.
struct ExcludedDays: Sendable {
  var excludes: [String] = []
  var includes: [String] = []
  /// `weekend friday`: the weekend is Friday and Saturday.
  var startsOnFriday = false
  private var weekdays: Set<Int> = []
  var days: Set<Int> = []
  private var workingDays: Set<Int> = []

  var isEmpty: Bool { excludes.isEmpty }

  /// Resolves the words; a day is written in the chart's format or as `YYYY-MM-DD`.
  mutating func resolve(_ format: DateFormat) {
    func day(_ word: String) -> Int? { (DateFormat.isoDay.read(word) ?? format.read(word))?.day.number }
    for word in excludes {
      if word == "weekends" {
        weekdays.formUnion(startsOnFriday ? [5, 6] : [6, 0])
      } else if let weekday = CivilDay.weekdayNames.firstIndex(where: { $0.lowercased() == word }) {
        weekdays.insert(weekday)
      } else if let day = day(word) {
        days.insert(day)
      }
    }
    workingDays = Set(includes.compactMap(day))
  }

  func contains(_ time: CivilTime) -> Bool {
    let day = time.day.number
    if workingDays.contains(day) { return false }
    return weekdays.contains(time.day.weekday) || days.contains(day)
  }
}
