/// `sequenceDiagram`: participants and what passes between them, in the order of time.
public struct SequenceDiagram: Sendable, Hashable {
  /// From left to right.
  public var participants: [Participant]
  public var boxes: [Box]
  public var elements: [Element]

  public init(participants: [Participant] = [], boxes: [Box] = [], elements: [Element] = []) {
    self.participants = participants
    self.boxes = boxes
    self.elements = elements
  }

  public struct Participant: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      case participant, actor, boundary, control, entity, database, collections, queue
    }

    public var id: String
    public var label: RichText
    public var kind: Kind
    /// Index into `boxes`.
    public var box: Int?
    /// `link`/`links`: name and address.
    public var links: [Link]
    public var range: Range<Int>?

    public struct Link: Sendable, Hashable {
      public var title: String
      public var link: DiagramLink

      public init(title: String, link: DiagramLink) {
        self.title = title
        self.link = link
      }
    }

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
    public var title: RichText?
    public var fill: Paint?

    public init(title: RichText? = nil, fill: Paint? = nil) {
      self.title = title
      self.fill = fill
    }
  }

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

  public struct Numbering: Sendable, Hashable {
    public var start: Double
    public var step: Double

    public init(start: Double = 1, step: Double = 1) {
      self.start = start
      self.step = step
    }
  }

  public struct Message: Sendable, Hashable {
    /// Indices into `participants`; equal for a message to self.
    public var from: Int
    public var to: Int
    public var text: RichText
    /// `.solid` or `.dotted` (`--`).
    public var line: LineKind
    public var toHead: Head
    /// `.filled` for the bidirectional `<<->>`, a half head for the reversed half arrows (`/|-`),
    /// otherwise `.none`.
    public var fromHead: Head
    /// `()` at that end: a small circle on the lifeline.
    public var hasRingAtStart: Bool
    public var hasRingAtEnd: Bool
    /// `wrap:` or `nowrap:` before the text, or the diagram's `wrap` setting; `nil` leaves it to the layout.
    public var wraps: Bool?
    public var range: Range<Int>?

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

  public struct Note: Sendable, Hashable {
    public enum Place: Sendable, Hashable {
      case left(of: Int)
      case right(of: Int)
      /// Over one participant (`first == last`) or spanning several.
      case over(first: Int, last: Int)
    }

    public var place: Place
    public var text: RichText
    /// As `Message.wraps`.
    public var wraps: Bool?

    public init(place: Place, text: RichText, wraps: Bool? = nil) {
      self.place = place
      self.text = text
      self.wraps = wraps
    }
  }

  public struct Block: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
      case loop, alt, opt, par, critical
      case breaking = "break"
      /// `rect COLOUR`: a background and nothing else.
      case rect
      /// `par_over`
      case parallelOver = "par_over"
    }

    public struct Section: Sendable, Hashable {
      /// The condition, without brackets.
      public var label: RichText?
      public var elements: [Element]

      public init(label: RichText? = nil, elements: [Element]) {
        self.label = label
        self.elements = elements
      }
    }

    public var kind: Kind
    /// The first, and one for each `else`, `and` or `option`.
    public var sections: [Section]
    /// The colour of a `rect`; `nil` for other blocks.
    public var fill: Paint?

    public init(kind: Kind, sections: [Section], fill: Paint? = nil) {
      self.kind = kind
      self.sections = sections
      self.fill = fill
    }
  }
}
