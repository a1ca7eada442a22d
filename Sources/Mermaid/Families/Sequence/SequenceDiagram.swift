/// `sequenceDiagram`: participants and what passes between them, in the order of time.
public struct SequenceDiagram: Sendable, Hashable {
  /// The participants from left to right.
  public var participants: [Participant]
  /// Each around neighbouring participants, which name theirs.
  public var boxes: [Box]
  /// In the order of time, from top to bottom.
  public var elements: [Element]
  /// `mirrorActors`: whether the heads are drawn again at the lower end of the lifelines.
  public var hasFeet: Bool

  /// A diagram of participants and the events between them, in the order of time.
  ///
  /// ```swift
  /// let diagram = SequenceDiagram(
  ///   participants: [.init(id: "Client"), .init(id: "Service")],
  ///   elements: [.message(.init(from: 0, to: 1, text: "start"))])  // Client->>Service: start
  /// ```
  public init(
    participants: [Participant] = [], boxes: [Box] = [], elements: [Element] = [], hasFeet: Bool = true
  ) {
    self.participants = participants
    self.boxes = boxes
    self.elements = elements
    self.hasFeet = hasFeet
  }

  /// A participant, drawn as a head with a lifeline.
  public struct Participant: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      case participant, actor, boundary, control, entity, database, collections, queue
    }

    /// As messages name it; unique.
    public var id: String
    /// The words of its head.
    public var label: RichText
    /// How its head is drawn.
    public var kind: Kind
    /// Index into `boxes`.
    public var box: Int?
    /// `link`/`links`: name and address.
    public var links: [Link]
    /// UTF-8 byte range of the first mention in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// An entry of the menu of a participant: `link NAME: TITLE @ ADDRESS`.
    public struct Link: Sendable, Hashable {
      /// The words of the entry.
      public var title: String
      /// The target of the entry.
      public var link: DiagramLink

      /// A titled address.
      ///
      /// ```swift
      /// let link = SequenceDiagram.Participant.Link(title: "API", link: DiagramLink(destination: "api.md"))
      /// ```
      public init(title: String, link: DiagramLink) {
        self.title = title
        self.link = link
      }
    }

    /// A participant whose label is its id unless another is given.
    ///
    /// ```swift
    /// let database = SequenceDiagram.Participant(id: "db", label: "Orders", kind: .database)
    /// ```
    public init(
      id: String, label: RichText? = nil, kind: Kind = .participant, box: Int? = nil, links: [Link] = [],
      range: Range<Int>? = nil
    ) {
      self.id = id
      self.label = label ?? RichText(id)
      self.kind = kind
      self.box = box
      self.links = links
      self.range = range
    }
  }

  /// `box … end` round neighbouring participants.
  public struct Box: Sendable, Hashable {
    /// Above the participants; `nil` for a box without a title.
    public var title: RichText?
    /// Behind the participants; `nil` for the theme's.
    public var fill: Paint?

    /// A box with a title, a fill, or both.
    ///
    /// ```swift
    /// let box = SequenceDiagram.Box(title: "Cloud", fill: Paint(css: "aliceblue"))
    /// ```
    public init(title: RichText? = nil, fill: Paint? = nil) {
      self.title = title
      self.fill = fill
    }
  }

  /// An event of the diagram.
  public indirect enum Element: Sendable, Hashable {
    case message(Message)
    case note(Note)
    /// `activate` / `deactivate` of a participant (index). The `+` and `-` of messages are written out as
    /// these, after the message.
    case activate(Int)
    case deactivate(Int)
    /// The participant's head is drawn at the message that follows.
    case create(Int)
    /// The participant's lifeline ends at the message that follows.
    case destroy(Int)
    /// `autonumber START STEP`; `nil` is `autonumber off`.
    case autonumber(Numbering?)
    case block(Block)
  }

  /// The numbers of messages, from `start` in steps of `step`.
  public struct Numbering: Sendable, Hashable {
    /// The number of the next message; may have a fraction.
    public var start: Double
    /// What each further message adds; may be negative or a fraction.
    public var step: Double

    /// Numbers from 1 in steps of 1 unless others are given.
    ///
    /// ```swift
    /// let tens = SequenceDiagram.Numbering(start: 10, step: 10)  // 10, 20, 30
    /// ```
    public init(start: Double = 1, step: Double = 1) {
      self.start = start
      self.step = step
    }
  }

  /// An arrow from one participant to another.
  public struct Message: Sendable, Hashable {
    /// Indices into `participants`; equal for a message to self.
    public var from: Int
    /// Index of the participant that receives it; `from` for one to itself.
    public var to: Int
    /// The words above the arrow; may be empty.
    public var text: RichText
    /// `.solid` or `.dotted` (`--`).
    public var line: LineKind
    /// The head at the receiver.
    public var toHead: Head
    /// `.filled` for the bidirectional `<<->>`, a half head for the reversed half arrows (`/|-`),
    /// otherwise `.none`.
    public var fromHead: Head
    /// `()` at that end: a small circle on the lifeline.
    public var hasRingAtStart: Bool
    /// As `hasRingAtStart`, at the receiver.
    public var hasRingAtEnd: Bool
    /// `wrap:` or `nowrap:` before the text, or the diagram's `wrap` setting; `nil` leaves it to the layout.
    public var wraps: Bool?
    /// UTF-8 byte range of its statement in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A message between two participants, given by their indices.
    ///
    /// ```swift
    /// let reply = SequenceDiagram.Message(from: 1, to: 0, text: "done", line: .dotted)  // A-->>B: done
    /// ```
    public init(
      from: Int, to: Int, text: RichText, line: LineKind = .solid, toHead: Head = .filled,
      fromHead: Head = .none, hasRingAtStart: Bool = false, hasRingAtEnd: Bool = false,
      wraps: Bool? = nil, range: Range<Int>? = nil
    ) {
      self.from = from
      self.to = to
      self.text = text
      self.line = line
      self.toHead = toHead
      self.fromHead = fromHead
      self.hasRingAtStart = hasRingAtStart
      self.hasRingAtEnd = hasRingAtEnd
      self.wraps = wraps
      self.range = range
    }
  }

  /// The head at an end of a message.
  public enum Head: String, Sendable, Hashable {
    /// `->`
    case none
    /// `->>`
    case filled
    /// `-x`
    case cross
    /// `-)`: asynchronous.
    case open
    /// `-|\`: only the half above the line, filled.
    case halfTop
    /// `-|/`: only the half below the line, filled.
    case halfBottom
    /// `-\\`: only the stroke above the line.
    case stickTop
    /// `-//`: only the stroke below the line.
    case stickBottom
  }

  /// A note beside or over lifelines.
  public struct Note: Sendable, Hashable {
    public enum Place: Sendable, Hashable {
      case left(of: Int)
      case right(of: Int)
      /// Over one participant (`first == last`) or spanning several.
      case over(first: Int, last: Int)
    }

    /// Beside or over which participants.
    public var place: Place
    /// The words of the note.
    public var text: RichText
    /// As `Message.wraps`.
    public var wraps: Bool?

    /// A note at its place.
    ///
    /// ```swift
    /// let note = SequenceDiagram.Note(place: .over(first: 0, last: 1), text: "a handshake")
    /// ```
    public init(place: Place, text: RichText, wraps: Bool? = nil) {
      self.place = place
      self.text = text
      self.wraps = wraps
    }
  }

  /// `loop`, `alt`, `opt` and the other frames around elements.
  public struct Block: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
      case loop, alt, opt, par, critical
      case breaking = "break"
      /// `rect COLOUR`: a background and nothing else.
      case rect
      /// `par_over`
      case parallelOver = "par_over"
    }

    /// A part of a block: one alternative, or the whole block.
    public struct Section: Sendable, Hashable {
      /// The condition, without brackets.
      public var label: RichText?
      /// What happens in it, in the order of time.
      public var elements: [Element]

      /// A section with its condition.
      ///
      /// ```swift
      /// let ok = SequenceDiagram.Block.Section(label: "ok", elements: [.message(.init(from: 0, to: 1, text: "go"))])
      /// ```
      public init(label: RichText? = nil, elements: [Element]) {
        self.label = label
        self.elements = elements
      }
    }

    /// The keyword, which the frame shows, and which parts it can have.
    public var kind: Kind
    /// The first, and one for each `else`, `and` or `option`.
    public var sections: [Section]
    /// The colour of a `rect`; `nil` for other blocks.
    public var fill: Paint?

    /// A block with its sections.
    ///
    /// ```swift
    /// let retry = SequenceDiagram.Block(kind: .loop, sections: [.init(label: "3 times", elements: [])])
    /// ```
    public init(kind: Kind, sections: [Section], fill: Paint? = nil) {
      self.kind = kind
      self.sections = sections
      self.fill = fill
    }
  }
}
