import Diagnostics
import Pages
import Project

/// There is no silent skip: each has its reason and its day, and after that day it is an error.
public enum SkipCheck {
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
      return expired(reason, until, block, on: page, context)
    }
  }

  /// What is wrong with a block whose skip has expired; `nil` when it has not.
  public static func expired(_ block: Block, on page: Page, _ context: CheckContext) -> Diagnostic? {
    guard let reason = block.attributes.skip, let until = block.attributes.until.flatMap(CalendarDay.init)
    else {
      return nil
    }
    return expired(reason, until, block, on: page, context)
  }

  private static func expired(
    _ reason: String, _ until: CalendarDay, _ block: Block, on page: Page, _ context: CheckContext
  ) -> Diagnostic? {
    guard until < context.today else { return nil }
    return Diagnostic(
      .skipExpired, "this block was to be skipped until \(until): \(reason)",
      at: page.span(ofAttribute: "until", of: block),
      fix: "make the block work and remove `skip`, or give a later day")
  }
}
