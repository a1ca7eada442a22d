import Determinism

/// A point in time by the Gregorian calendar, without time zones.
struct CalendarTime {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int
  var millisecond: Int
  /// 0 for Sunday.
  var weekday: Int
  /// From 1.
  var dayOfYear: Int

  init(seconds: Double) {
    let limited = min(max(seconds, -1e13), 1e13)
    let days = Int((limited / 86_400).rounded(.down))
    var rest = limited - Double(days) * 86_400
    hour = Int(rest / 3_600)
    rest -= Double(hour) * 3_600
    minute = Int(rest / 60)
    rest -= Double(minute) * 60
    second = Int(rest)
    millisecond = Int(((rest - Double(second)) * 1_000).rounded(.down))
    (year, month, day) = CivilDay(number: days).date
    weekday = CivilDay(number: days).weekday
    dayOfYear = days - CivilDay(year: year, month: 1, day: 1).number + 1
  }

  /// - Parameter firstWeekday: the day on which weeks begin, 0 for Sunday, as d3's do.
  static func floor(_ time: Double, _ unit: GanttChart.Tick.Unit, _ count: Int, firstWeekday: Int = 0)
    -> Double
  {
    let step = Double(count)
    switch unit {
    case .millisecond: return (time / (0.001 * step)).rounded(.down) * 0.001 * step
    case .second: return (time / step).rounded(.down) * step
    case .minute: return (time / (60 * step)).rounded(.down) * 60 * step
    case .hour: return (time / (3_600 * step)).rounded(.down) * 3_600 * step
    case .day: return (time / 86_400).rounded(.down) * 86_400
    case .week:
      let days = Int((time / 86_400).rounded(.down))
      return Double(days - (CivilDay(number: days).weekday + 7 - firstWeekday) % 7) * 86_400
    case .month:
      let date = CalendarTime(seconds: time)
      let months = (date.year * 12 + date.month - 1) / count * count
      return Double(CivilDay(year: 0, month: months + 1, day: 1).number) * 86_400
    }
  }

  static func next(_ time: Double, _ unit: GanttChart.Tick.Unit, _ count: Int) -> Double {
    switch unit {
    case .millisecond: return time + 0.001 * Double(count)
    case .second: return time + Double(count)
    case .minute: return time + 60 * Double(count)
    case .hour: return time + 3_600 * Double(count)
    case .day: return time + 86_400 * Double(count)
    case .week: return time + 604_800 * Double(count)
    case .month:
      let date = CalendarTime(seconds: time)
      return Double(CivilDay(year: date.year, month: date.month + count, day: 1).number) * 86_400
    }
  }

  /// The directives of d3-time-format that make sense without a locale or a time zone; others stay as they
  /// are written.
  func formatted(_ format: String) -> String {
    var result = ""
    var rest = Array(format)[...]
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    func three(_ number: Int) -> String { number < 100 ? "0" + two(number) : "\(number)" }
    while let character = rest.popFirst() {
      guard character == "%", var directive = rest.popFirst() else {
        result.append(character)
        continue
      }
      var isPadded = true
      if directive == "-" || directive == "_" || directive == "0", let next = rest.popFirst() {
        isPadded = directive == "0"
        directive = next
      }
      func pad(_ number: Int) -> String { isPadded ? two(number) : "\(number)" }
      switch directive {
      case "Y": result += "\(year)"
      case "y": result += two(((year % 100) + 100) % 100)
      case "m": result += pad(month)
      case "d": result += pad(day)
      case "e": result += "\(day)"
      case "H": result += pad(hour)
      case "I": result += pad(hour % 12 == 0 ? 12 : hour % 12)
      case "M": result += pad(minute)
      case "S": result += pad(second)
      case "L": result += three(millisecond)
      case "j": result += three(dayOfYear)
      case "p": result += hour < 12 ? "AM" : "PM"
      case "a": result += CivilDay.weekdayNames[weekday].prefix(3)
      case "A": result += CivilDay.weekdayNames[weekday]
      case "b", "h": result += CivilDay.monthNames[month - 1].prefix(3)
      case "B": result += CivilDay.monthNames[month - 1]
      case "u": result += "\(weekday == 0 ? 7 : weekday)"
      case "w": result += "\(weekday)"
      case "U": result += two((dayOfYear + 6 - weekday) / 7)
      case "W": result += two((dayOfYear + 6 - (weekday + 6) % 7) / 7)
      case "q": result += "\((month - 1) / 3 + 1)"
      case "x": result += "\(month)/\(day)/\(year)"
      case "X":
        result +=
          "\(hour % 12 == 0 ? 12 : hour % 12):\(two(minute)):\(two(second)) \(hour < 12 ? "AM" : "PM")"
      case "%": result += "%"
      default: result += "%\(directive)"
      }
    }
    return result
  }
}
