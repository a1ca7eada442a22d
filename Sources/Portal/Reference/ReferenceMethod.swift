import JSON
import OpenRPC

extension ContractReference {
  /// One method in full: facts, description, params, result, errors, examples; `nil` when there is none of
  /// that name. The name itself is in a paragraph, for pages that give it a heading of their own.
  public func method(named name: String) -> [UInt8]? {
    guard let method = contract.method(named: name) else { return nil }
    var html = HTMLText()
    html.open("section", id: ContractAnchor.method(name), class: "api-method")
    signature(of: method, into: &html)
    markdown(method.description ?? method.summary, into: &html)
    params(of: method, into: &html)
    result(of: method, into: &html)
    errors(of: method, into: &html)
    examples(of: method, into: &html)
    html.close("section")
    return html.bytes
  }

  private func signature(of method: Method, into html: inout HTMLText) {
    html.raw("<p class=\"api-signature\">")
    html.code(method.name)
    if method.deprecated { html.raw(" <span class=\"api-deprecated\">deprecated</span>") }
    if let permission = method.permission {
      html.raw(" <span class=\"api-permission\">permission ")
      html.code(permission)
      html.raw("</span>")
    }
    if let limit = method.rateLimit {
      html.raw(" ")
      html.element("span", Self.phrase(limit), class: "api-rate")
    }
    html.raw("</p>\n")
  }

  func heading(
    _ title: String, _ section: ContractAnchor.Section, of method: Method, into html: inout HTMLText
  ) {
    let anchor = ContractAnchor.section(section, ofMethod: method.name)
    html.raw("<h\(headingLevel) class=\"api-heading\" id=\"")
    html.text(anchor)
    html.raw("\"><a class=\"api-anchor\" href=\"#")
    html.text(anchor)
    html.raw("\">\(title)</a></h\(headingLevel)>\n")
  }

  private func params(of method: Method, into html: inout HTMLText) {
    heading("Parameters", .params, of: method, into: &html)
    if method.params.isEmpty {
      html.raw("<p>None.</p>\n")
      return
    }
    if method.paramStructure == .byPosition { html.raw("<p>By position, in this order.</p>\n") }
    html.open("ul", class: "api-params")
    for param in method.params {
      parameter(
        param.name, schema: param.schemaValue, isRequired: param.required,
        description: param.description ?? param.summary, isDeprecated: param.deprecated,
        anchor: ContractAnchor.param(param.name, ofMethod: method.name), nesting: Nesting(), into: &html)
    }
    html.close("ul")
  }

  private func result(of method: Method, into html: inout HTMLText) {
    heading("Result", .result, of: method, into: &html)
    guard let result = method.result else {
      html.raw("<p>None: the method is only sent as a notification.</p>\n")
      return
    }
    let shape = TypeShape(result.schemaValue, in: contract)
    html.raw("<p class=\"api-param-head\">")
    typeName(shape, into: &html)
    facts(shape, into: &html)
    html.raw("</p>\n")
    markdown(result.description ?? shape.description, into: &html)
    details(of: shape, isOpen: true, nesting: Nesting(isOutput: true), into: &html) { _ in nil }
  }

  private func errors(of method: Method, into html: inout HTMLText) {
    guard !method.errors.isEmpty else { return }
    heading("Errors", .errors, of: method, into: &html)
    html.open("dl", class: "api-errors")
    for error in method.errors {
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
    html.close("dl")
  }
}
