/// `erDiagram`: entities with attributes, and relationships with cardinalities.
public struct ERDiagram: Sendable, Hashable {
  /// The way in which ranks follow each other.
  /// `nil` where the author leaves it open: downwards, or to the right where that fits a page and downwards does not.
  public var direction: Direction?
  /// In the order of first mention.
  public var entities: [Entity]
  /// The relationships in source order.
  public var relationships: [Relationship]

  /// A diagram of entities and the relationships between them.
  ///
  /// ```swift
  /// let diagram = ERDiagram(
  ///   entities: [.init(id: "Customer"), .init(id: "Order")],
  ///   relationships: [
  ///     .init(from: 0, to: 1, fromCardinality: .exactlyOne, toCardinality: .zeroOrMore, label: "places")
  ///   ])  // Customer ||--o{ Order : places
  /// ```
  public init(
    direction: Direction? = nil, entities: [Entity] = [], relationships: [Relationship] = []
  ) {
    self.direction = direction
    self.entities = entities
    self.relationships = relationships
  }

  /// An entity with its attributes.
  public struct Entity: Sendable, Hashable {
    /// As relationships name it; unique.
    public var id: String
    /// The id, or the alias in square brackets.
    public var label: RichText
    /// Its rows, from top to bottom; none draws the name alone.
    public var attributes: [Attribute]
    /// What the author declared; the theme decides the rest.
    public var style: Style
    /// Mermaid has no statement for it: a page may set one, see `Diagram.linked(_:)`.
    public var link: DiagramLink?
    /// UTF-8 byte range of the first mention in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// An entity whose label is its id unless another is given.
    ///
    /// ```swift
    /// let order = ERDiagram.Entity(id: "Order", attributes: [.init(type: "int", name: "id", keys: [.primary])])
    /// ```
    public init(
      id: String, label: RichText? = nil, attributes: [Attribute] = [], style: Style = .inherited,
      link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.id = id
      self.label = label ?? RichText(id)
      self.attributes = attributes
      self.style = style
      self.link = link
      self.range = range
    }
  }

  /// A row of an entity: type, name, keys and comment.
  public struct Attribute: Sendable, Hashable {
    public enum Key: String, Sendable, Hashable {
      case primary = "PK"
      case foreign = "FK"
      case unique = "UK"
    }

    /// As written: `varchar(255)`.
    public var type: String
    /// The name as it is in the source.
    public var name: String
    /// In the order written; none for a plain attribute.
    public var keys: [Key]
    /// The last column; `nil` for none.
    public var comment: RichText?

    /// An attribute with its keys.
    ///
    /// ```swift
    /// let customer = ERDiagram.Attribute(type: "int", name: "customer_id", keys: [.foreign], comment: "the buyer")
    /// ```
    public init(type: String, name: String, keys: [Key] = [], comment: RichText? = nil) {
      self.type = type
      self.name = name
      self.keys = keys
      self.comment = comment
    }
  }

  /// How many of the entity at this end belong to one of the other.
  public enum Cardinality: String, Sendable, Hashable {
    /// `|o`
    case zeroOrOne
    /// `||`
    case exactlyOne
    /// `}o`
    case zeroOrMore
    /// `}|`
    case oneOrMore
    /// `u`: only the parent's key, drawn as a plain end.
    case onlyParent
  }

  /// A line between two entities with a cardinality at each end.
  public struct Relationship: Sendable, Hashable {
    /// Indices into `entities`.
    public var from: Int
    /// Index of the second entity; `from` for a relationship to itself.
    public var to: Int
    /// The cardinality drawn at the `from` end.
    public var fromCardinality: Cardinality
    /// The cardinality drawn at the `to` end.
    public var toCardinality: Cardinality
    /// `--` (solid) rather than `..` (dashed).
    public var identifying: Bool
    /// The verb of the relationship; `nil` for none.
    public var label: RichText?
    /// UTF-8 byte range of its statement in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A relationship between two entities, given by their indices.
    ///
    /// ```swift
    /// let places = ERDiagram.Relationship(
    ///   from: 0, to: 1, fromCardinality: .exactlyOne, toCardinality: .oneOrMore, identifying: false)
    /// ```
    public init(
      from: Int, to: Int, fromCardinality: Cardinality, toCardinality: Cardinality, identifying: Bool = true,
      label: RichText? = nil, range: Range<Int>? = nil
    ) {
      self.from = from
      self.to = to
      self.fromCardinality = fromCardinality
      self.toCardinality = toCardinality
      self.identifying = identifying
      self.label = label
      self.range = range
    }
  }
}
