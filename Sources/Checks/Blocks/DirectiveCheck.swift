import Diagnostics
import OpenRPC
import Pages
import Project

/// Directives name methods and schemas that the contract has.
enum DirectiveCheck {
  /// - Parameter isShown: Whether another page shows this one as an example; nothing is put in place there.
  static func findings(_ page: Page, _ context: CheckContext, isShown: Bool = false) -> [Diagnostic] {
    page.directives.compactMap { directive in
      switch directive.name {
      case .table:
        // Those with nothing wrong were put in place before the page was read.
        return PageTables.finding(directive, on: page, files: context.files, isShown: isShown)
      case .metrics:
        return context.metrics.isEmpty
          ? Diagnostic(
            .unknownDirective, "`flowdocs:metrics` needs a service whose metrics are known",
            at: page.source.span(directive.range),
            fix: "write `service: mock` in `\(Project.definition)`, or remove the directive") : nil
      case let name where name.isOfProgram:
        if isShown, context.program?.markdown(name, directive.argument) != nil { return nil }
        // Those that are right were put in place before the page was read.
        return ProgramParts.finding(directive, on: page, context.program)
      default: break
      }
      guard let contract = context.contract else {
        return Diagnostic(
          .unknownContractName,
          "`flowdocs:\(directive.name.rawValue)` needs a contract, and the project has none",
          at: page.source.span(directive.range), fix: "name it as `contract:` in `\(Project.definition)`")
      }
      if let problem = problem(directive, page, contract) { return problem }
      guard assembled.contains(directive.name), !isShown else { return nil }
      if !context.project.reference.isGenerated { return withoutReference(directive, page) }
      // Those of the reference were put in place before the page was read.
      return context.project.referenceFolder != nil ? directive.misplaced(on: page) : nil
    }
  }

  private static let assembled: Set<Directive.Name> = [
    .method, .exchange, .error, .webhooks, .webhookDelivery,
  ]

  private static func withoutReference(_ directive: Directive, _ page: Page) -> Diagnostic {
    Diagnostic(
      .unknownDirective,
      "`flowdocs:\(directive.name.rawValue)` needs the generated reference, and the project has none",
      at: page.source.span(directive.range),
      fix: "remove `reference: none` from `\(Project.definition)`"
        + (simple[directive.name].map {
          ", or write `<!-- flowdocs:\($0.rawValue)\(argument(directive)) -->`"
        }
          ?? ", or remove the directive"))
  }

  private static func argument(_ directive: Directive) -> String { directive.argument.map { " " + $0 } ?? "" }

  /// What shows the facts of the same thing without the samples that only the reference has.
  private static let simple: [Directive.Name: Directive.Name] = [.method: .signature, .error: .errorData]

  /// What a directive asks for that the contract does not have.
  private static func problem(
    _ directive: Directive, _ page: Page, _ contract: Contract
  ) -> Diagnostic? {
    let argument = directive.argument ?? ""
    switch directive.name {
    case .methods, .schemas, .errors, .permissions, .rateLimits, .table, .metrics, .commands, .command,
      .settings, .fences, .rules, .directives, .frontMatter, .verdicts:
      return nil
    case .webhooks, .webhookDelivery:
      return missing(directive, contract).map { part in
        Diagnostic(
          .unknownContractName, "the contract has no `\(part)`", at: page.source.span(directive.range),
          fix: "write it there, or remove the directive")
      }
    case .webhook:
      return contract.webhook(named: argument) != nil
        ? nil : unknown("webhook", argument, among: contract.webhooks.map(\.name), directive, page)
    case .method, .signature, .parameters, .result, .methodErrors:
      return contract.method(named: argument) != nil
        ? nil : unknown("method", argument, among: contract.methods.map(\.name), directive, page)
    case .schema:
      return contract.schema(named: argument) != nil
        ? nil : unknown("schema", argument, among: contract.schemas.map(\.name), directive, page)
    case .error, .errorData:
      return Int(argument).flatMap { contract.error(code: $0) } != nil
        ? nil : unknown("error", argument, among: contract.errors.map { String($0.code) }, directive, page)
    case .exchange:
      let known = exchanges(contract)
      return known.contains(argument) ? nil : unknown("example", argument, among: known, directive, page)
    }
  }

  /// The member of the contract that a directive needs and that is not there.
  private static func missing(_ directive: Directive, _ contract: Contract) -> String? {
    let part = directive.name == .webhooks ? "x-webhooks" : "x-webhookDelivery"
    return contract.document[part] == nil ? part : nil
  }

  private static func exchanges(_ contract: Contract) -> [String] {
    contract.methods.flatMap { method in
      (method.examples.map(\.name) + method.errorExamples.map(\.name)).map { name in
        method.name + "/" + ContractAnchor.word(name)
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
