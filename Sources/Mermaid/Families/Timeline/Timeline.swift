/// `timeline`: what happened in each period.
public struct Timeline: Sendable, Hashable {
  /// `LR` or `TD`; `nil` when the author has written none: to the right where a page has the room, else down.
  public var direction: Direction?
  /// In the order of time, with periods or without.
  public var sections: [Section]
  /// In the order of time.
  public var periods: [Period]
  /// Whether each section, or each period of a timeline without sections, has a colour of its own: not with
  /// `disableMulticolor`.
  public var isMulticolored: Bool

  /// A timeline of periods, which name their sections by index.
  ///
  /// ```swift
  /// let history = Timeline(
  ///   sections: [.init(title: "Early")],
  ///   periods: [.init(title: "1957", section: 0, events: ["Sputnik 1"])])
  /// ```
  public init(
    direction: Direction? = nil, sections: [Section] = [], periods: [Period] = [], isMulticolored: Bool = true
  ) {
    self.direction = direction
    self.sections = sections
    self.periods = periods
    self.isMulticolored = isMulticolored
  }

  /// Several periods with a title.
  public typealias Section = DiagramSection

  /// A time, or a step, and what happened in it.
  public struct Period: Sendable, Hashable {
    /// The words on the axis: "1957".
    public var title: RichText
    /// Index into `sections`; `nil` before the first one.
    public var section: Int?
    /// In the order of the source.
    public var events: [RichText]
    /// The target of the period when it is a link.
    public var link: DiagramLink?
    /// UTF-8 bytes of its title in the source.
    public var range: Range<Int>?

    /// A period with its events.
    ///
    /// ```swift
    /// let period = Timeline.Period(title: "1957", events: ["Sputnik 1"])
    /// ```
    public init(
      title: RichText, section: Int? = nil, events: [RichText] = [], link: DiagramLink? = nil,
      range: Range<Int>? = nil
    ) {
      self.title = title
      self.section = section
      self.events = events
      self.link = link
      self.range = range
    }
  }
}
