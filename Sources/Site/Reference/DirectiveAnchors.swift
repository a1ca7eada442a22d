import OpenRPC
import Pages

extension Contract {
  /// The anchors that come with what a directive writes.
  public func anchors(of directive: Directive) -> [String] {
    let name = directive.argument ?? ""
    return switch directive.name {
    case .methods: overviewAnchors
    case .signature: [ContractAnchor.method(name)]
    case .parameters: paramAnchors(ofMethod: name)
    case .methodErrors: errorAnchors(ofMethod: name)
    case .schema: anchors(ofSchema: name)
    case .errors: errorTableAnchors
    case .permissions: permissionAnchors
    case .errorData: Int(name).map { anchors(ofError: $0) } ?? []
    case .schemas: [ContractAnchor.schemas]
    case .rateLimits: [ContractAnchor.rateLimits]
    case .result: resultAnchors(ofMethod: name)
    case .webhook: anchors(ofWebhook: name)
    case .method, .exchange, .error, .webhooks, .webhookDelivery, .table, .metrics, .commands, .command,
      .settings, .fences, .rules, .directives, .frontMatter, .verdicts:
      []
    }
  }
}
