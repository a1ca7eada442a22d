/// `journey`: the tasks of a user, how well each goes, and who takes part.
public struct Journey: Sendable, Hashable {
  /// In the order of the source, with tasks or without.
  public var sections: [Section]
  /// In the order in which they are done.
  public var tasks: [Task]

  /// A journey of tasks, which name their sections by index.
  ///
  /// ```swift
  /// let day = Journey(
  ///   sections: [.init(title: "Morning")],
  ///   tasks: [.init(title: "Make tea", section: 0, score: 5, people: ["Me"])])
  /// ```
  public init(sections: [Section] = [], tasks: [Task] = []) {
    self.sections = sections
    self.tasks = tasks
  }

  /// Everyone who takes part, by name.
  var people: [String] { Set(tasks.flatMap(\.people)).sorted() }

  /// Several tasks with a title.
  public typealias Section = DiagramSection

  /// A step of the journey.
  public struct Task: Sendable, Hashable {
    /// The name of the task, before the first `:`.
    public var title: RichText
    /// Index into `sections`; `nil` before the first one.
    public var section: Int?
    /// How well it goes: mermaid.js draws 1 (badly) to 5 (well); finite. `nil` when it is not a number.
    public var score: Double?
    /// Who takes part, in the order of the source.
    public var people: [String]
    /// The target of the task when it is a link.
    public var link: DiagramLink?
    /// UTF-8 bytes of its title in the source.
    public var range: Range<Int>?

    /// A task with its score.
    ///
    /// ```swift
    /// let tea = Journey.Task(title: "Make tea", score: 5, people: ["Me", "Cat"])
    /// ```
    public init(
      title: RichText, section: Int? = nil, score: Double? = nil, people: [String] = [],
      link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.title = title
      self.section = section
      self.score = score
      self.people = people
      self.link = link
      self.range = range
    }
  }
}
