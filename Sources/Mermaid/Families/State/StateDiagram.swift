/// `stateDiagram-v2`: states in nested regions, with transitions and notes.
public struct StateDiagram: Sendable, Hashable {
  public var direction: Direction
  /// In the order of first mention; a composite state always precedes the states inside it.
  public var states: [State]
  public var transitions: [Transition]
  public var notes: [Note]

  public init(
    direction: Direction = .topToBottom, states: [State] = [], transitions: [Transition] = [],
    notes: [Note] = []
  ) {
    self.direction = direction
    self.states = states
    self.transitions = transitions
    self.notes = notes
  }

  public enum Kind: Sendable, Hashable {
    case simple
    /// `state X { … }`; its members name it as their `parent`.
    /// - regions: 1 without `--`, otherwise one more than the number of `--` lines.
    case composite(regions: Int, direction: Direction?)
    /// `[*]` as a source: one for each region it is used in.
    case start
    /// `[*]` as a target: one for each region it is used in.
    case end
    case choice
    case fork
    case join
    /// `[H]`, or `[H*]` when deep.
    case history(deep: Bool)

    /// Whether readers see a name.
    var isNamed: Bool {
      switch self {
      case .simple, .composite: true
      default: false
      }
    }
  }

  public struct State: Sendable, Hashable {
    /// As written; made up by the grammar, and unique, for `[*]`.
    public var id: String
    /// The name in the box: the id, or the text of `state "text" as id`.
    public var label: RichText
    /// Lines from `id : text`, drawn below the name when there are several, in place of it when one.
    public var descriptions: [RichText]
    public var kind: Kind
    /// Index of the composite state this one is inside of; always smaller than the own index.
    public var parent: Int?
    /// Which of the parent's concurrent regions it is in, from 0.
    public var region: Int
    public var style: Style
    public var link: DiagramLink?
    public var range: Range<Int>?

    public init(
      id: String, label: RichText? = nil, descriptions: [RichText] = [], kind: Kind = .simple,
      parent: Int? = nil, region: Int = 0, style: Style = .inherited, link: DiagramLink? = nil,
      range: Range<Int>? = nil
    ) {
      self.id = id
      self.label = label ?? RichText(id)
      self.descriptions = descriptions
      self.kind = kind
      self.parent = parent
      self.region = region
      self.style = style
      self.link = link
      self.range = range
    }
  }

  public struct Transition: Sendable, Hashable {
    /// Indices into `states`.
    public var from: Int
    public var to: Int
    public var label: RichText?
    public var range: Range<Int>?

    public init(from: Int, to: Int, label: RichText? = nil, range: Range<Int>? = nil) {
      self.from = from
      self.to = to
      self.label = label
      self.range = range
    }
  }

  public struct Note: Sendable, Hashable {
    public enum Side: String, Sendable, Hashable { case left, right }

    /// Index into `states`.
    public var state: Int
    public var side: Side
    public var text: RichText

    public init(state: Int, side: Side, text: RichText) {
      self.state = state
      self.side = side
      self.text = text
    }
  }
}
