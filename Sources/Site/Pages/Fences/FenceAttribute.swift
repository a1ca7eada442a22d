import Project

/// One word that may stand after the language of a fence: what readers of pages and of the documentation are told
/// about it.
public struct FenceAttribute: Sendable, Hashable {
  public let name: String
  /// What stands after `=`, as words that follow "it takes"; `nil` for an attribute that stands alone.
  public let takes: String?
  /// A value as it is written.
  public let sample: String?
  /// Markdown, one or two sentences.
  public let meaning: String
  /// Whether the result of running the block may depend on it, so that it is part of the cache key.
  public let affectsResult: Bool

  private init(
    _ name: String, takes: String? = nil, sample: String? = nil, affectsResult: Bool = true, _ meaning: String
  ) {
    self.affectsResult = affectsResult
    self.name = name
    self.takes = takes
    self.sample = sample
    self.meaning = meaning
  }

  /// `timeout=20s`.
  public var spelling: String { sample.map { name + "=" + $0 } ?? name }

  /// Every attribute, in the order in which they are listed to people.
  public static let all: [FenceAttribute] = [
    FenceAttribute("run", "The block is run."),
    FenceAttribute("compile", "The block is compiled with the others of its session, and not run."),
    FenceAttribute("parse", "The block is read by its language's own parser, and not run."),
    FenceAttribute("text", "The block is shown as it is; nothing is asked of it."),
    FenceAttribute(
      "session", takes: "a name", sample: "quickstart",
      "Blocks of one page with the same session share state, in the order of the page."),
    FenceAttribute(
      "title", takes: "words", sample: "\"Start a job\"", affectsResult: false, "A caption above the block."),
    FenceAttribute(
      "tab", takes: "a label", sample: "Swift", affectsResult: false,
      "The label of the block in a group of tabs. Neighbouring blocks with tabs, with their outputs, form one group."
    ),
    FenceAttribute(
      "timeout", takes: TimeText.form, sample: "20s",
      "How long the block may run; it is ended after that, and fails."),
    FenceAttribute(
      "fails", takes: "words of the error", sample: "\"cannot convert\"",
      "The block must fail, and its error must contain these words."),
    FenceAttribute(
      "exit", takes: "a whole number from 0 to 255", sample: "1",
      "The exit code that the block must end with."),
    FenceAttribute(
      "skip", takes: "the reason", sample: "\"needs a GPU\"", affectsResult: false,
      "The block is not looked at. Needs `until=`, and readers see the reason."),
    FenceAttribute(
      "until", takes: "a day of the calendar such as `2027-03-01`", sample: "2027-03-01",
      affectsResult: false,
      "The last day of a `skip`; after it the skip is an error."),
    FenceAttribute(
      "file", takes: "the path of a file, and a region of it after `#`", sample: "examples/start.py#region",
      "The block is that file of the project, or that region of it. What stands between the fences is a copy, which `flowdocs verify --update` keeps equal."
    ),
    FenceAttribute(
      "args", takes: "words whose quotes are closed", sample: "\"--dry-run jobs.json\"",
      "Arguments of the program that `file=` names, split as a shell splits words."),
    FenceAttribute(
      "schema", takes: "the name of a schema", sample: "GRPOConfig",
      "The JSON in the block must fit this schema of the contract."),
    FenceAttribute(
      "exchange", takes: "a name", sample: "start",
      "The last answer that the example gets from the service is that of the page's request with the same name here."
    ),
    FenceAttribute("hide", affectsResult: false, "The block is verified, and not shown."),
  ]

  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
