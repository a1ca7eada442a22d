import Diagnostics
import Pages
import Site

/// Directives are valid: their kinds report what is wrong with them.
enum DirectiveCheck {
  static let check = Check(
    .pages, [.unknownContractName, .unknownDirective, .badData],
    .shownPage { checked in
      checked.page.directives.flatMap { directive in
        checked.context.site.directives.findings(directive, on: checked.page, isShown: checked.isShown)
      }
    })
}
