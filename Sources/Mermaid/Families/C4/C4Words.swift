extension C4Diagram {
  public var summary: String { "\(kind.words) of \(elements.count.counted("element", "elements"))" }

  public var walkthrough: [String] {
    elements.map(sentence)
      + relationships.enumerated().map { index, link in
        let number = kind == .dynamic ? "\(index + 1). " : ""
        let how = link.technology.isEmpty ? "" : " (\(link.technology.plain))"
        let ends = link.heads == .start ? (link.to, link.from) : (link.from, link.to)
        let arrow = link.heads == .both ? "and back" : ""
        let label = [link.label.plain, arrow].filter { !$0.isEmpty }.joined(separator: " ")
        return
          "\(number)\(elements[ends.0].label.plain) to \(elements[ends.1].label.plain): "
          + "\(label.isEmpty ? "a relationship" : label)\(how)."
      }
  }

  private func sentence(_ element: Element) -> String {
    let place = element.boundary.map { " in \(boundaries[$0].label.plain)" } ?? ""
    let text = "\(element.label.plain) (\(element.stereotype))\(place)"
    guard !element.description.isEmpty else { return text + "." }
    let description = element.description.plain
    return "\(text): \(description)\(description.last?.isPunctuation == true ? "" : ".")"
  }
}

extension C4Diagram.Kind {
  fileprivate var words: String {
    switch self {
    case .context: "System context diagram"
    case .container: "Container diagram"
    case .component: "Component diagram"
    case .dynamic: "Dynamic diagram"
    case .deployment: "Deployment diagram"
    }
  }
}

extension C4Diagram.Element {
  /// "External system", "Container: PostgreSQL".
  var stereotype: String {
    let name = (isExternal ? "external " : "") + kind.rawValue
    return name.beginningWithCapital + (technology.isEmpty ? "" : ": \(technology.plain)")
  }
}
