extension Timeline: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// Timeline.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "timeline", name: "timeline", keywords: ["timeline"], settings: "timeline",
    grammar: TimelineGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in periods.indices {
      let period = periods[index]
      DiagramPart.visit(
        .period, id: period.title.plain, label: period.title.plain, link: &periods[index].link,
        range: period.range, body)
    }
  }
}

extension DiagramPart.Kind {
  /// A period of a timeline; its id is its title.
  public static let period = Self("period")
}
