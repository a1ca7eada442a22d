extension Packet: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// Packet.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "packet", name: "packet diagram", keywords: ["packet", "packet-beta"], settings: "packet",
    grammar: PacketGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in fields.indices {
      let field = fields[index]
      DiagramPart.visit(
        .field, id: field.label.plain, label: field.label.plain, link: &fields[index].link,
        range: field.range,
        body)
    }
  }
}

extension DiagramPart.Kind {
  /// A field of a packet; its id is its label.
  public static let field = Self("field")
}
