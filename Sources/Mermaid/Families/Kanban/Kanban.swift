/// `kanban`: columns of tasks.
public struct Kanban: Sendable, Hashable {
  /// The columns from left to right.
  public var columns: [Column]
  /// In the order written; each names its column.
  public var tasks: [Task]

  /// A board of tasks, which name their columns by index.
  ///
  /// ```swift
  /// let board = Kanban(columns: [.init(title: "Doing")], tasks: [.init(label: "Write tests", column: 0)])
  /// ```
  public init(columns: [Column] = [], tasks: [Task] = []) {
    self.columns = columns
    self.tasks = tasks
  }

  /// A state of work.
  public struct Column: Sendable, Hashable {
    public var title: RichText

    /// A column with its title.
    ///
    /// ```swift
    /// let doing = Kanban.Column(title: "Doing")
    /// ```
    public init(title: RichText) { self.title = title }
  }

  /// A card in a column.
  public struct Task: Sendable, Hashable {
    /// As written before the brackets; empty for none.
    public var id: String
    public var label: RichText
    /// Index into `columns`.
    public var column: Int
    /// The number of a ticket; empty for none.
    public var ticket: String
    /// Who does it; empty for no one.
    public var assigned: String
    /// "Very High", "High", "Low", "Very Low" or the author's own words; empty for none.
    public var priority: String
    /// Where the ticket is, or where a page leads.
    public var link: DiagramLink?
    /// UTF-8 byte range of the task in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A task in a column.
    ///
    /// ```swift
    /// let task = Kanban.Task(label: "Write tests", column: 0, assigned: "Kim", priority: "High")
    /// ```
    public init(
      id: String = "", label: RichText, column: Int, ticket: String = "", assigned: String = "",
      priority: String = "", link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.id = id
      self.label = label
      self.column = column
      self.ticket = ticket
      self.assigned = assigned
      self.priority = priority
      self.link = link
      self.range = range
    }
  }
}
