import Mermaid

/// Sequence diagrams of a training service, as models.
enum ServiceSequences {
  typealias Element = SequenceDiagram.Element

  static func message(
    _ from: Int, _ to: Int, _ text: RichText, _ line: LineKind = .solid,
    _ head: SequenceDiagram.Head = .filled
  ) -> Element {
    .message(.init(from: from, to: to, text: text, line: line, toHead: head))
  }

  static func block(_ kind: SequenceDiagram.Block.Kind, _ sections: (RichText?, [Element])...) -> Element {
    .block(.init(kind: kind, sections: sections.map { .init(label: $0.0, elements: $0.1) }))
  }

  /// A request from the client to the last checkpoint, with nested blocks.
  static let request = SequenceDiagram(
    participants: [
      .init(id: "Client", kind: .actor), .init(id: "API", label: "Training API"),
      .init(id: "Redis", kind: .queue), .init(id: "DB", label: "PostgreSQL", kind: .database),
      .init(id: "Worker"), .init(id: "S3", label: "Object storage"),
    ],
    elements: [
      .autonumber(.init()), message(0, 1, "POST start_grpo"), .activate(1), message(1, 1, "validate JWT"),
      message(1, 1, "validate config"), message(1, 3, "insert job"), message(3, 1, "job id", .dotted),
      message(1, 2, "enqueue job"), message(1, 0, "reply: queued", .dotted), .deactivate(1),
      message(4, 2, "poll"), message(2, 4, "job", .dotted), .activate(4), message(4, 3, "mark running"),
      block(
        .loop,
        (
          "each iteration",
          [
            message(4, 4, "collect trajectories"), message(4, 4, "compute rewards"),
            message(4, 4, "update the policy"), message(4, 3, "store metrics"),
            block(
              .alt,
              ("checkpoint due", [message(4, 5, "save checkpoint"), message(4, 3, "checkpoint metadata")]),
              ("over budget", [message(4, 3, "mark cancelled"), message(4, 4, "stop")])),
          ]
        )),
      message(4, 5, "final checkpoint"), message(4, 3, "mark completed"), .deactivate(4),
      .note(.init(place: .over(first: 0, last: 1), text: "The client asks at any time")),
      message(0, 1, "POST get_status"), message(1, 3, "query"), message(3, 1, "row", .dotted),
      message(1, 0, "status", .dotted),
    ])

  /// Boxes, creation, destruction, every head, notes on all sides.
  static let everything = SequenceDiagram(
    participants: [
      .init(id: "A", label: "Alice", box: 0), .init(id: "B", label: "Bob\nthe builder", box: 0),
      .init(id: "C", label: "Carol", kind: .boundary, box: 1), .init(id: "D", label: "Dora", kind: .control),
      .init(id: "E", label: "Entity", kind: .entity), .init(id: "F", label: "Files", kind: .collections),
    ],
    boxes: [.init(title: "Left side", fill: Paint(css: "#ddeeff")), .init(title: "Right", fill: nil)],
    elements: [
      message(0, 1, "filled"), message(1, 0, "dotted", .dotted),
      message(0, 2, "a longer text over a lifeline"),
      message(2, 1, "open", .solid, .open),
      message(0, 3, "cross over three lifelines in between", .solid, .cross),
      .message(.init(from: 0, to: 1, text: "both", fromHead: .filled)),
      message(1, 2, "half", .solid, .halfTop),
      .note(.init(place: .left(of: 0), text: "left of Alice")),
      .note(.init(place: .right(of: 2), text: "right of Carol\nin two lines")),
      .note(.init(place: .over(first: 1, last: 1), text: "over Bob")), .create(3),
      message(0, 3, "create Dora"), .activate(3), message(3, 4, "work"), .activate(4), message(4, 4, "think"),
      .activate(4), message(4, 3, "answer", .dotted), .deactivate(4), .deactivate(4),
      .block(
        .init(
          kind: .rect,
          sections: [
            .init(elements: [
              message(4, 5, "store"),
              block(.par, ("first", [message(4, 5, "one")]), ("second", [message(5, 4, "two", .dotted)])),
            ])
          ], fill: Paint(css: "rgb(200, 150, 255)"))),
      .deactivate(3), .destroy(3), message(0, 3, "go", .solid, .cross),
      block(
        .critical, ("Establish a connection with a condition that is rather long", [message(0, 1, "try")])),
    ])
}
