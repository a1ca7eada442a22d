/// `requirementDiagram`: requirements, the elements that meet them, and how they depend on each other, as SysML has
/// them.
public struct RequirementDiagram: Sendable, Hashable {
  /// The way in which ranks follow each other.
  /// `nil` where the author leaves it open: downwards, or to the right where that fits a page and downwards does not.
  public var direction: Direction?
  /// Requirements and elements, in the order written.
  public var nodes: [Node]
  /// The relationships in source order.
  public var relationships: [Relationship]

  /// A diagram of requirements and elements, and the relationships between them.
  ///
  /// ```swift
  /// let diagram = RequirementDiagram(
  ///   nodes: [
  ///     .init(name: "latency", content: .requirement(.init(.performance, text: "Answer within 100 ms."))),
  ///     .init(name: "load test", content: .element(type: "test")),
  ///   ],
  ///   relationships: [.init(.verifies, from: 1, to: 0)])
  /// ```
  public init(
    direction: Direction? = nil, nodes: [Node] = [], relationships: [Relationship] = []
  ) {
    self.direction = direction
    self.nodes = nodes
    self.relationships = relationships
  }

  /// A requirement or an element.
  public struct Node: Sendable, Hashable {
    /// As relationships name it; unique.
    public var name: String
    public var content: Content
    /// What the author declared; the theme decides the rest.
    public var style: Style
    /// Mermaid has no statement for it: a page may set one, see `Diagram.linked(_:)`.
    public var link: DiagramLink?
    /// UTF-8 byte range of the name in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A requirement or an element with its name.
    ///
    /// ```swift
    /// let suite = RequirementDiagram.Node(name: "load test", content: .element(type: "test"))
    /// ```
    public init(
      name: String, content: Content, style: Style = .inherited, link: DiagramLink? = nil,
      range: Range<Int>? = nil
    ) {
      self.name = name
      self.content = content
      self.style = style
      self.link = link
      self.range = range
    }
  }

  public enum Content: Sendable, Hashable {
    case requirement(Requirement)
    /// What meets or tests requirements: its type, and where it is documented; empty where nothing is said.
    case element(type: String, reference: String = "")
  }

  /// What is required, and how it is verified; texts are empty where nothing is said.
  public struct Requirement: Sendable, Hashable {
    public var kind: Kind
    /// The number that people refer to: "1.2".
    public var id: String
    public var text: String
    public var risk: Risk?
    public var verification: Verification?

    /// A requirement of a kind.
    ///
    /// ```swift
    /// let latency = RequirementDiagram.Requirement(.performance, text: "Answer within 100 ms.", risk: .high)
    /// ```
    public init(
      _ kind: Kind = .general, id: String = "", text: String = "", risk: Risk? = nil,
      verification: Verification? = nil
    ) {
      self.kind = kind
      self.id = id
      self.text = text
      self.risk = risk
      self.verification = verification
    }
  }

  /// The kinds of requirements; the raw value is the keyword.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case general = "requirement"
    case functional = "functionalRequirement"
    case interface = "interfaceRequirement"
    case performance = "performanceRequirement"
    case physical = "physicalRequirement"
    case constraint = "designConstraint"
  }

  /// How likely a requirement is missed.
  public enum Risk: String, Sendable, Hashable, CaseIterable { case low, medium, high }

  /// How one sees that a requirement is met.
  public enum Verification: String, Sendable, Hashable, CaseIterable {
    case analysis, demonstration, inspection, test
  }

  /// An arrow from one node to another.
  public struct Relationship: Sendable, Hashable {
    /// The raw value is the keyword, which is also the verb of the sentence.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      case contains, copies, derives, satisfies, verifies, refines, traces
    }

    public var kind: Kind
    /// Index into `nodes`.
    public var from: Int
    /// Index into `nodes`.
    public var to: Int

    /// A relationship between two nodes, given by their indices.
    ///
    /// ```swift
    /// let proof = RequirementDiagram.Relationship(.verifies, from: 1, to: 0)
    /// ```
    public init(_ kind: Kind, from: Int, to: Int) {
      self.kind = kind
      self.from = from
      self.to = to
    }
  }
}
