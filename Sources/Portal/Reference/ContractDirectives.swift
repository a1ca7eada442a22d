import OpenRPC
import Pages
import Reference
import Site

extension DirectiveSource {
  /// Facts of the contract and of the service, and numbers as pictures, as the theme shows them.
  public static let portal = DirectiveSource { facts in
    ContractDirectives.kinds(facts.contract)
      + [MetricsTable.directive(facts.metrics), ChartDirective.kind(facts.data)] + ListShape.kinds
  }
}

extension [DirectiveSource] {
  /// What any portal can show, in the order in which it is listed to people; the program adds what it knows of itself.
  public static let ofPortals: [DirectiveSource] = [.reference, .portal, .tables, .packageGraph]
}

/// The directives that show parts of the contract.
enum ContractDirectives {
  static func kinds(_ contract: Contract?) -> [DirectiveKind] {
    let names = ContractNames(contract)
    func kind(
      _ name: String, _ meaning: String, _ part: ContractNames.Part, isIndex: Bool = false,
      anchors: @escaping @Sendable (Contract, String) -> [String],
      html: @escaping @Sendable (ContractReference, String) -> [UInt8]?
    ) -> DirectiveKind {
      DirectiveKind(
        name, argument: part == .all ? .none : .words, meaning, isIndex: isIndex,
        content: .html { directive, place in
          guard let contract else { return [] }
          let reference = ContractReference(contract: contract) { place.address($0.anchor) }
          return html(reference, directive.argument ?? "") ?? []
        },
        anchors: { directive in contract.map { anchors($0, directive.argument ?? "") } ?? [] },
        findings: { names.findings(part, $0, $1) })
    }
    /// One whose HTML says which anchors it has. Places of symbols and checks of links both ask for them.
    func part(
      _ name: String, _ meaning: String, _ part: ContractNames.Part,
      html: @escaping @Sendable (ContractReference, String) -> HTMLText?
    ) -> DirectiveKind {
      let anchors = Memo<String, [String]>()
      return kind(
        name, meaning, part,
        anchors: { contract, argument in
          anchors.value(argument) { argument in
            var reference = ContractReference(contract: contract)
            reference.isOutline = true
            return html(reference, argument)?.anchors ?? []
          }
        }, html: { html($0, $1)?.bytes })
    }
    return [
      kind(
        "methods", "The list of all methods.", .all, anchors: { contract, _ in contract.overviewAnchors },
        html: { reference, _ in reference.methods() }),
      kind(
        "signature", "The permission and rate limit of a method, in one line. Takes its name.", .method,
        anchors: { [ContractAnchor.method($1)] }, html: { $0.signature(ofMethod: $1) }),
      part("parameters", "The parameters of a method, as a tree. Takes its name.", .method) {
        $0.parameters(ofMethod: $1)
      },
      part("result", "The result of a method, as a tree. Takes its name.", .method) {
        $0.result(ofMethod: $1)
      },
      kind(
        "method-errors", "The errors of a method. Takes its name.", .method,
        anchors: { $0.errorAnchors(ofMethod: $1) }, html: { $0.errors(ofMethod: $1) }),
      part("schema", "One schema of the contract. Takes its name.", .schema) { $0.schema(named: $1) },
      kind(
        "schemas", "The table of all schemas.", .all, anchors: { _, _ in [ContractAnchor.schemas] },
        html: { reference, _ in reference.schemas() }),
      kind(
        "errors", "The table of all errors.", .all, isIndex: true,
        anchors: { contract, _ in contract.errorTableAnchors }, html: { reference, _ in reference.errors() }),
      part("error-data", "The fields of the `data` of an error. Takes its code.", .error) { reference, code in
        Int(code).flatMap { reference.data(ofError: $0) }
      },
      kind(
        "permissions", "Which permission each method needs.", .all,
        anchors: { contract, _ in contract.permissionAnchors },
        html: { reference, _ in reference.permissions() }),
      kind(
        "rate-limits", "How often each method may be called.", .all,
        anchors: { _, _ in [ContractAnchor.rateLimits] }, html: { reference, _ in reference.rateLimits() }),
      part("webhook", "The fields of the body of an event. Takes its name.", .webhook) {
        $0.webhook(named: $1)
      },
    ]
  }
}
