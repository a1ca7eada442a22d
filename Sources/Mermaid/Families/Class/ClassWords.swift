extension ClassDiagram {
  public var summary: String {
    "Class diagram of \(classes.count.counted("class", "classes"))"
  }

  public var walkthrough: [String] {
    func name(_ index: Int) -> String { classes[index].label.plain }
    return relations.map { relation in
      let label = relation.label.map { $0.isEmpty ? "" : " (\($0.plain))" } ?? ""
      let (from, to) = (name(relation.from), name(relation.to))
      switch (relation.fromEnd, relation.toEnd) {
      case (.inheritance, _):
        return "\(to) \(relation.line == .dotted ? "realises" : "inherits from") \(from)\(label)."
      case (_, .inheritance):
        return "\(from) \(relation.line == .dotted ? "realises" : "inherits from") \(to)\(label)."
      case (.composition, _): return "\(from) is composed of \(to)\(label)."
      case (_, .composition): return "\(to) is composed of \(from)\(label)."
      case (.aggregation, _): return "\(from) aggregates \(to)\(label)."
      case (_, .aggregation): return "\(to) aggregates \(from)\(label)."
      case (.dependency, _): return "\(to) depends on \(from)\(label)."
      case (_, .dependency): return "\(from) depends on \(to)\(label)."
      default: return "\(from) is linked to \(to)\(label)."
      }
    }
  }
}
