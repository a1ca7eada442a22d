extension Family {
  /// The distances that the settings of this family ask for: `flowchart: {nodeSpacing: 20, rankSpacing: 80}`.
  /// mermaid.js takes its own where one is 0 or is no number.
  func spacing(in config: ConfigValue) -> DiagramSpacing {
    let section: String
    switch self {
    case .flowchart: section = "flowchart"
    case .state: section = "state"
    case .classes: section = "class"
    case .entityRelationship: section = "er"
    default: return .init()
    }
    func distance(_ name: String) -> Double? {
      config[section, name]?.number.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    }
    return DiagramSpacing(nodes: distance("nodeSpacing"), ranks: distance("rankSpacing"))
  }
}
