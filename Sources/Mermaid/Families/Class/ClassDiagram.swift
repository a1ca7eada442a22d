/// `classDiagram`: classes with members, relations between them, namespaces and notes.
public struct ClassDiagram: Sendable, Hashable {
  public var direction: Direction
  /// In the order of first mention.
  public var classes: [Class]
  public var relations: [Relation]
  /// A parent always comes before its children.
  public var namespaces: [Namespace]
  public var notes: [Note]

  public init(
    direction: Direction = .topToBottom, classes: [Class] = [], relations: [Relation] = [],
    namespaces: [Namespace] = [], notes: [Note] = []
  ) {
    self.direction = direction
    self.classes = classes
    self.relations = relations
    self.namespaces = namespaces
    self.notes = notes
  }

  public struct Class: Sendable, Hashable {
    /// Without the generic part.
    public var id: String
    /// The text of the box: the id with its generic part in angle brackets (`List<Item>`), or `["label"]`.
    public var label: RichText
    /// `interface` of `<<interface>>`, in the order written.
    public var annotations: [String]
    public var attributes: [Member]
    public var methods: [Member]
    public var namespace: Int?
    public var style: Style
    public var link: DiagramLink?
    /// Not a class but the name at the ring of a lollipop (`()--`): its label is drawn without a box.
    public var isInterfaceName: Bool
    public var range: Range<Int>?

    public init(
      id: String, label: RichText? = nil, annotations: [String] = [], attributes: [Member] = [],
      methods: [Member] = [], namespace: Int? = nil, style: Style = .inherited, link: DiagramLink? = nil,
      isInterfaceName: Bool = false, range: Range<Int>? = nil
    ) {
      self.id = id
      self.label = label ?? RichText(id)
      self.annotations = annotations
      self.attributes = attributes
      self.methods = methods
      self.namespace = namespace
      self.style = style
      self.link = link
      self.isInterfaceName = isInterfaceName
      self.range = range
    }
  }

  public struct Member: Sendable, Hashable {
    public enum Visibility: String, Sendable, Hashable {
      case `public` = "+"
      case `private` = "-"
      case protected = "#"
      case package = "~"
    }
    public enum Classifier: String, Sendable, Hashable {
      /// Drawn in italics.
      case abstract = "*"
      /// Drawn underlined.
      case `static` = "$"
    }

    public var visibility: Visibility?
    /// The text after the visibility and before the classifier, generics in angle brackets,
    /// a method's return type after ` : `: `find(id) : List<Item>`.
    public var text: String
    public var classifier: Classifier?

    public init(_ text: String, visibility: Visibility? = nil, classifier: Classifier? = nil) {
      self.text = text
      self.visibility = visibility
      self.classifier = classifier
    }
  }

  /// The mark at an end of a relation.
  public enum End: String, Sendable, Hashable {
    case none
    /// `<|`: a hollow triangle.
    case inheritance
    /// `*`: a filled diamond.
    case composition
    /// `o`: a hollow diamond.
    case aggregation
    /// `<`: an open arrow.
    case dependency
    /// `()`: a ring.
    case lollipop
  }

  public struct Relation: Sendable, Hashable {
    /// Indices into `classes`.
    public var from: Int
    public var to: Int
    public var fromEnd: End
    public var toEnd: End
    /// `.solid` for `--`, `.dotted` for `..`.
    public var line: LineKind
    public var fromCardinality: String?
    public var toCardinality: String?
    public var label: RichText?
    public var style: Style
    public var range: Range<Int>?

    public init(
      from: Int, to: Int, fromEnd: End = .none, toEnd: End = .none, line: LineKind = .solid,
      fromCardinality: String? = nil, toCardinality: String? = nil, label: RichText? = nil,
      style: Style = .inherited, range: Range<Int>? = nil
    ) {
      self.from = from
      self.to = to
      self.fromEnd = fromEnd
      self.toEnd = toEnd
      self.line = line
      self.fromCardinality = fromCardinality
      self.toCardinality = toCardinality
      self.label = label
      self.style = style
      self.range = range
    }
  }

  public struct Namespace: Sendable, Hashable {
    public var id: String
    public var title: RichText
    public var parent: Int?

    public init(id: String, title: RichText? = nil, parent: Int? = nil) {
      self.id = id
      self.title = title ?? RichText(id)
      self.parent = parent
    }
  }

  public struct Note: Sendable, Hashable {
    /// Index of the class it is `for`; `nil` for a free note.
    public var subject: Int?
    public var text: RichText
    /// Index of the namespace it is in.
    public var namespace: Int?

    public init(subject: Int? = nil, text: RichText, namespace: Int? = nil) {
      self.subject = subject
      self.text = text
      self.namespace = namespace
    }
  }
}
