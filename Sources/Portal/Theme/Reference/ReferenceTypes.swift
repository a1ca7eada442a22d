import JSON
import OpenRPC

/// Whether a reader can fold the fields of a type away, and whether they are.
enum Folding {
  case none
  case folded
  case unfolded
}

extension ContractReference {
  /// One param or field, with the fields inside it.
  ///
  /// - Parameters:
  ///   - anchor: its `id`, and the prefix of those of the fields inside it.
  ///   - isUnfolded: whether the fields inside it are visible at once.
  func parameter(
    _ name: String, schema: JSON, isRequired: Bool?, description: String?, isDeprecated: Bool = false,
    anchor: String, isUnfolded: Bool = false, nesting: Nesting, into html: inout HTMLText
  ) {
    let shape = isOutline ? TypeShape(outlineOf: schema, in: contract) : TypeShape(schema, in: contract)
    let id = html.free(anchor)
    html.parameterCount += 1
    html.open("li", id: id, class: "api-param")
    html.raw("<p class=\"api-param-head\">")
    if let id {
      html.raw("<a class=\"api-anchor\" href=\"#")
      html.text(id)
      html.raw("\">")
    }
    html.raw("<code class=\"api-name\">")
    html.text(name)
    html.raw("</code>")
    if id != nil { html.raw("</a>") }
    html.raw(" ")
    typeName(shape, into: &html)
    if let isRequired { presence(isRequired, isOutput: nesting.isOutput, into: &html) }
    if isDeprecated { html.raw(" <span class=\"api-deprecated\">deprecated</span>") }
    facts(shape, into: &html)
    html.raw("</p>\n")
    let description = description ?? shape.description
    markdown(description, into: &html)
    details(
      of: shape, folding: isUnfolded ? .unfolded : .folded, described: description, nesting: nesting,
      into: &html, anchor: anchor)
    html.close("li")
  }

  /// A sender wants to know what must be given, a receiver what may be missing.
  private func presence(_ isRequired: Bool, isOutput: Bool, into html: inout HTMLText) {
    if isOutput {
      if !isRequired { html.raw(" <span class=\"api-optional\">may be absent</span>") }
    } else if isRequired {
      html.raw(" <span class=\"api-required\">required</span>")
    } else {
      html.raw(" <span class=\"api-optional\">optional</span>")
    }
  }

  /// `<span class="api-type">`: the name of the type, with links to components.
  func typeName(_ shape: TypeShape, into html: inout HTMLText) {
    html.raw("<span class=\"api-type\">")
    pieces(shape.name, into: &html)
    html.raw("</span>")
  }

  func pieces(_ pieces: [TypeShape.Piece], into html: inout HTMLText) {
    for piece in pieces {
      switch piece {
      case .text(let text): html.text(text)
      case .component(let name): link(to: .schema(name), into: &html) { $0.text(name) }
      }
    }
  }

  /// Limits and default, each in a span of its own.
  func facts(_ shape: TypeShape, into html: inout HTMLText) {
    for limit in shape.limits {
      html.raw(" ")
      html.element("span", limit, class: "api-limit")
    }
    if let value = shape.default {
      html.raw(" <span class=\"api-default\">default ")
      html.code(value.text())
      html.raw("</span>")
    }
  }

  /// The values, the forms and the fields of a type.
  ///
  /// - Parameters:
  ///   - description: the text that was already shown; values that it explains are not listed again.
  ///   - anchor: the prefix of the anchors of its fields.
  func details(
    of shape: TypeShape, folding: Folding = .none, described description: String? = nil, nesting: Nesting,
    into html: inout HTMLText, anchor: String
  ) {
    choices(shape.choices, described: description, into: &html)
    if shape.fields.isEmpty && shape.forms.isEmpty { return }
    var inner = nesting
    if inner.deepest == nil {
      inner.deepest = UnfoldingDepth(contract, mostFields: Nesting.mostFields - html.parameterCount)
        .deepest(of: shape, in: nesting)
    }
    if let origin = shape.origin {
      guard inner.mayUnfold(origin) else {
        elsewhere(origin, in: inner, into: &html)
        return
      }
      inner.seen.insert(origin)
    }
    if !shape.forms.isEmpty { forms(shape.forms, nesting: inner, anchor: anchor, into: &html) }
    guard !shape.fields.isEmpty else { return }
    let count = shape.fields.count
    if folding != .none {
      html.raw(
        "<details class=\"api-fields\"\(folding == .unfolded ? " open" : "")><summary>\(count) \(count == 1 ? "field" : "fields")</summary>\n"
      )
    }
    html.open("ul", class: "api-params")
    for field in shape.fields {
      parameter(
        field.name, schema: field.schema, isRequired: field.isRequired, description: nil,
        anchor: ContractAnchor.field(field.name, in: anchor), nesting: inner, into: &html)
    }
    html.close("ul")
    if shape.isOpen { html.raw("<p class=\"api-open\">Further fields are allowed.</p>\n") }
    if folding != .none { html.close("details") }
  }

  /// Says where the fields of a type are shown when they are not shown here.
  private func elsewhere(_ origin: JSONPointer, in nesting: Nesting, into html: inout HTMLText) {
    html.raw("<p class=\"api-elsewhere\">")
    if let component = origin.schemaComponent {
      html.raw("See ")
      link(to: .schema(component), into: &html) { $0.code(component) }
      html.raw(".")
    } else if nesting.seen.contains(origin) {
      html.raw("The fields are those of the enclosing type.")
    } else {
      html.raw("The fields are left out: the type is too deep in others and has no name of its own.")
    }
    html.raw("</p>\n")
  }

  private func choices(_ values: [JSON], described description: String?, into html: inout HTMLText) {
    guard !values.isEmpty else { return }
    let isTold =
      values.count > 1
      && values.allSatisfy { value in
        value.string.map { description?.contains("`\($0)`") ?? false } ?? false
      }
    if isTold { return }
    html.raw("<p class=\"api-choices\">\(values.count == 1 ? "Always" : "One of") ")
    for (index, value) in values.enumerated() {
      if index > 0 { html.raw(", ") }
      html.code(value.text())
    }
    html.raw("</p>\n")
  }

  /// The alternative forms of a type, as tabs.
  private func forms(_ forms: [JSON], nesting: Nesting, anchor: String, into html: inout HTMLText) {
    html.open("div", class: "tabs api-forms")
    var taken: Set<String> = []
    for schema in forms {
      let form = TypeShape(schema, in: contract)
      html.parameterCount += 1
      let label = form.origin == nil ? form.title ?? plain(form.name) : plain(form.name)
      var unique = label
      var number = 2
      while !taken.insert(unique).inserted {
        unique = "\(label) \(number)"
        number += 1
      }
      html.raw("<div class=\"tab api-form\" data-tab=\"")
      html.text(unique)
      html.raw("\">\n<p class=\"tab-name\">")
      html.text(unique)
      html.raw("</p>\n<p class=\"api-param-head\">")
      typeName(form, into: &html)
      facts(form, into: &html)
      html.raw("</p>\n")
      markdown(form.description, into: &html)
      details(
        of: form, described: form.description, nesting: nesting, into: &html,
        anchor: ContractAnchor.field(unique, in: anchor))
      html.close("div")
    }
    html.close("div")
  }

  private func plain(_ pieces: [TypeShape.Piece]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .component(let name): name
      }
    }.joined()
  }
}
