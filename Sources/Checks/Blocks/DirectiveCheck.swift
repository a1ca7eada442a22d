import Diagnostics
import OpenRPC
import Pages

/// Directives name methods and schemas that the contract has.
enum DirectiveCheck {
  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    page.directives.compactMap { directive in
      guard let contract = context.contract else {
        return Diagnostic(
          .unknownContractName,
          "`flowdocs:\(directive.name.rawValue)` needs a contract, and the project has none",
          at: page.source.span(directive.range), fix: "name it as `contract:` in `\(Project.definition)`")
      }
      let argument = directive.argument ?? ""
      switch directive.name {
      case .methods, .errors: return nil
      case .method:
        return contract.method(named: argument) != nil
          ? nil : unknown("method", argument, among: contract.methods.map(\.name), directive, page)
      case .schema:
        return contract.schema(named: argument) != nil
          ? nil : unknown("schema", argument, among: contract.schemas.map(\.name), directive, page)
      }
    }
  }

  private static func unknown(
    _ kind: String, _ name: String, among names: [String], _ directive: Directive, _ page: Page
  ) -> Diagnostic {
    Diagnostic(
      .unknownContractName, "the contract has no \(kind) `\(name)`",
      at: page.source.span(directive.argumentRange),
      fix: NearMiss.nearest(to: name, in: names).map { "write `\($0)`" })
  }
}
