import Diagnostics
import Project

extension Rule {
  public static let unknownAttribute = Rule(
    "unknown-attribute", .error, "Unknown attribute of a fence")
  public static let badAttribute = Rule(
    "bad-attribute", .error,
    "Invalid value of a fence attribute, or an attribute that has no effect")
}

/// What was read from the words after a fence.
public struct FenceInfo: Sendable, Hashable {
  /// One problem in an info string.
  public struct Issue: Sendable, Hashable {
    public var rule: Rule
    /// Bytes in the text that the info string was read from.
    public var range: Range<Int>
    public var message: String
    /// The name that was probably meant at `range`.
    public var guess: NearMiss.Guess?
    public var fix: String?
  }

  /// The name of the language in the first word, which may be an alias; empty without one.
  public var language: String
  /// Whether `language` is in braces, as `{note}` and `{python}` of MyST and R Markdown: what is not the name of a
  /// language is then a directive, whose text is not code.
  public var isDirective = false
  public var attributes: FenceAttributes
  public var issues: [Issue]
  /// The value of each attribute in the text, without quotes; the whole word for one without a value.
  public var ranges: [String: Range<Int>]
}

extension FenceAttributes {
  /// The names of all attributes, in the order in which they are listed to people.
  public static let names = FenceAttribute.all.map(\.name)

  /// Whether an unknown attribute is not a misspelt one of FlowDocs.
  public static func isOfAnotherTool(_ word: String) -> Bool { guess(for: word) == nil }

  /// The attribute that was probably meant by a word, even in brackets: `run` for `{run}`.
  static func guess(for word: String) -> NearMiss.Guess? {
    let bare = word.utf8.drop { !$0.isLetter }
    let end = bare.lastIndex(where: \.isLetter) ?? bare.startIndex
    guard !bare.isEmpty, let name = String(bare[...end]) else { return nil }
    var guess =
      name != word && names.contains(name) ? NearMiss.Guess(name) : NearMiss.guess(for: name, in: names)
    // An automatic fix never writes an attribute that executes a block.
    if let level = guess.flatMap({ ProofLevel(rawValue: $0.name) }),
      level == .compile || level == .run
    {
      guess?.isCertain = false
    }
    return guess
  }

  /// Whether a word could be an attribute at all, as `/x/` could not.
  static func isName(_ word: some Collection<UInt8>) -> Bool {
    word.first?.isLetter ?? false
  }

  /// Reads an info string that is at `range` of `bytes`: `swift run session=a title="Start a job"`.
  ///
  /// Values are unquoted or in quotes, in which `\"` and `\\` are escapes. Everything wrong is an issue with
  /// its exact range; an attribute that is wrong counts as not given.
  public static func parse(_ bytes: [UInt8], _ range: Range<Int>) -> FenceInfo {
    var parser = FenceParser(bytes: bytes, at: range.lowerBound, end: range.upperBound)
    return parser.parse()
  }

  public static func parse(_ info: String) -> FenceInfo {
    let bytes = Array(info.utf8)
    return parse(bytes, bytes.indices)
  }
}
