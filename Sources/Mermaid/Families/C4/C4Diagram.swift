/// `C4Context` and its kin: people, systems, containers and components within their boundaries, as the C4 model has
/// them (https://c4model.com).
public struct C4Diagram: Sendable, Hashable {
  public var kind: Kind
  /// The elements in source order.
  public var elements: [Element]
  /// In the order written, each after the one around it.
  public var boundaries: [Boundary]
  /// In the order written, which numbers those of a dynamic diagram.
  public var relationships: [Relationship]

  /// A diagram of elements and the relationships between them.
  ///
  /// ```swift
  /// let diagram = C4Diagram(
  ///   elements: [.init(alias: "dev", label: "Developer", kind: .person), .init(alias: "api", label: "API")],
  ///   relationships: [.init(from: 0, to: 1, label: "calls", technology: "JSON-RPC")])
  /// ```
  public init(
    kind: Kind = .context, elements: [Element] = [], boundaries: [Boundary] = [],
    relationships: [Relationship] = []
  ) {
    self.kind = kind
    self.elements = elements
    self.boundaries = boundaries
    self.relationships = relationships
  }

  /// The kinds of diagrams; the raw value is the word that begins one.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case context = "C4Context"
    case container = "C4Container"
    case component = "C4Component"
    case dynamic = "C4Dynamic"
    case deployment = "C4Deployment"
  }

  /// A person, a system or a part of one.
  public struct Element: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable { case person, system, container, component }

    /// What it is drawn as.
    public enum Form: Sendable, Hashable { case box, database, queue }

    /// As relationships name it; unique.
    public var alias: String
    public var label: RichText
    public var kind: Kind
    public var form: Form
    /// Whether it belongs to someone else.
    public var isExternal: Bool
    /// What it is made with; empty where nothing is said.
    public var technology: RichText
    /// What it does; empty where nothing is said.
    public var description: RichText
    /// Index into `boundaries`; `nil` outside of all.
    public var boundary: Int?
    /// What the author declared; the theme decides the rest.
    public var style: Style
    public var link: DiagramLink?
    /// UTF-8 byte range of the alias in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// An element with its words.
    ///
    /// ```swift
    /// let store = C4Diagram.Element(
    ///   alias: "db", label: "Jobs", kind: .container, form: .database, technology: "PostgreSQL")
    /// ```
    public init(
      alias: String, label: RichText, kind: Kind = .system, form: Form = .box, isExternal: Bool = false,
      technology: RichText = "", description: RichText = "", boundary: Int? = nil, style: Style = .inherited,
      link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.alias = alias
      self.label = label
      self.kind = kind
      self.form = form
      self.isExternal = isExternal
      self.technology = technology
      self.description = description
      self.boundary = boundary
      self.style = style
      self.link = link
      self.range = range
    }
  }

  /// What holds elements: an enterprise, a system, a container, or a node of a deployment.
  public struct Boundary: Sendable, Hashable {
    /// Unique among boundaries.
    public var alias: String
    public var label: RichText
    /// "System", "Ubuntu 24.04": the words below the label.
    public var type: RichText
    public var description: RichText
    /// Whether it is a node of a deployment.
    public var isNode: Bool
    /// Index of the boundary around it.
    public var parent: Int?
    public var style: Style
    public var link: DiagramLink?
    public var range: Range<Int>?

    /// A boundary with its words.
    ///
    /// ```swift
    /// let host = C4Diagram.Boundary(alias: "host", label: "Server", type: "Ubuntu 24.04", isNode: true)
    /// ```
    public init(
      alias: String, label: RichText, type: RichText = "", description: RichText = "", isNode: Bool = false,
      parent: Int? = nil, style: Style = .inherited, link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.alias = alias
      self.label = label
      self.type = type
      self.description = description
      self.isNode = isNode
      self.parent = parent
      self.style = style
      self.link = link
      self.range = range
    }
  }

  /// What one element does with another.
  public struct Relationship: Sendable, Hashable {
    /// The ends that have an arrow head.
    public enum Heads: Sendable, Hashable { case end, start, both }

    /// Indices into `elements`.
    public var from: Int
    public var to: Int
    public var label: RichText
    /// How: "HTTPS"; empty where nothing is said.
    public var technology: RichText
    public var heads: Heads
    /// Whether the second element should be above the first.
    public var goesUp: Bool
    /// Of the line (`stroke`) and the words (`color`).
    public var style: Style

    /// A relationship between two elements, given by their indices.
    ///
    /// ```swift
    /// let call = C4Diagram.Relationship(from: 0, to: 1, label: "calls", technology: "HTTPS")
    /// ```
    public init(
      from: Int, to: Int, label: RichText, technology: RichText = "", heads: Heads = .end,
      goesUp: Bool = false,
      style: Style = .inherited
    ) {
      self.from = from
      self.to = to
      self.label = label
      self.technology = technology
      self.heads = heads
      self.goesUp = goesUp
      self.style = style
    }
  }
}
