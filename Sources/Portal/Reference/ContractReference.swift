import JSON
import OpenRPC

// Classes used in the HTML of a reference:
// api-table        the tables of methods and of errors, inside api-table-frame
// api-method       one method: api-signature (its line of facts), api-description, then h3…h4 headings with
//                  api-heading, api-params, api-errors, api-example
// api-params       a list of params or fields, nested inside details.api-fields
// api-param        one of them: api-param-head with api-anchor, api-name, api-type, api-required or
//                  api-optional, api-limit, api-default; then api-description, api-choices, api-forms (each
//                  an api-form), api-elsewhere (a link to fields shown on another place), api-open
// api-schema       one schema, with api-heading
// api-errors       the list of errors of one method (dl), each dt with api-code and api-status, dd with api-data
// api-example      one example (details; api-example-error when it fails): api-code (pre) for the request and
//                  for the response, under api-label
// api-deprecated, api-permission, api-rate  marks in tables and signatures

/// A contract as HTML for the pages of an API reference. Every function gives one fragment.
///
///     let reference = ContractReference(contract: contract) { target in
///       "../reference/methods.html#\(target.anchor)"
///     }
///     output += reference.method(named: "training.cancel") ?? []
public struct ContractReference: Sendable {
  /// What a reference may link to. Where it stands is known only to the site.
  public enum Target: Sendable, Hashable {
    case method(String)
    case schema(String)
    case error(Int)

    /// The `id` of the target on the page it stands on.
    public var anchor: String {
      switch self {
      case .method(let name): ContractAnchor.method(name)
      case .schema(let name): ContractAnchor.schema(name)
      case .error(let code): ContractAnchor.error(code)
      }
    }
  }

  public let contract: Contract
  /// The level of headings inside the section of a method, 2 to 5: one more than that of the heading it
  /// stands under.
  public var headingLevel: Int { didSet { headingLevel = Self.allowed(headingLevel) } }
  let address: @Sendable (Target) -> String?

  /// - Parameter address: the address of a target seen from the page that is made, not escaped, or `nil` when
  ///   no page shows it; then its name is written without a link.
  public init(
    contract: Contract, headingLevel: Int = 3, address: @escaping @Sendable (Target) -> String? = { _ in nil }
  ) {
    self.contract = contract
    self.headingLevel = Self.allowed(headingLevel)
    self.address = address
  }

  private static func allowed(_ level: Int) -> Int { max(2, min(5, level)) }

  /// The table of all methods: what each is for, what a caller needs, how often, and what can go wrong.
  public func methods() -> [UInt8] {
    var html = HTMLText()
    html.open("div", class: "api-table-frame")
    html.open("table", id: ContractAnchor.methods, class: "api-table")
    tableHead(["Method", "What it does", "Permission", "Rate limit", "Errors"], into: &html)
    for method in contract.methods {
      html.open("tr")
      html.raw("<th scope=\"row\">")
      link(to: .method(method.name), into: &html) { $0.code(method.name) }
      if method.deprecated { html.raw(" <span class=\"api-deprecated\">deprecated</span>") }
      html.raw("</th><td>")
      inlineMarkdown(method.summary ?? "", into: &html)
      html.raw("</td><td class=\"api-permission\">")
      if let permission = method.permission { html.code(permission) }
      html.raw("</td><td class=\"api-rate\">")
      html.text(method.rateLimit.map(Self.phrase) ?? "")
      html.raw("</td><td class=\"api-codes\">")
      for (index, error) in method.errors.filter({ $0.scope == .method }).enumerated() {
        if index > 0 { html.raw(" ") }
        link(to: .error(error.code), into: &html) { $0.code(String(error.code)) }
      }
      html.raw("</td>")
      html.close("tr")
    }
    html.raw("</tbody>")
    html.close("table")
    html.close("div")
    return html.bytes
  }

  /// The table of all errors: code, message, HTTP status, when it happens, and what `data` holds.
  public func errors() -> [UInt8] {
    var html = HTMLText()
    html.open("div", class: "api-table-frame")
    html.open("table", id: ContractAnchor.errors, class: "api-table")
    tableHead(["Code", "Message", "When it happens", "`data`"], into: &html)
    for error in contract.errors {
      html.open("tr", id: ContractAnchor.error(error.code))
      html.raw("<th scope=\"row\">")
      html.code(String(error.code))
      html.raw("</th><td>")
      html.text(error.message)
      html.raw("<div><small>HTTP \(error.httpStatus)</small></div></td><td>")
      markdown(error.description, into: &html)
      html.raw("<div><small>From ")
      methods(with: error, into: &html)
      html.raw("</small></div>")
      html.raw("</td><td>")
      if let value = error.dataValue { typeName(TypeShape(value, in: contract), into: &html) }
      html.raw("</td>")
      html.close("tr")
    }
    html.raw("</tbody>")
    html.close("table")
    html.close("div")
    return html.bytes
  }

  /// One schema of the components in full, under a heading with its name; `nil` when there is none of that
  /// name.
  public func schema(named name: String) -> [UInt8]? {
    guard let schema = contract.schema(named: name) else { return nil }
    var html = HTMLText()
    html.open("section", id: ContractAnchor.schema(name), class: "api-schema")
    let shape = TypeShape(schema.value, in: contract)
    html.raw("<h\(headingLevel) class=\"api-heading\"><a class=\"api-anchor\" href=\"#")
    html.text(ContractAnchor.schema(name))
    html.raw("\">")
    html.text(name)
    html.raw("</a></h\(headingLevel)>\n")
    if shape.fields.isEmpty {
      html.raw("<p class=\"api-param-head\">")
      typeName(shape, into: &html)
      facts(shape, into: &html)
      html.raw("</p>\n")
    }
    markdown(shape.description, into: &html)
    let anchors = Set(contract.anchors(ofSchema: name))
    details(of: shape, isOpen: true, nesting: Nesting(seen: [schema.pointer]), into: &html) { field in
      let anchor = ContractAnchor.field(field, ofSchema: name)
      return anchors.contains(anchor) ? anchor : nil
    }
    if !shape.examples.isEmpty {
      html.raw("<p class=\"api-label\">\(shape.examples.count == 1 ? "Example" : "Examples")</p>\n")
      for example in shape.examples { code(example, into: &html) }
    }
    html.close("section")
    return html.bytes
  }

  // MARK: Parts of tables

  private func tableHead(_ titles: [String], into html: inout HTMLText) {
    html.raw("<thead><tr>")
    for title in titles {
      html.raw("<th scope=\"col\">")
      inlineMarkdown(title, into: &html)
      html.raw("</th>")
    }
    html.raw("</tr></thead>\n<tbody>\n")
  }

  private func methods(with error: ErrorDescription, into html: inout HTMLText) {
    if error.scope == .anyRequest {
      html.text("every method")
      return
    }
    let methods = contract.methods.filter { method in method.errors.contains { $0.code == error.code } }
    if methods.count == contract.methods.count, methods.count > 1 {
      html.text("every method")
      return
    }
    for (index, method) in methods.enumerated() {
      if index > 0 { html.raw(", ") }
      link(to: .method(method.name), into: &html) { $0.code(method.name) }
    }
  }

  static func phrase(_ limit: RateLimit) -> String {
    let window =
      switch limit.windowSeconds {
      case 1: "second"
      case 60: "minute"
      case 3600: "hour"
      case let seconds where seconds % 60 == 0: "\(seconds / 60) minutes"
      case let seconds: "\(seconds) seconds"
      }
    return "\(limit.requests) per \(window)"
  }

  /// Writes `content`, inside a link when the target has an address.
  func link(to target: Target, into html: inout HTMLText, _ content: (inout HTMLText) -> Void) {
    guard let address = address(target) else {
      content(&html)
      return
    }
    html.raw("<a href=\"")
    html.text(address)
    html.raw("\">")
    content(&html)
    html.raw("</a>")
  }
}
