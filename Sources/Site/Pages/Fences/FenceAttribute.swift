import Project

/// One word that may stand after the language of a fence: how it is read, whether it is part of the cache key of
/// a verdict, and what people are told about it.
///
/// An attribute is one entry in `all`; reading, the documentation and the cache key follow from it.
public struct FenceAttribute: Sendable {
  public let name: String
  /// What stands after `=`, as words that follow "it takes"; `nil` for an attribute that stands alone.
  public let takes: String?
  /// A value as it is written.
  public let sample: String?
  /// Markdown, one or two sentences.
  public let meaning: String
  /// Whether it means nothing on a block that is not run.
  public let needsRun: Bool
  /// Whether the result of running the block may depend on it, so that it is part of the cache key.
  public let affectsResult: Bool
  let read: Reading

  enum Reading: Sendable {
    /// Stands alone.
    case flag(@Sendable (inout FenceAttributes) -> Void)
    /// Stands alone, and excludes the others of its kind.
    case level(ProofLevel)
    /// Has a value; `false` when it cannot be that.
    case value(@Sendable (String, inout FenceAttributes) -> Bool)
  }

  /// `timeout=20s`.
  public var spelling: String { sample.map { name + "=" + $0 } ?? name }

  /// Every attribute, in the order in which they are listed to people.
  public static let all: [FenceAttribute] = [
    level(.run, "The block is run."),
    level(.compile, "The block is compiled with the others of its session, and not run."),
    level(.parse, "The block is read by its language's own parser, and not run."),
    level(.text, "The block is shown as it is; nothing is asked of it."),
    text(
      "session", \.session, takes: "a name", sample: "quickstart",
      "Blocks of one page with the same session share state, in the order of the page.", needsRun: true),
    text(
      "title", \.title, takes: "words", sample: "\"Start a job\"", "A caption above the block.",
      affectsResult: false),
    text(
      "tab", \.tab, takes: "a label", sample: "Swift",
      "The label of the block in a group of tabs. Neighbouring blocks with tabs, with their outputs, form one group.",
      affectsResult: false),
    parsed(
      "timeout", \.timeout, takes: TimeText.form, sample: "20s",
      "How long the block may run; it is ended after that, and fails.", needsRun: true
    ) { TimeText.seconds($0) },
    text(
      "fails", \.fails, takes: "words of the error", sample: "\"cannot convert\"",
      "The block must fail, and its error must contain these words."),
    parsed(
      "exit", \.exit, takes: "a whole number from 0 to 255", sample: "1",
      "The exit code that the block must end with.", needsRun: true
    ) { Int($0).flatMap { (0...255).contains($0) ? $0 : nil } },
    text(
      "skip", \.skip, takes: "the reason", sample: "\"needs a GPU\"",
      "The block is not checked. Needs `until=`, and readers see the reason.", affectsResult: false),
    parsed(
      "until", \.until, takes: "a day of the calendar such as `2027-03-01`", sample: "2027-03-01",
      "The last day of a `skip`; after it the skip is an error.", affectsResult: false
    ) { CalendarDay($0) != nil ? $0 : nil },
    text(
      "file", \.file, takes: "the path of a file, and a region of it after `#`",
      sample: "examples/start.py#region",
      "The block is that file of the project, or that region of it. What stands between the fences is a copy, which `flowdocs verify --update` keeps equal."
    ),
    FenceAttribute(
      name: "args", takes: "words whose quotes are closed", sample: "\"--dry-run jobs.json\"",
      meaning: "Arguments of the program that `file=` names, split as a shell splits words.", needsRun: true,
      affectsResult: true,
      read: .value { text, attributes in
        guard let words = ShellWords.split(text) else { return false }
        attributes.arguments = words
        return true
      }),
    text(
      "schema", \.schema, takes: "the name of a schema", sample: "GRPOConfig",
      "The JSON in the block must fit this schema of the contract."),
    text(
      "exchange", \.exchange, takes: "a name", sample: "start",
      "The last answer that the example gets from the service is that of the page's request with the same name here.",
      needsRun: true),
    FenceAttribute(
      name: "hide", takes: nil, sample: nil, meaning: "The block is verified, and not shown.",
      needsRun: false,
      affectsResult: false, read: .flag { $0.isHidden = true }),
  ]

  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  private typealias Path<Value> = WritableKeyPath<FenceAttributes, Value?> & Sendable

  private static func level(_ level: ProofLevel, _ meaning: String) -> FenceAttribute {
    FenceAttribute(
      name: level.rawValue, takes: nil, sample: nil, meaning: meaning, needsRun: false,
      affectsResult: true,
      read: .level(level))
  }

  private static func text(
    _ name: String, _ path: Path<String>, takes: String, sample: String, _ meaning: String,
    needsRun: Bool = false, affectsResult: Bool = true
  ) -> FenceAttribute {
    parsed(
      name, path, takes: takes, sample: sample, meaning, needsRun: needsRun, affectsResult: affectsResult
    ) { $0 }
  }

  private static func parsed<Value>(
    _ name: String, _ path: Path<Value>, takes: String, sample: String, _ meaning: String,
    needsRun: Bool = false, affectsResult: Bool = true, parse: @escaping @Sendable (String) -> Value?
  ) -> FenceAttribute {
    FenceAttribute(
      name: name, takes: takes, sample: sample, meaning: meaning, needsRun: needsRun,
      affectsResult: affectsResult,
      read: .value { text, attributes in
        guard let value = parse(text) else { return false }
        attributes[keyPath: path] = value
        return true
      })
  }
}
