import Diagnostics
import OpenRPC
import Pages
import Project

/// The directives that become parts of the generated reference, samples included.
public enum ReferenceDirectives {
  /// - Parameter section: `nil` when the project has no generated reference.
  public static func kinds(
    contract: Contract?, project: Project, section: ReferenceSection?
  ) -> [DirectiveKind] {
    let names = ContractNames(contract)
    /// - Parameter simple: the directive that shows the facts of the same thing without samples.
    func kind(
      _ name: String, argument: DirectiveKind.Argument = .words, _ meaning: String,
      _ part: ContractNames.Part,
      simple: String? = nil,
      _ write: @escaping @Sendable (ReferenceSection, String, inout PageWriter) -> Bool
    ) -> DirectiveKind {
      DirectiveKind(
        name, argument: argument, meaning,
        findings: { names.findings(part, $0, $1) },
        unexpanded: { directive, page in
          project.reference.isGenerated ? nil : withoutReference(directive, page, simple: simple)
        },
        expansion: { request in
          guard let section else { return nil }
          var writer = PageWriter(section.contract)
          return write(section, request.argument ?? "", &writer) ? writer.assembly : nil
        })
    }
    return [
      kind(
        "method", "One method of the contract in full, with its examples. Takes its name.", .method,
        simple: "signature"
      ) { section, name, writer in
        guard let method = section.contract.method(named: name) else { return false }
        section.write(method, into: &writer)
        return true
      },
      kind("exchange", "One example of a method, executed. Takes `METHOD/example-name`.", .exchange) {
        section, name, writer in
        guard let call = section.call(named: name) else { return false }
        writer.range = call.range
        section.write(call, id: name, into: &writer)
        return true
      },
      kind("error", "One error in full. Takes its code.", .error, simple: "error-data") {
        section, name, writer in
        guard let error = Int(name).flatMap({ section.contract.error(code: $0) }) else { return false }
        section.write(error, into: &writer)
        return true
      },
      kind(
        "webhooks", argument: .none, "All events of webhooks, each with an example.", .member("x-webhooks")
      ) { section, _, writer in
        guard !section.contract.webhooks.isEmpty else { return false }
        section.writeWebhooks(into: &writer)
        return true
      },
      kind(
        "webhook-delivery", argument: .none, "How events are posted, signed and retried.",
        .member("x-webhookDelivery")
      ) { section, _, writer in
        guard section.contract.document["x-webhookDelivery"] != nil else { return false }
        section.writeDelivery(into: &writer)
        return true
      },
    ]
  }

  private static func withoutReference(_ directive: Directive, _ page: Page, simple: String?) -> Diagnostic {
    let argument = directive.argument.map { " " + $0 } ?? ""
    return Diagnostic(
      .unknownDirective,
      "`flowdocs:\(directive.name)` needs the generated reference, but the project has none",
      at: page.source.span(directive.range),
      fix: "remove `reference: none` from `\(Project.definition)`"
        + (simple.map { ", or write `<!-- flowdocs:\($0)\(argument) -->`" } ?? ", or remove the directive"))
  }
}
