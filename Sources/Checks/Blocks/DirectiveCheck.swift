import Diagnostics
import Pages
import Site

/// Directives ask for what the project has. What may be wrong with one is known by its kind.
enum DirectiveCheck {
  static let check = Check(
    .pages, [.unknownContractName, .unknownDirective, .badTable],
    .shownPage { checked in
      checked.page.directives.compactMap { directive in
        checked.context.site.directives.finding(directive, on: checked.page, isShown: checked.isShown)
      }
    })
}
