/// A word of the sequence grammar, as mermaid's scanner cuts it.
enum SequenceToken: Sendable, Hashable {
  /// A line end, `;`, or the end of the text.
  case newline
  case endOfText
  /// A character that begins nothing; between statements it is passed over.
  case stray
  /// Nothing fits here: mermaid's scanner gives up.
  case unreadable
  case start
  case participant(SequenceDiagram.Participant.Kind)
  case create, destroy, box, end
  case block(SequenceDiagram.Block.Kind)
  case section(SectionWord)
  case alias
  /// The rest of a line after `box`, `loop`, `as`, …
  case rest
  /// The text between `@{` and `}`.
  case settings
  /// A participant's name.
  case name
  case arrow(SequenceArrow)
  case plus, minus, ring, comma
  /// `:` and the words after it.
  case text
  case note, leftOf, rightOf, over
  case link, links, properties, details
  case activate, deactivate
  case autonumber, off, number
  case title
  case accessibility(AccessibilityStart)

  enum SectionWord: String, Sendable, Hashable {
    case otherwise = "else"
    case and, option

    /// The block that has such sections.
    var blocks: [SequenceDiagram.Block.Kind] {
      switch self {
      case .otherwise: [.alt]
      case .and: [.par, .parallelOver]
      case .option: [.critical]
      }
    }
  }

}

/// One of the arrows between two participants: its heads and its line.
struct SequenceArrow: Sendable, Hashable {
  var line: LineKind
  var fromHead: SequenceDiagram.Head
  var toHead: SequenceDiagram.Head

  init(_ line: LineKind, to: SequenceDiagram.Head, from: SequenceDiagram.Head = .none) {
    self.line = line
    toHead = to
    fromHead = from
  }

  /// In the order in which they are tried; none is reached by a longer one that begins with it.
  static let all: [(word: StaticString, arrow: SequenceArrow)] = [
    ("->>", .init(.solid, to: .filled)),
    ("<<->>", .init(.solid, to: .filled, from: .filled)),
    ("-->>", .init(.dotted, to: .filled)),
    ("<<-->>", .init(.dotted, to: .filled, from: .filled)),
    ("->", .init(.solid, to: .none)),
    ("-->", .init(.dotted, to: .none)),
    ("-x", .init(.solid, to: .cross)),
    ("--x", .init(.dotted, to: .cross)),
    ("-)", .init(.solid, to: .open)),
    ("--)", .init(.dotted, to: .open)),
    ("--|\\", .init(.dotted, to: .halfTop)),
    ("--|/", .init(.dotted, to: .halfBottom)),
    ("--\\\\", .init(.dotted, to: .stickTop)),
    ("--//", .init(.dotted, to: .stickBottom)),
    ("/|--", .init(.dotted, to: .none, from: .halfTop)),
    ("\\|--", .init(.dotted, to: .none, from: .halfBottom)),
    ("//--", .init(.dotted, to: .none, from: .stickTop)),
    ("\\\\--", .init(.dotted, to: .none, from: .stickBottom)),
    ("-|\\", .init(.solid, to: .halfTop)),
    ("-|/", .init(.solid, to: .halfBottom)),
    ("-\\\\", .init(.solid, to: .stickTop)),
    ("-//", .init(.solid, to: .stickBottom)),
    ("/|-", .init(.solid, to: .none, from: .halfTop)),
    ("\\|-", .init(.solid, to: .none, from: .halfBottom)),
    ("//-", .init(.solid, to: .none, from: .stickTop)),
    ("\\\\-", .init(.solid, to: .none, from: .stickBottom)),
  ]
}
