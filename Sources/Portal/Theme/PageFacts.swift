import Pages
import Project

/// The line under a page's title: its kind, its audience, and its reading time.
enum PageFacts {
  static func write(_ front: FrontMatter, into output: inout [UInt8]) {
    let kind = front.isLanding ? nil : front.kind
    guard kind != nil || front.audience != nil || front.minutes != nil || front.date != nil else { return }
    output.put("<p class=\"page-facts\">")
    if let kind {
      output.put("<span class=\"page-kind\">")
      output.put(text: kind == "how-to" ? "How-to" : kind.prefix(1).uppercased() + kind.dropFirst())
      output.put("</span>")
    }
    if let date = front.date { write(date, into: &output) }
    if let audience = front.audience {
      output.put("<span>For ")
      output.put(text: audience)
      output.put("</span>")
    }
    if let minutes = front.minutes {
      output.put("<span class=\"page-minutes\">")
      output.put(decimal: minutes)
      output.put(minutes == 1 ? " minute" : " minutes")
      output.put("</span>")
    }
    output.put("</p>\n")
  }

  private static func write(_ date: CalendarDay, into output: inout [UInt8]) {
    output.put("<span>")
    output.put(day: date)
    output.put("</span>")
  }
}
