import Project

/// The attributes of a fence. Every attribute that FlowDocs knows is here.
public struct FenceAttributes: Sendable, Hashable {
  public var level: ProofLevel?
  /// Blocks of one page with the same session share state, in page order.
  public var session: String?
  /// A caption above the block.
  public var title: String?
  /// The label of the block in a group of tabs; neighbouring blocks with tabs form one group.
  public var tab: String?
  /// Seconds; `20s`, `500ms`, `2m`.
  public var timeout: Double?
  /// The block must fail, and its diagnostic or standard error must contain this.
  public var fails: String?
  /// The exit code that the process must end with.
  public var exit: Int?
  public var skip: String?
  /// The day after which `skip` is an error, `2027-03-01`.
  public var until: String?
  /// `examples/monitor/main.swift#poll-loop`: the block is that region of that file.
  public var file: String?
  /// Arguments for the process, split as a shell splits words.
  public var arguments: [String]
  /// The name of a schema of the contract against which the JSON block is validated.
  public var schema: String?
  /// The exchange that an example makes: the last answer it gets from the service is that of the page's
  /// request with the same name here.
  public var exchange: String?
  /// Values of what it prints, or of the response, that later blocks of its session find as variables.
  public var captures: [Capture] = []
  /// The block runs but is not shown.
  public var isHidden: Bool
  /// In a walkthrough, the block checks the work of its step.
  public var isCheck = false
  /// In a walkthrough, the block is an answer that readers see when they ask for it.
  public var isSolution = false
  /// In a walkthrough, the mistake that the block makes in place of its step: the check must find it.
  public var wrong: String?
  /// Lines that are marked for readers.
  public var marks = CodeMarks()

  public init(
    level: ProofLevel? = nil, session: String? = nil, title: String? = nil, tab: String? = nil,
    timeout: Double? = nil,
    fails: String? = nil, exit: Int? = nil, skip: String? = nil, until: String? = nil, file: String? = nil,
    arguments: [String] = [], schema: String? = nil, exchange: String? = nil, isHidden: Bool = false
  ) {
    self.level = level
    self.session = session
    self.title = title
    self.tab = tab
    self.timeout = timeout
    self.fails = fails
    self.exit = exit
    self.skip = skip
    self.until = until
    self.file = file
    self.arguments = arguments
    self.schema = schema
    self.exchange = exchange
    self.isHidden = isHidden
  }
}

extension FenceAttributes {
  /// Whether the block has a role that only walkthroughs have.
  public var isOfWalkthrough: Bool { isCheck || isSolution || wrong != nil }

  /// Whether the block is on a track.
  public func isOn(track: String?) -> Bool { tab == nil || tab == track }
}
