import Diagnostics

/// The values of a statement by name: by their place, or by `$name=`.
struct C4Fields {
  private var ranges: [String: Range<Int>] = [:]
  private var pairs: Set<Int> = []
  private let text: DiagramText

  /// - Parameter parameters: the names of the values, in their order.
  init(_ values: [C4Argument], _ parameters: [String], _ text: DiagramText) {
    self.text = text
    for (index, value) in values.enumerated() {
      switch value {
      case .text(let range): if index < parameters.count { ranges[parameters[index]] = range }
      case .pair(let key, let value):
        pairs.insert(index)
        ranges[String(decoding: text.bytes[key], as: UTF8.self)] = value
      }
    }
  }

  func has(_ name: String) -> Bool { ranges[name] != nil }

  func hasPair(at index: Int) -> Bool { pairs.contains(index) }

  /// The words as they are written; empty for a missing value.
  func words(_ name: String) -> String {
    ranges[name].map { String(decoding: text.bytes[$0], as: UTF8.self).trimmingSpace() } ?? ""
  }

  func label(_ name: String) -> RichText { ranges[name].map { Label.plain(text.bytes[$0]) } ?? "" }

  func range(_ name: String) -> Range<Int>? { ranges[name].map { text.range(in: $0) } }

  var link: DiagramLink? {
    guard let range = ranges["link"], !range.isEmpty else { return nil }
    return DiagramLink(destination: Label.decoded(text.bytes[range]), range: text.range(in: range))
  }

  func element(_ kind: C4Diagram.Element.Kind, _ form: C4Diagram.Element.Form, isExternal: Bool)
    -> C4Diagram.Element
  {
    .init(
      alias: words("alias"), label: label("label"), kind: kind, form: form, isExternal: isExternal,
      technology: label("techn"), description: label("descr"), link: link, range: range("alias"))
  }

  func boundary(_ type: String, isNode: Bool) -> C4Diagram.Boundary {
    .init(
      alias: words("alias"), label: label("label"), type: has("type") ? label("type") : RichText(type),
      description: label("descr"), isNode: isNode, link: link, range: range("alias"))
  }

  /// Applies the colours of an `Update…Style` to a style.
  func apply(_ names: [(field: String, property: String)], to style: inout Style) {
    for name in names where has(name.field) { style.apply(property: name.property, value: words(name.field)) }
  }
}

/// Gathers the elements, boundaries and relationships of a C4 diagram. An alias that is written again replaces what it
/// stood for.
struct C4Builder {
  private struct Link {
    var fields: C4Fields
    var heads: C4Diagram.Relationship.Heads
    var goesUp: Bool
    var range: Range<Int>
  }

  var kind = C4Diagram.Kind.context
  /// Whether the diagram says anything.
  var hasStatement = false
  private var elements: [C4Diagram.Element] = []
  private var boundaries: [C4Diagram.Boundary] = []
  private var elementIndices: [String: Int] = [:]
  private var boundaryIndices: [String: Int] = [:]
  /// The boundaries that are open, from the outside in.
  private var open: [Int] = []
  private var links: [Link] = []
  var styles: [C4Fields] = []
  var relationshipStyles: [C4Fields] = []

  var count: Int { elements.count + boundaries.count + links.count + styles.count + relationshipStyles.count }

  mutating func add(_ element: C4Diagram.Element) {
    var element = element
    element.boundary = open.last
    if let index = elementIndices[element.alias] {
      elements[index] = element
    } else {
      elementIndices[element.alias] = elements.count
      elements.append(element)
    }
  }

  mutating func openBoundary(_ boundary: C4Diagram.Boundary) {
    var boundary = boundary
    boundary.parent = open.last
    // A boundary that is written again is the same one, unless it is open: it cannot hold itself.
    if let index = boundaryIndices[boundary.alias], !open.contains(index) {
      open.append(index)
    } else {
      boundaryIndices[boundary.alias] = boundaries.count
      open.append(boundaries.count)
      boundaries.append(boundary)
    }
  }

  mutating func closeBoundary() { open.removeLast() }

  mutating func relate(
    _ fields: C4Fields, _ heads: C4Diagram.Relationship.Heads, goesUp: Bool, at range: Range<Int>
  ) {
    links.append(Link(fields: fields, heads: heads, goesUp: goesUp, range: range))
  }

  /// The diagram; relationships to something that is not an element are reported, as mermaid.js fails at them when it
  /// draws.
  func build(_ findings: inout Findings) -> C4Diagram {
    var result = C4Diagram(kind: kind, elements: elements, boundaries: boundaries)
    for link in links {
      guard let from = elementIndices[link.fields.words("from")],
        let to = elementIndices[link.fields.words("to")]
      else {
        report(link, &findings)
        continue
      }
      result.relationships.append(
        .init(
          from: from, to: to, label: link.fields.label("label"), technology: link.fields.label("techn"),
          heads: link.heads, goesUp: link.goesUp))
    }
    applyStyles(&result)
    return result
  }

  private func report(_ link: Link, _ findings: inout Findings) {
    for end in ["from", "to"] where elementIndices[link.fields.words(end)] == nil {
      let name = link.fields.words(end)
      let isBoundary = boundaryIndices[name] != nil
      findings.report(
        .mermaidReference,
        isBoundary
          ? "`\(name)` is a boundary, and relationships end at elements"
          : "no element has the alias `\(name)`",
        at: link.fields.range(end) ?? link.range, name: name,
        among: isBoundary ? [] : elementIndices.keys.sorted(),
        fallbackFix: isBoundary
          ? "name an element inside of it" : "write the element, as in `System(\(name), \"Label\")`")
    }
  }

  private func applyStyles(_ diagram: inout C4Diagram) {
    let colors = [("bgColor", "fill"), ("fontColor", "color"), ("borderColor", "stroke")]
    for fields in styles {
      if let index = elementIndices[fields.words("alias")] {
        fields.apply(colors, to: &diagram.elements[index].style)
      } else if let index = boundaryIndices[fields.words("alias")] {
        fields.apply(colors, to: &diagram.boundaries[index].style)
      }
    }
    for fields in relationshipStyles {
      let (from, to) = (elementIndices[fields.words("from")], elementIndices[fields.words("to")])
      for index in diagram.relationships.indices
      where diagram.relationships[index].from == from && diagram.relationships[index].to == to {
        fields.apply(
          [("textColor", "color"), ("lineColor", "stroke")], to: &diagram.relationships[index].style)
      }
    }
  }
}
