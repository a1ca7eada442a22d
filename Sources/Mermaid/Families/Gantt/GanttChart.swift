/// `gantt`: tasks on a time axis. Times are seconds since 1970-01-01T00:00:00 in the chart's own (only)
/// time zone; dates, durations, `after`/`until` and excluded days are already resolved by the grammar.
public struct GanttChart: Sendable, Hashable {
  /// The sections from top to bottom.
  public var sections: [Section]
  /// In the order written; `Task.section` says where each belongs.
  public var tasks: [Task]
  /// The d3 time format of `axisFormat`, `%Y-%m-%d` when not given.
  public var axisFormat: String
  /// The distance of marks on the axis; `nil` leaves it to the layout.
  public var tick: Tick?
  /// Days that `excludes` names, as whole days to shade: seconds of their starts, ascending.
  public var excludedDays: [Double]
  /// `topAxis`
  public var hasTopAxis: Bool
  /// `displayMode: compact`: tasks of one section share rows where they do not overlap.
  public var isCompact: Bool
  /// `weekday`: the day on which the ticks of whole weeks are, 0 (Sunday) … 6 (Saturday).
  public var firstWeekday: Int

  /// A chart of tasks on a time axis.
  ///
  /// ```swift
  /// let chart = GanttChart(
  ///   sections: [.init(title: "Build")],
  ///   tasks: [.init(title: "Compile", section: 0, start: 1_767_225_600, end: 1_767_312_000)])  // 2026-01-01, one day
  /// ```
  public init(
    sections: [Section] = [], tasks: [Task] = [], axisFormat: String = "%Y-%m-%d", tick: Tick? = nil,
    excludedDays: [Double] = [], hasTopAxis: Bool = false, isCompact: Bool = false, firstWeekday: Int = 0
  ) {
    self.sections = sections
    self.tasks = tasks
    self.axisFormat = axisFormat
    self.tick = tick
    self.excludedDays = excludedDays
    self.hasTopAxis = hasTopAxis
    self.isCompact = isCompact
    self.firstWeekday = firstWeekday
  }

  /// A named group of tasks.
  public struct Section: Sendable, Hashable {
    /// The words beside its rows.
    public var title: String

    /// A section with its title.
    ///
    /// ```swift
    /// let build = GanttChart.Section(title: "Build")
    /// ```
    public init(title: String) { self.title = title }
  }

  /// A bar of the chart, or a milestone.
  public struct Task: Sendable, Hashable {
    public enum Tag: String, Sendable, Hashable {
      case active, done, milestone
      case critical = "crit"
      /// `vert`: a line over the whole chart.
      case vertical = "vert"
    }

    /// As `after` and `until` name it; `nil` when not given.
    public var id: String?
    /// The words in the bar, or beside it.
    public var title: String
    /// Index into `sections`; `nil` before the first.
    public var section: Int?
    /// Seconds since 1970-01-01T00:00:00.
    public var start: Double
    /// Not before `start`. The end as drawn: excluded days have lengthened it.
    public var end: Double
    /// How it is drawn.
    public var tags: Set<Tag>
    /// Where a click leads; `nil` for nowhere.
    public var link: DiagramLink?
    /// UTF-8 byte range of its statement in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A task from `start` to `end`, in seconds since 1970-01-01T00:00:00.
    ///
    /// ```swift
    /// let launch = GanttChart.Task(title: "Launch", start: 1_767_225_600, end: 1_767_225_600, tags: [.milestone])
    /// ```
    public init(
      id: String? = nil, title: String, section: Int? = nil, start: Double, end: Double,
      tags: Set<Tag> = [], link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.id = id
      self.title = title
      self.section = section
      self.start = start
      self.end = end
      self.tags = tags
      self.link = link
      self.range = range
    }
  }

  /// `tickInterval 2week`
  public struct Tick: Sendable, Hashable {
    public enum Unit: String, Sendable, Hashable { case millisecond, second, minute, hour, day, week, month }
    /// 1…
    public var count: Int
    /// The unit of `count`.
    public var unit: Unit

    /// A step of the axis, such as two weeks.
    ///
    /// ```swift
    /// let tick = GanttChart.Tick(count: 2, unit: .week)
    /// ```
    public init(count: Int, unit: Unit) {
      self.count = count
      self.unit = unit
    }
  }
}
