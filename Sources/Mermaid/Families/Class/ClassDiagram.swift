/// `classDiagram`: classes with members, relations between them, namespaces and notes.
public struct ClassDiagram: Sendable, Hashable {
  /// The way in which ranks follow each other.
  /// `nil` where the author leaves it open: downwards, or to the right where that fits a page and downwards does not.
  public var direction: Direction?
  /// In the order of first mention.
  public var classes: [Class]
  /// The relations in source order.
  public var relations: [Relation]
  /// A parent always precedes its children.
  public var namespaces: [Namespace]
  /// The notes in source order.
  public var notes: [Note]

  /// A diagram of classes, relations, namespaces and notes, which refer to each other by index.
  ///
  /// ```swift
  /// let diagram = ClassDiagram(
  ///   classes: [.init(id: "Animal"), .init(id: "Dog")],
  ///   relations: [.init(from: 0, to: 1, fromEnd: .inheritance)])  // Animal <|-- Dog
  /// ```
  public init(
    direction: Direction? = nil, classes: [Class] = [], relations: [Relation] = [],
    namespaces: [Namespace] = [], notes: [Note] = []
  ) {
    self.direction = direction
    self.classes = classes
    self.relations = relations
    self.namespaces = namespaces
    self.notes = notes
  }

  /// A class: its name, attributes and methods.
  public struct Class: Sendable, Hashable {
    /// Without the generic part.
    public var id: String
    /// The text of the box: the id with its generic part in angle brackets (`List<Item>`), or `["label"]`.
    public var label: RichText
    /// `interface` of `<<interface>>`, in the order written.
    public var annotations: [String]
    /// Members without parentheses, from top to bottom.
    public var attributes: [Member]
    /// Members with parentheses, from top to bottom.
    public var methods: [Member]
    /// Index of the namespace it is in; `nil` for none.
    public var namespace: Int?
    /// What the author declared; the theme decides the rest.
    public var style: Style
    /// Where a click leads; `nil` for nowhere.
    public var link: DiagramLink?
    /// Not a class but the name at the ring of a lollipop (`()--`): its label is drawn without a box.
    public var isInterfaceName: Bool
    /// UTF-8 byte range of the first mention in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A class whose label is its id unless another is given.
    ///
    /// ```swift
    /// let animal = ClassDiagram.Class(
    ///   id: "Animal", annotations: ["abstract"], attributes: [.init("age : int", visibility: .private)])
    /// ```
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

  /// An attribute or a method of a class.
  ///
  /// ```swift
  /// let find = ClassDiagram.Member("find(id) : List<Item>", visibility: .public, classifier: .static)
  /// ```
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

    /// The sign before the text; `nil` for none.
    public var visibility: Visibility?
    /// The text after the visibility and before the classifier, generics in angle brackets,
    /// a method's return type after ` : `: `find(id) : List<Item>`.
    public var text: String
    /// Abstract or static; `nil` for neither.
    public var classifier: Classifier?

    /// A member with its text, without the visibility and the classifier.
    ///
    /// ```swift
    /// let name = ClassDiagram.Member("name : String", visibility: .protected)  // #name : String
    /// ```
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

  /// A line between two classes with a mark, a cardinality and a label.
  ///
  /// ```swift
  /// let owns = ClassDiagram.Relation(from: 0, to: 1, fromEnd: .composition, toCardinality: "*", label: "owns")
  /// ```
  public struct Relation: Sendable, Hashable {
    /// Indices into `classes`.
    public var from: Int
    /// Index of the second class; `from` for a relation to itself.
    public var to: Int
    /// The mark at the `from` end.
    public var fromEnd: End
    /// The mark at the `to` end.
    public var toEnd: End
    /// `.solid` for `--`, `.dotted` for `..`.
    public var line: LineKind
    /// The words at the `from` end, such as `1..*`; `nil` for none.
    public var fromCardinality: String?
    /// The words at the `to` end; `nil` for none.
    public var toCardinality: String?
    /// The words on the line; `nil` for none.
    public var label: RichText?
    /// What the author declared; the theme decides the rest.
    public var style: Style
    /// UTF-8 byte range of its statement in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A relation between two classes, given by their indices.
    ///
    /// ```swift
    /// let inherits = ClassDiagram.Relation(from: 0, to: 1, fromEnd: .inheritance)  // A <|-- B
    /// ```
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

  /// `namespace NAME { … }`, a box around classes.
  ///
  /// ```swift
  /// let model = ClassDiagram.Namespace(id: "Model")
  /// ```
  public struct Namespace: Sendable, Hashable {
    /// With the ids of the namespaces around it: `Model.Data`.
    public var id: String
    /// The words at the top of the box.
    public var title: RichText
    /// Index of the namespace around it, always smaller than the own index; `nil` for none.
    public var parent: Int?

    /// A namespace whose title is its id unless another is given.
    ///
    /// ```swift
    /// let inner = ClassDiagram.Namespace(id: "Model.Data", title: "Data", parent: 0)
    /// ```
    public init(id: String, title: RichText? = nil, parent: Int? = nil) {
      self.id = id
      self.title = title ?? RichText(id)
      self.parent = parent
    }
  }

  /// A note beside a class, or a free one.
  ///
  /// ```swift
  /// let note = ClassDiagram.Note(subject: 0, text: "Never deleted")
  /// ```
  public struct Note: Sendable, Hashable {
    /// Index of the class it is `for`; `nil` for a free note.
    public var subject: Int?
    /// The words of the note.
    public var text: RichText
    /// Index of the namespace it is in.
    public var namespace: Int?

    /// A note for a class, or a free one when `subject` is `nil`.
    ///
    /// ```swift
    /// let note = ClassDiagram.Note(text: "A draft")
    /// ```
    public init(subject: Int? = nil, text: RichText, namespace: Int? = nil) {
      self.subject = subject
      self.text = text
      self.namespace = namespace
    }
  }
}
