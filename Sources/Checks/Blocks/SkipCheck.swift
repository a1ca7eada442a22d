import Diagnostics
import Pages
import Project

/// Every skip has a reason and an expiry date, after which it is an error.
public enum SkipCheck {
  static let check = Check(
    .blocks, [.skipWithoutEnd, .skipExpired], .shownPage { findings($0.page, $0.context) })

  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    page.blocks.compactMap { block in
      guard let reason = block.attributes.skip else { return nil }
      guard let until = block.attributes.until.flatMap(CalendarDay.init) else {
        // An invalid date has its own finding.
        if page.hasAttribute("until", inFenceOf: block) { return nil }
        return Diagnostic(
          .skipWithoutEnd, "`skip` without `until`: \(reason)", at: page.span(ofAttribute: "skip", of: block),
          fix: "add the date on which to review it, such as `until=\(context.today.adding(months: 3))`")
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
      .skipExpired, "`skip` expired on \(until): \(reason)",
      at: page.span(ofAttribute: "until", of: block),
      fix: "make the block work and remove `skip`, or set a later date")
  }
}
