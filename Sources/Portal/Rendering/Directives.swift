import Pages

extension PageRendering {
  /// What a directive asks for. What the contract does not have is an error of the checks and nothing here.
  mutating func reference(_ directive: Directive, into output: inout [UInt8]) {
    let start = output.count
    defer { drawnText.append(contentsOf: HTMLText.visible(output[start...])) }
    if directive.name == .metrics { return MetricsTable.write(metrics, into: &output) }
    guard let reference else { return }
    let name = directive.argument ?? ""
    let fragment: [UInt8]? =
      switch directive.name {
      case .methods: reference.methods()
      case .signature: reference.signature(ofMethod: name)
      case .parameters: reference.parameters(ofMethod: name)
      case .result: reference.result(ofMethod: name)
      case .methodErrors: reference.errors(ofMethod: name)
      case .schema: reference.schema(named: name)
      case .schemas: reference.schemas()
      case .errors: reference.errors()
      case .errorData: Int(name).flatMap { reference.data(ofError: $0) }
      case .permissions: reference.permissions()
      case .rateLimits: reference.rateLimits()
      case .webhook: reference.webhook(named: name)
      // These were put in place before the page was read.
      case .method, .exchange, .error, .webhooks, .webhookDelivery, .table, .metrics, .commands, .command,
        .settings, .fences, .rules, .directives, .frontMatter, .verdicts:
        nil
      }
    output.append(contentsOf: fragment ?? [])
  }
}
