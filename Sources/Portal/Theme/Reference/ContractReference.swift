import JSON
import OpenRPC

// Classes used in the HTML of a reference:
// api-table        the tables of methods, errors, types …, inside api-table-frame; a cell names its column in
//                  data-label, for small screens, on which each row is a card
// api-signature    the line of facts about a method: api-rate, api-permission, api-deprecated
// api-params       a list of params or fields, nested inside details.api-fields
// api-param        one of them: api-param-head with api-anchor, api-name, api-type, api-required or
//                  api-optional, api-limit, api-default; then api-description, api-choices, tabs of its forms
//                  (api-forms, each an api-form), api-elsewhere (a link to fields shown on another place),
//                  api-open
// api-schema       one schema
// api-errors       the list of errors of one method (dl), each dt with api-code and api-status, dd with api-data
// api-code (pre)   a value as JSON, under api-label

/// A contract as HTML for the pages of an API reference. Every function gives one fragment.
///
///     let reference = ContractReference(contract: contract) { target in
///       "../reference/methods.html#\(target.anchor)"
///     }
///     output += reference.signature(ofMethod: "job.cancel") ?? []
public struct ContractReference: Sendable {
  /// A link target in a reference. Only the site knows its page.
  public enum Target: Sendable, Hashable {
    case method(String)
    case schema(String)
    case error(Int)
    case permission(String)
    case webhook(String)
    case rateLimits

    /// The `id` of the target on the page it is on.
    public var anchor: String {
      switch self {
      case .method(let name): ContractAnchor.method(name)
      case .schema(let name): ContractAnchor.schema(name)
      case .error(let code): ContractAnchor.error(code)
      case .permission(let name): ContractAnchor.permission(name)
      case .webhook(let name): ContractAnchor.webhook(name)
      case .rateLimits: ContractAnchor.rateLimits
      }
    }
  }

  public let contract: Contract
  /// Whether only anchors are of interest, which the checks of links ask for.
  var isOutline = false
  let address: @Sendable (Target) -> String?

  /// - Parameter address: the address of a target seen from the page that is made, not escaped, or `nil` when
  ///   no page shows it; then its name is written without a link.
  public init(
    contract: Contract, address: @escaping @Sendable (Target) -> String? = { _ in nil }
  ) {
    self.contract = contract
    self.address = address
  }

  /// The table of all methods: what each is for, what a caller needs, how often, and what can go wrong.
  public func methods() -> [UInt8] {
    table(id: ContractAnchor.methods, ["Method", "Permission", "Rate limit", "Errors"]) {
      html, cells in
      for method in contract.methods {
        html.open("tr")
        cells.head(&html) { html in
          methodLink(method, into: &html)
          guard let summary = method.summary else { return }
          html.raw("<div class=\"api-summary\">")
          inlineMarkdown(summary, into: &html)
          html.raw("</div>")
        }
        cells.next(&html, class: "api-permission") { permission(of: method, into: &$0) }
        cells.next(&html, class: "api-rate") { rateLimit(of: method, into: &$0) }
        cells.next(&html, class: "api-codes") { html in
          for (index, error) in method.errors.filter({ $0.scope == .method }).enumerated() {
            if index > 0 { html.raw(" ") }
            link(to: .error(error.code), into: &html) { $0.code(String(error.code)) }
          }
        }
        html.close("tr")
      }
    }
  }

  /// The table of all errors: code, message, HTTP status, when it happens, and the contents of `data`.
  public func errors() -> [UInt8] {
    table(id: ContractAnchor.errors, ["Code", "Message", "When it happens", "`data`"]) { html, cells in
      for error in contract.errors {
        html.open("tr", id: ContractAnchor.error(error.code))
        cells.head(&html) { link(to: .error(error.code), into: &$0) { $0.code(String(error.code)) } }
        cells.next(&html) { html in
          html.text(error.message)
          if error.httpStatus != 200 { html.raw("<div><small>HTTP \(error.httpStatus)</small></div>") }
        }
        cells.next(&html) { html in
          markdown(error.description, into: &html)
          html.raw("<div><small>From ")
          methods(with: error, into: &html)
          html.raw("</small></div>")
        }
        cells.next(&html) { html in
          if let value = error.dataValue { typeName(TypeShape(value, in: contract), into: &html) }
        }
        html.close("tr")
      }
    }
  }

  /// The table of all schemas of the components, each with the first paragraph of its description.
  public func schemas() -> [UInt8] {
    table(id: ContractAnchor.schemas, ["Type", "What it is"]) { html, cells in
      for schema in contract.schemas {
        html.open("tr")
        cells.head(&html) { link(to: .schema(schema.name), into: &$0) { $0.code(schema.name) } }
        cells.next(&html) { html in
          let shape = TypeShape(schema.value, in: contract)
          let description = (shape.description ?? "").split(separator: "\n").first.map(String.init) ?? ""
          if description.isEmpty {
            pieces(shape.name, into: &html)
          } else {
            inlineMarkdown(description, into: &html)
          }
        }
        html.close("tr")
      }
    }
  }

  /// The table of the permissions and the methods that need them.
  public func permissions() -> [UInt8] {
    var permissions: [String] = []
    for permission in contract.methods.compactMap(\.permission) where !permissions.contains(permission) {
      permissions.append(permission)
    }
    return table(id: nil, ["Permission", "Method", "What it does"]) { html, cells in
      for permission in permissions {
        for (index, method) in contract.methods.filter({ $0.permission == permission }).enumerated() {
          html.open("tr", id: index == 0 ? ContractAnchor.permission(permission) : nil)
          cells.head(&html) { $0.code(permission) }
          cells.next(&html) { methodLink(method, into: &$0) }
          cells.next(&html) { inlineMarkdown(method.summary ?? "", into: &$0) }
          html.close("tr")
        }
      }
    }
  }

  /// The table of the methods that may be called only so often.
  public func rateLimits() -> [UInt8] {
    table(id: ContractAnchor.rateLimits, ["Method", "Requests", "Window"]) { html, cells in
      for method in contract.methods {
        guard let limit = method.rateLimit else { continue }
        html.open("tr")
        cells.head(&html) { methodLink(method, into: &$0) }
        cells.next(&html) { $0.raw(String(limit.requests)) }
        cells.next(&html) { $0.raw("\(limit.windowSeconds) s") }
        html.close("tr")
      }
    }
  }

  /// One schema of the components in full; `nil` when none has that name.
  func schema(named name: String) -> HTMLText? {
    guard let schema = contract.schema(named: name) else { return nil }
    var html = HTMLText(isOutline: isOutline)
    html.open("section", id: ContractAnchor.schema(name), class: "api-schema")
    let shape = TypeShape(schema.value, in: contract)
    markdown(shape.description, into: &html)
    if shape.fields.isEmpty {
      html.raw("<p class=\"api-param-head\">")
      typeName(shape, into: &html)
      facts(shape, into: &html)
      html.raw("</p>\n")
    }
    details(
      of: shape, described: shape.description,
      nesting: Nesting(isOutput: !contract.sentSchemas.contains(name), seen: [schema.pointer]), into: &html,
      anchor: ContractAnchor.schema(name))
    if !shape.examples.isEmpty {
      html.raw("<p class=\"api-label\">\(shape.examples.count == 1 ? "Example" : "Examples")</p>\n")
      for example in shape.examples { code(example, into: &html) }
    }
    html.close("section")
    return html
  }

  /// The cells of a row in the order of the columns.
  struct Cells {
    var titles: [String]
    private var column = 0

    init(_ titles: [String]) { self.titles = titles }

    /// The first cell of a row: its name.
    mutating func head(_ html: inout HTMLText, _ content: (inout HTMLText) -> Void) {
      column = 1
      html.raw("<th scope=\"row\">")
      content(&html)
      html.raw("</th>")
    }

    mutating func next(
      _ html: inout HTMLText, class classes: String? = nil, _ content: (inout HTMLText) -> Void
    ) {
      html.raw("<td data-label=\"")
      html.text(titles[column].filter { $0 != "`" })
      html.raw("\"" + (classes.map { " class=\"\($0)\"" } ?? "") + ">")
      content(&html)
      html.raw("</td>")
      column += 1
    }
  }

  private func table(
    id: String?, _ titles: [String], _ rows: (inout HTMLText, inout Cells) -> Void
  ) -> [UInt8] {
    var html = HTMLText()
    var cells = Cells(titles)
    html.open("div", class: "api-table-frame")
    html.open("table", id: id, class: "api-table")
    html.raw("<thead><tr>")
    for title in titles {
      html.raw("<th scope=\"col\">")
      inlineMarkdown(title, into: &html)
      html.raw("</th>")
    }
    html.raw("</tr></thead>\n<tbody>\n")
    rows(&html, &cells)
    html.raw("</tbody>")
    html.close("table")
    html.close("div")
    return html.bytes
  }

  private func methodLink(_ method: Method, into html: inout HTMLText) {
    link(to: .method(method.name), into: &html) { $0.code(method.name) }
    if method.deprecated { html.raw(" <span class=\"api-deprecated\">deprecated</span>") }
  }

  func permission(of method: Method, into html: inout HTMLText) {
    guard let permission = method.permission else { return }
    link(to: .permission(permission), into: &html) { $0.code(permission) }
  }

  func rateLimit(of method: Method, into html: inout HTMLText) {
    guard let limit = method.rateLimit else { return }
    link(to: .rateLimits, into: &html) { $0.text(Self.phrase(limit)) }
  }

  func methods(with error: ErrorDescription, into html: inout HTMLText) {
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
