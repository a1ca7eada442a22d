/// `stateDiagram-v2`: states in nested regions, with transitions and notes.
public struct StateDiagram: Sendable, Hashable {
  /// The way in which ranks follow each other.
  /// `nil` where the author leaves it open: downwards, or to the right where that fits a page and downwards does not.
  public var direction: Direction?
  /// In the order of first mention; a composite state always precedes the states inside it.
  public var states: [State]
  /// The transitions in source order.
  public var transitions: [Transition]
  /// The notes in source order.
  public var notes: [Note]

  /// A diagram of states and transitions, which refer to each other by index.
  ///
  /// ```swift
  /// let diagram = StateDiagram(
  ///   states: [.init(id: "start", kind: .start), .init(id: "Running")], transitions: [.init(from: 0, to: 1)])
  /// ```
  public init(
    direction: Direction? = nil, states: [State] = [], transitions: [Transition] = [],
    notes: [Note] = []
  ) {
    self.direction = direction
    self.states = states
    self.transitions = transitions
    self.notes = notes
  }

  /// The kind of a state.
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

  /// A state, or a symbol such as a start or a fork.
  public struct State: Sendable, Hashable {
    /// As written; made up by the grammar, and unique, for `[*]`.
    public var id: String
    /// The name in the box: the id, or the text of `state "text" as id`.
    public var label: RichText
    /// Lines from `id : text`, drawn below the name when there are several, in place of it when one.
    public var descriptions: [RichText]
    /// A box, or which of the symbols.
    public var kind: Kind
    /// Index of the composite state this one is inside of; always smaller than the own index.
    public var parent: Int?
    /// Which of the parent's concurrent regions it is in, from 0.
    public var region: Int
    /// What the author declared; the theme decides the rest.
    public var style: Style
    /// Where a click leads; `nil` for nowhere.
    public var link: DiagramLink?
    /// UTF-8 byte range of the first mention in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A state whose label is its id unless another is given.
    ///
    /// ```swift
    /// let job = StateDiagram.State(id: "job", label: "A job", kind: .composite(regions: 1, direction: nil))
    /// let queued = StateDiagram.State(id: "queued", parent: 0)
    /// ```
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

  /// An arrow from one state to another.
  public struct Transition: Sendable, Hashable {
    /// Indices into `states`.
    public var from: Int
    /// Index of the target; `from` for a transition to itself.
    public var to: Int
    /// What causes it; `nil` for none.
    public var label: RichText?
    /// UTF-8 byte range of its statement in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A transition between two states, given by their indices.
    ///
    /// ```swift
    /// let finish = StateDiagram.Transition(from: 0, to: 1, label: "finish")
    /// ```
    public init(from: Int, to: Int, label: RichText? = nil, range: Range<Int>? = nil) {
      self.from = from
      self.to = to
      self.label = label
      self.range = range
    }
  }

  /// A note beside a state.
  public struct Note: Sendable, Hashable {
    public enum Side: String, Sendable, Hashable { case left, right }

    /// Index into `states`.
    public var state: Int
    /// The side of the state that it is on.
    public var side: Side
    /// The words of the note.
    public var text: RichText

    /// A note beside a state, given by its index.
    ///
    /// ```swift
    /// let note = StateDiagram.Note(state: 0, side: .right, text: "retried three times")
    /// ```
    public init(state: Int, side: Side, text: RichText) {
      self.state = state
      self.side = side
      self.text = text
    }
  }
}
