import Diagnostics
import Pages
import Project

/// There is no silent skip: each has its reason and its day, and after that day it is an error.
enum SkipCheck {
  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    page.blocks.compactMap { block in
      guard let reason = block.attributes.skip else { return nil }
      guard let until = block.attributes.until.flatMap(CalendarDay.init) else {
        // A day that is no day has its own finding.
        if page.hasAttribute("until", inFenceOf: block) { return nil }
        return Diagnostic(
          .skipWithoutEnd, "skipped without a day: \(reason)", at: page.span(ofAttribute: "skip", of: block),
          fix: "write the day on which this is looked at again, such as `until=\(context.today.description)`")
      }
      guard until < context.today else { return nil }
      return Diagnostic(
        .skipExpired, "this block was to be skipped until \(until): \(reason)",
        at: page.span(ofAttribute: "until", of: block),
        fix: "make the block work and remove `skip`, or give a later day")
    }
  }
}
