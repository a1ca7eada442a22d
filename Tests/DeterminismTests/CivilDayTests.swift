import Determinism
import Testing

struct CivilDayTests {
  @Test(arguments: [
    (1970, 1, 1, 0, 4), (1969, 12, 31, -1, 3), (2000, 2, 29, 11_016, 2), (2026, 1, 1, 20_454, 4),
    (1900, 3, 1, -25_508, 4), (1600, 2, 29, -135_081, 2), (0, 3, 1, -719_468, 3), (-400, 3, 1, -865_565, 3),
  ])
  func dayAndNumberAreTheSameDay(year: Int, month: Int, day: Int, number: Int, weekday: Int) {
    #expect(CivilDay(year: year, month: month, day: day).number == number)
    #expect(CivilDay(number: number).date == (year, month, day))
    #expect(CivilDay(number: number).weekday == weekday)
  }

  @Test func everyDayOfEightCenturiesFollowsTheOneBefore() {
    var (year, month, day) = (1600, 1, 1)
    let first = CivilDay(year: year, month: month, day: day).number
    for number in first..<first + 2 * 146_097 {
      let found = CivilDay(number: number).date
      guard found == (year, month, day) else {
        Issue.record("day \(number) is \(found), not \((year, month, day))")
        return
      }
      day += 1
      if day > CivilDay.daysInMonth(year: year, month: month) { (month, day) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect((year, month, day) == (2400, 1, 1))
  }

  @Test(arguments: [(14, 1, 2027, 2, 1), (0, 1, 2025, 12, 1), (-23, 1, 2024, 1, 1), (2, 30, 2026, 3, 2)])
  func monthsAndDaysCountOn(month: Int, day: Int, year: Int, endMonth: Int, endDay: Int) {
    #expect(CivilDay(year: 2026, month: month, day: day).date == (year, endMonth, endDay))
  }

  @Test func centuriesAreLeapYearsEveryFourHundredYears() {
    #expect([1900, 2000, 2023, 2024].map { CivilDay.daysInMonth(year: $0, month: 2) } == [28, 29, 28, 29])
  }
}
