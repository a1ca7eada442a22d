extension RequirementDiagram {
  public var summary: String {
    let requirements = nodes.count(where: \.isRequirement)
    let elements = nodes.count - requirements
    let first = requirements.counted("requirement", "requirements")
    return "Diagram of \(first)" + (elements > 0 ? " and \(elements.counted("element", "elements"))" : "")
  }

  public var walkthrough: [String] {
    nodes.map(\.sentence)
      + relationships.map { link in
        "\(nodes[link.from].label.plain) \(link.kind.rawValue) \(nodes[link.to].label.plain)."
      }
  }
}

extension RequirementDiagram.Node {
  /// "Performance requirement 1.2, latency: Answer within 100 ms. Risk: high. Verified by: test."
  fileprivate var sentence: String {
    switch content {
    case .requirement(let requirement):
      var text =
        "\(requirement.kind.words)\(requirement.id.isEmpty ? "" : " " + requirement.id), \(label.plain)"
      if !requirement.text.isEmpty { text += ": \(Label.markdown(requirement.text.utf8).plain)" }
      if text.last?.isPunctuation != true { text += "." }
      if let risk = requirement.risk { text += " Risk: \(risk.rawValue)." }
      if let verification = requirement.verification { text += " Verified by: \(verification.rawValue)." }
      return text
    case .element(let type, let reference):
      let facts = [type, reference].filter { !$0.isEmpty }
      return "Element \(label.plain)\(facts.isEmpty ? "" : ": " + facts.joined(separator: ", "))."
    }
  }
}

extension RequirementDiagram.Kind {
  /// "Performance requirement".
  var words: String {
    switch self {
    case .general: "Requirement"
    case .functional: "Functional requirement"
    case .interface: "Interface requirement"
    case .performance: "Performance requirement"
    case .physical: "Physical requirement"
    case .constraint: "Design constraint"
    }
  }
}
