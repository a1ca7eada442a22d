extension SequenceDiagram: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// SequenceDiagram.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "sequence", name: "sequence diagram", keywords: ["sequenceDiagram"],
    settings: "sequence", grammar: SequenceGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in participants.indices {
      let info = participants[index]
      var links: [Participant.Link] = []
      for written in info.links.isEmpty ? [nil] : info.links.map({ Optional($0) }) {
        var link = written?.link
        DiagramPart.visit(
          .participant, id: info.id, label: info.label.plain, link: &link, range: info.range, body)
        if let link { links.append(.init(title: written?.title ?? info.label.plain, link: link)) }
      }
      participants[index].links = links
    }
  }
}

extension DiagramPart.Kind {
  /// A participant of a sequence diagram.
  public static let participant = Self("participant")
}
