import Pages
import Project

/// The line under a page's title: its kind, its audience, and its reading time.
enum PageFacts {
  static func write(
    _ front: FrontMatter, _ language: TextLanguage, _ words: ThemeWords, into output: inout [UInt8]
  ) {
    let kind = front.isLanding ? nil : front.kind
    guard kind != nil || front.audience != nil || front.minutes != nil || front.date != nil else { return }
    output.put("<p class=\"page-facts\">")
    if let kind {
      output.put("<span class=\"page-kind\">")
      output.put(text: ThemeWord(rawValue: kind).map { words[$0] } ?? kind)
      output.put("</span>")
    }
    if let date = front.date { write(date, language, into: &output) }
    if let audience = front.audience {
      output.put("<span>")
      output.put(.audience, of: words) { $1.put(text: audience) }
      output.put("</span>")
    }
    if let minutes = front.minutes {
      output.put("<span class=\"page-minutes\">")
      output.put(minutes == 1 ? .oneMinute : .minutes, of: words) { $1.put(decimal: minutes) }
      output.put("</span>")
    }
    output.put("</p>\n")
  }

  private static func write(_ date: CalendarDay, _ language: TextLanguage, into output: inout [UInt8]) {
    output.put("<span>")
    output.put(day: date, in: language)
    output.put("</span>")
  }
}
