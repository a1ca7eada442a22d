import JSON
import OpenRPC

extension ContractReference {
  /// The permission and rate limit of a method, in one line; `nil` when no method has that name.
  public func signature(ofMethod name: String) -> [UInt8]? {
    guard let method = contract.method(named: name) else { return nil }
    var html = HTMLText()
    html.open("p", id: ContractAnchor.method(name), class: "api-signature")
    html.code(method.name)
    if let operation = method.operation {
      html.raw(" ")
      html.code("\(operation.verb) \(operation.path)")
    }
    if method.deprecated { html.raw(" <span class=\"api-deprecated\">deprecated</span>") }
    if method.permission != nil {
      html.raw(" <span class=\"api-permission\">permission ")
      permission(of: method, into: &html)
      html.raw("</span>")
    }
    if method.rateLimit != nil {
      html.raw(" <span class=\"api-rate\">")
      rateLimit(of: method, into: &html)
      html.raw("</span>")
    }
    html.close("p")
    return html.bytes
  }

  /// The params of a method as a tree.
  func parameters(ofMethod name: String) -> HTMLText? {
    guard let method = contract.method(named: name) else { return nil }
    var html = HTMLText(isOutline: isOutline)
    if method.params.isEmpty {
      html.raw("<p>None.</p>\n")
      return html
    }
    if method.paramStructure == .byPosition { html.raw("<p>By position, in this order.</p>\n") }
    var shown: Set<JSONPointer> = []
    for group in ParameterGroup.all(of: method) {
      if let title = group.title {
        html.open("p")
        html.text(title)
        html.close("p")
      }
      html.open("ul", class: "api-params")
      for param in group.params { self.param(param, of: method, &shown, into: &html) }
      html.close("ul")
    }
    return html
  }

  /// - Parameter shown: the types that are shown in full. Params are most important to a caller, but a type that two of
  ///   them have is not shown in full twice.
  private func param(
    _ param: ContentDescriptor, of method: Method, _ shown: inout Set<JSONPointer>, into html: inout HTMLText
  ) {
    let origin = TypeShape(param.schemaValue, in: contract).origin
    parameter(
      param.name, schema: param.schemaValue, isRequired: param.required,
      description: param.description ?? param.summary, isDeprecated: param.deprecated,
      anchor: ContractAnchor.param(param.name, ofMethod: method.name),
      isUnfolded: origin.map { shown.insert($0).inserted } ?? true, nesting: Nesting(), into: &html)
  }

  /// The result of a method, as a tree.
  func result(ofMethod name: String) -> HTMLText? {
    guard let method = contract.method(named: name) else { return nil }
    var html = HTMLText(isOutline: isOutline)
    guard let result = method.result else {
      let isOperation = method.operation != nil
      html.raw(
        isOperation ? "<p>No body.</p>\n" : "<p>None: the method is only sent as a notification.</p>\n")
      return html
    }
    let shape = TypeShape(result.schemaValue, in: contract)
    html.raw("<p class=\"api-param-head\">")
    typeName(shape, into: &html)
    facts(shape, into: &html)
    html.raw("</p>\n")
    let description = result.description ?? shape.description
    markdown(description, into: &html)
    details(
      of: shape, described: description, nesting: Nesting(isOutput: true), into: &html,
      anchor: ContractAnchor.result(ofMethod: name))
    return html
  }

  /// The errors that a method returns, with the fields of their `data`. Those that any request can get are only named.
  public func errors(ofMethod name: String) -> [UInt8]? {
    guard let method = contract.method(named: name) else { return nil }
    var html = HTMLText()
    let common = method.errors.filter { $0.scope != .method }
    let own = method.errors.filter { $0.scope == .method }
    if !own.isEmpty { html.open("dl", class: "api-errors") }
    for error in own {
      html.raw("<dt id=\"")
      html.text(ContractAnchor.error(error.code, ofMethod: method.name))
      html.raw("\">")
      link(to: .error(error.code), into: &html) { html in
        html.raw("<code class=\"api-code\">\(error.code)</code>")
      }
      html.raw(" ")
      html.text(error.message)
      if error.httpStatus != 200 { html.raw(" <span class=\"api-status\">HTTP \(error.httpStatus)</span>") }
      html.raw("</dt>\n<dd>")
      markdown(error.description, into: &html)
      if let value = error.dataValue {
        html.raw("<p class=\"api-data\"><code>data</code>: ")
        typeName(TypeShape(value, in: contract), into: &html)
        html.raw("</p>\n")
      }
      html.raw("</dd>\n")
    }
    if !own.isEmpty { html.close("dl") }
    if common.isEmpty { return html.bytes }
    html.raw("<p class=\"api-common\">\(own.isEmpty ? "Like" : "Also, like") any request: ")
    for (index, error) in common.enumerated() {
      if index > 0 { html.raw(", ") }
      html.raw("<span id=\"")
      html.text(ContractAnchor.error(error.code, ofMethod: method.name))
      html.raw("\">")
      link(to: .error(error.code), into: &html) { $0.raw("<code class=\"api-code\">\(error.code)</code>") }
      html.raw(" ")
      html.text(error.message)
      if error.httpStatus != 200 { html.raw(" <span class=\"api-status\">HTTP \(error.httpStatus)</span>") }
      html.raw("</span>")
    }
    html.raw(".</p>\n")
    return html.bytes
  }

  /// The `data` of an error, its HTTP status, and the methods that return it.
  func data(ofError code: Int) -> HTMLText? {
    guard let error = contract.error(code: code) else { return nil }
    var html = HTMLText(isOutline: isOutline)
    html.open("dl", id: ContractAnchor.error(code), class: "api-facts")
    html.raw("<dt>HTTP status</dt><dd>\(error.httpStatus)</dd>\n<dt>Returned by</dt><dd>")
    methods(with: error, into: &html)
    html.raw("</dd>\n")
    if let value = error.dataValue {
      let shape = TypeShape(value, in: contract)
      html.raw("<dt><code>error.data</code></dt><dd>")
      typeName(shape, into: &html)
      markdown(shape.description, into: &html)
      details(
        of: shape, described: shape.description, nesting: Nesting(isOutput: true), into: &html,
        anchor: ContractAnchor.error(code))
      html.raw("</dd>\n")
    }
    html.close("dl")
    return html
  }

  /// The body of an event as a tree; `nil` when no event has that name.
  func webhook(named name: String) -> HTMLText? {
    guard let webhook = contract.webhook(named: name) else { return nil }
    let anchor = ContractAnchor.webhook(name)
    var html = HTMLText(isOutline: isOutline)
    let shape = TypeShape(webhook.payloadValue, in: contract)
    html.open("section", id: anchor, class: "api-schema")
    html.raw("<p class=\"api-param-head\">")
    typeName(shape, into: &html)
    facts(shape, into: &html)
    html.raw("</p>\n")
    details(
      of: shape, described: shape.description, nesting: Nesting(isOutput: true), into: &html, anchor: anchor)
    html.close("section")
    return html
  }
}
