import Project

/// One word that may be after the language of a fence: how it is read, how it enters the cache key of a verdict, and
/// its documentation.
///
/// An attribute is one entry in `all`; reading, the documentation and the cache key follow from it.
public struct FenceAttribute: Sendable {
  public let name: String
  /// The value after `=`, as words that follow "takes"; `nil` for an attribute without a value.
  public let takes: String?
  /// A value as it is written.
  public let sample: String?
  /// Markdown, one or two sentences.
  public let meaning: String
  /// Whether it has no effect on a block that is not run.
  public let needsRun: Bool
  /// How it enters the cache key of a verdict.
  public let cacheKey: CacheKey
  /// Whether a checker is given its value.
  public let isForCheckers: Bool
  /// Its value on a block; `nil` on a block without it.
  public let value: @Sendable (FenceAttributes) -> String?
  let read: Reading

  public enum CacheKey: Sendable, Hashable {
    /// The attribute with its value.
    case value
    /// Excluded; the reason why no result depends on it.
    case none(String)

    static var shown: CacheKey { .none("only readers see it") }
  }

  enum Reading: Sendable {
    /// Has no value.
    case flag(@Sendable (inout FenceAttributes) -> Void)
    /// Has no value, and excludes the others of its kind.
    case level(ProofLevel)
    /// Has a value; returns `false` for an invalid one.
    case value(@Sendable (String, inout FenceAttributes) -> Bool)
  }

  /// `timeout=20s`.
  public var spelling: String { sample.map { name + "=" + $0 } ?? name }

  /// Every attribute, in the order in which they are listed to people.
  public static let all: [FenceAttribute] = proven + shown

  /// Attributes that say how a block is verified, and what is written above it.
  private static let proven: [FenceAttribute] = [
    level(.run, "The block is run."),
    level(.compile, "The block is compiled with the others of its session and not run."),
    level(.parse, "The block is parsed by its language's own parser and not run."),
    level(.text, "The block is shown as it is and not checked."),
    text(
      "session", \.session, takes: "a name", sample: "quickstart",
      "Blocks of one page with the same session share state, in the order of the page.", needsRun: true,
      isForCheckers: true),
    text(
      "title", \.title, takes: "text", sample: "\"Start a job\"", "A caption above the block.",
      cacheKey: .shown, isForCheckers: true),
    text(
      "tab", \.tab, takes: "a label", sample: "Swift",
      "The label of the block in a group of tabs. Adjacent blocks with `tab`, and their outputs, form one group.",
      cacheKey: .shown),
    parsed(
      "timeout", \.timeout, takes: TimeText.form, sample: "20s",
      "Time limit. A block that runs longer is killed and fails.", needsRun: true
    ) { TimeText.seconds($0) },
    text(
      "fails", \.fails, takes: "text of the error", sample: "\"cannot convert\"",
      "The block must fail, and its error must contain this text.",
      isForCheckers: true),
    parsed(
      "exit", \.exit, takes: "a whole number from 0 to 255", sample: "1",
      "The exit code that the block must end with.", needsRun: true
    ) { Int($0).flatMap { (0...255).contains($0) ? $0 : nil } },
    text(
      "skip", \.skip, takes: "the reason", sample: "\"needs a GPU\"",
      "The block is not checked. Needs `until=`. Readers see the reason.",
      cacheKey: .none("the block has no result")),
    parsed(
      "until", \.until, takes: "a date such as `2027-03-01`", sample: "2027-03-01",
      "The last day of a `skip`. After it, the skip is an error.",
      cacheKey: .none("the block has no result")
    ) { CalendarDay($0) != nil ? $0 : nil },
    text(
      "file", \.file, takes: "the path of a file, optionally with `#` and the name of a region",
      sample: "examples/start.py#region",
      "The block shows that file of the project, or that region of it. The text between the fences is a copy, which `flowdocs check --fix` and `flowdocs verify --update` keep up to date."
    ),
    FenceAttribute(
      name: "args", takes: "shell words with balanced quotes", sample: "\"--dry-run jobs.json\"",
      meaning: "Arguments for the program that `file=` names, split into words as a shell does.",
      needsRun: true,
      cacheKey: .value, isForCheckers: false,
      value: { $0.arguments.isEmpty ? nil : $0.arguments.joined(separator: "\0") },
      read: .value { text, attributes in
        guard let words = ShellWords.split(text) else { return false }
        attributes.arguments = words
        return true
      }),
    text(
      "schema", \.schema, takes: "the name of a schema", sample: "Invoice",
      "The JSON in the block must be valid against this schema of the contract."),
    text(
      "exchange", \.exchange, takes: "a name", sample: "start",
      "On a request, its name. On an example, the name of the request that it sends: both must get the same response.",
      needsRun: true),
    FenceAttribute(
      name: "capture",
      takes:
        "names in capitals, each alone, or with `=` and a JSON pointer or text with one of `[..]`, `<uuid>`, `<timestamp>` and `<number>`",
      sample: "\"JOB_ID=/result/job_id\"",
      meaning:
        "Values that later blocks of the session find as [variables](verification.md#values-for-later-blocks): `NAME` is the last line that is printed, `NAME=/result/id` a member of JSON, `NAME=job <uuid>` a part of a line. Several are separated by commas.",
      needsRun: true, cacheKey: .value, isForCheckers: false,
      value: { attributes in
        attributes.captures.isEmpty
          ? nil : attributes.captures.map { $0.name + "=" + $0.text }.joined(separator: ", ")
      },
      read: .value { text, attributes in
        guard let captures = Capture.list(text) else { return false }
        attributes.captures = captures
        return true
      }),
    FenceAttribute(
      name: "hide", takes: nil, sample: nil, meaning: "The block is verified but not shown.",
      needsRun: false, cacheKey: .none("the block is run all the same"), isForCheckers: false,
      value: { $0.isHidden ? "" : nil }, read: .flag { $0.isHidden = true }),
    FenceAttribute(
      name: "check", takes: nil, sample: nil,
      meaning:
        "In a [walkthrough](walkthroughs.md): the block checks the step before it. It must fail, and say why, until the step is done.",
      needsRun: true, cacheKey: .value, isForCheckers: false,
      value: { $0.isCheck ? "" : nil }, read: .flag { $0.isCheck = true }),
    FenceAttribute(
      name: "solution", takes: nil, sample: nil,
      meaning: "In a walkthrough: the block is an answer, which `flowdocs walk` shows when it is asked for.",
      needsRun: true, cacheKey: .value, isForCheckers: false,
      value: { $0.isSolution ? "" : nil }, read: .flag { $0.isSolution = true }),
    text(
      "wrong", \.wrong, takes: "the mistake, in words", sample: "\"another agent\"",
      "In a walkthrough: the block does its step with this mistake. It is run in place of the step, and the check must fail.",
      needsRun: true),
  ]

  /// The attributes of a block on which its result depends, with their values.
  public static func inCacheKey(of attributes: FenceAttributes) -> [(name: String, value: String)] {
    all.filter { $0.cacheKey == .value }.compactMap { known in
      known.value(attributes).map { (known.name, $0) }
    }
  }

  /// The attributes of a block that a checker receives.
  public static func forCheckers(_ attributes: FenceAttributes) -> [(name: String, value: String)] {
    all.filter(\.isForCheckers).compactMap { known in known.value(attributes).map { (known.name, $0) } }
  }

  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  private typealias Path<Value> = WritableKeyPath<FenceAttributes, Value?> & Sendable

  private static func level(_ level: ProofLevel, _ meaning: String) -> FenceAttribute {
    FenceAttribute(
      name: level.rawValue, takes: nil, sample: nil, meaning: meaning, needsRun: false,
      cacheKey: .value, isForCheckers: false, value: { $0.level == level ? "" : nil }, read: .level(level))
  }

  private static func text(
    _ name: String, _ path: Path<String>, takes: String, sample: String, _ meaning: String,
    needsRun: Bool = false, cacheKey: CacheKey = .value, isForCheckers: Bool = false
  ) -> FenceAttribute {
    parsed(
      name, path, takes: takes, sample: sample, meaning, needsRun: needsRun, cacheKey: cacheKey,
      isForCheckers: isForCheckers
    ) { $0 }
  }

  private static func parsed<Value: Sendable>(
    _ name: String, _ path: Path<Value>, takes: String, sample: String, _ meaning: String,
    needsRun: Bool = false, cacheKey: CacheKey = .value, isForCheckers: Bool = false,
    parse: @escaping @Sendable (String) -> Value?
  ) -> FenceAttribute {
    FenceAttribute(
      name: name, takes: takes, sample: sample, meaning: meaning, needsRun: needsRun,
      cacheKey: cacheKey, isForCheckers: isForCheckers,
      value: { attributes in attributes[keyPath: path].map { "\($0)" } },
      read: .value { text, attributes in
        guard let value = parse(text) else { return false }
        attributes[keyPath: path] = value
        return true
      })
  }
}
