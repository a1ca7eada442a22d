import Diagnostics

/// One fenced code block: its language, attributes, code, and where each line of code stands in the file.
public struct Block: Sendable {
  /// Position among the page's blocks, from 0.
  public let index: Int
  /// The first word of the info string, lower-case, aliases resolved (`py` → `python`, `bash` → `sh`);
  /// empty when there is none.
  public let language: String
  public let attributes: FenceAttributes
  /// The code with the fence's indentation removed; ends with a newline unless empty. For `file=` it is the
  /// region of the file.
  public let code: String
  /// Where the code comes from: the page, or the included file.
  public let origin: Origin
  public let node: MarkdownDocument.NodeID
  /// 1-based line of the opening fence in the page.
  public let fenceLine: Int
  /// 1-based line after the closing fence.
  public let endLine: Int
  /// Bytes of the whole block in the page, from the opening fence to the end of the closing fence's line.
  public let range: Range<Int>
  /// Bytes of the lines between the fences in the page: what `--update` replaces.
  public let bodyRange: Range<Int>
  /// Bytes of the info string in the page.
  public let infoRange: Range<Int>
  /// Columns by which the code is indented in the page, taken off every line; 0 for included files.
  public let indentation: Int

  public struct Origin: Sendable, Hashable {
    /// The source's printed path: the page's, or the included file's.
    public var path: String
    /// 1-based line of the first line of code in that source.
    public var firstLine: Int
    /// The included file, relative to the project root, and the region in it; nil for code on the page.
    public var file: String?
    public var region: String?
    /// The whole text of the included file: what is compiled and run in place of the region.
    public var fileText: String?

    public init(
      path: String, firstLine: Int, file: String? = nil, region: String? = nil, fileText: String? = nil
    ) {
      self.path = path
      self.firstLine = firstLine
      self.file = file
      self.region = region
      self.fileText = fileText
    }
  }

  public init(
    index: Int, language: String, attributes: FenceAttributes, code: String, origin: Origin,
    node: MarkdownDocument.NodeID, fenceLine: Int, endLine: Int, range: Range<Int>, bodyRange: Range<Int>,
    infoRange: Range<Int>, indentation: Int
  ) {
    self.index = index
    self.language = language
    self.attributes = attributes
    self.code = code
    self.origin = origin
    self.node = node
    self.fenceLine = fenceLine
    self.endLine = endLine
    self.range = range
    self.bodyRange = bodyRange
    self.infoRange = infoRange
    self.indentation = indentation
  }

  /// Whether this block states what the example before it prints: the first word is `output`.
  public var isOutput: Bool { language == "output" }
}

/// What the words after the language ask for. Every attribute a fence may carry is here and nowhere else.
public struct FenceAttributes: Sendable, Hashable {
  /// How far a block is taken, when the fence says so; otherwise the language's policy decides.
  public enum Level: String, Sendable, Hashable, CaseIterable {
    case text, parse, compile, run
  }

  public var level: Level?
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
  /// The name of a component schema of the contract that a JSON block must fit.
  public var schema: String?
  /// The exchange that an example makes: the last answer it gets from the service is that of the page's
  /// request with the same name here.
  public var exchange: String?
  /// The block runs but is not shown.
  public var isHidden: Bool

  public init(
    level: Level? = nil, session: String? = nil, title: String? = nil, tab: String? = nil,
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
