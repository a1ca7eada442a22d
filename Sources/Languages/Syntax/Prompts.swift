/// The prompts of an interactive interpreter or terminal: lines with a prompt are commands, the rest is output.
public struct Prompts: Sendable {
  /// The prompt of a command: `$ ` or `>>> `.
  public var first: String
  /// The prompt of its further lines: `> ` or `... `.
  public var further: String
  /// Whether every block is a session; otherwise one that begins with a prompt is.
  public var isRequired: Bool
  /// A line that stands for an empty line of the output; `nil` where none does.
  public var blankLine: String?
  /// The fix for a block that was copied with prompts into a language without prompts.
  public var advice: String?

  /// Reads a session whose commands cannot be recognised by prompts alone.
  private var session: (@Sendable (_ text: String, _ mayElide: Bool) -> SyntaxUnit?)?

  public init(
    first: String, further: String, isRequired: Bool = false, blankLine: String? = nil, advice: String? = nil,
    session: (@Sendable (_ text: String, _ mayElide: Bool) -> SyntaxUnit?)? = nil
  ) {
    self.first = first
    self.further = further
    self.isRequired = isRequired
    self.blankLine = blankLine
    self.advice = advice
    self.session = session
  }

  /// The unit to parse for a block; `nil` for a session without a command.
  func unit(for text: String, mayElide: Bool) -> SyntaxUnit? {
    guard isRequired || begins(text) else { return SyntaxUnit(text, mayElide: mayElide) }
    if let session { return session(text, mayElide) }
    return commands(in: text).map { code, prompts in
      SyntaxUnit(code, shown: text, prompts: prompts, mayElide: mayElide)
    }
  }

  /// The commands with every line at its place, other lines empty; `nil` when there is no prompt at all.
  private func commands(in text: String) -> (code: String, prompts: [Int])? {
    let lines = lines(of: text)
    guard lines.contains(where: \.isFirst) else { return nil }
    return (lines.map(\.code).joined(separator: "\n"), lines.map { $0.prompt ?? 0 })
  }

  /// A line of a session.
  struct Line: Sendable, Hashable {
    /// The whole line.
    var text: Substring
    /// Without its prompt; empty for a line of output.
    var code: Substring = ""
    /// Bytes of its prompt; `nil` for a line of output.
    var prompt: Int?
    /// Whether a command begins here.
    var isFirst = false
  }

  /// The lines of a session; further lines of a command follow it directly.
  func lines(of text: String) -> [Line] {
    var isCommand = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { text in
      var line = Line(text: text)
      line.isFirst = text.hasPrefix(first) || text == first.dropLast()
      let isFurther = isCommand && (text.hasPrefix(further) || text == further.dropLast())
      isCommand = line.isFirst || isFurther
      guard isCommand else { return line }
      let prompt = line.isFirst ? first : further
      line.code = text.dropFirst(prompt.count)
      line.prompt = min(prompt.utf8.count, text.utf8.count)
      return line
    }
  }

  /// Whether the first line that is neither empty nor a comment begins with a prompt.
  private func begins(_ text: String) -> Bool {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") && !line.allSatisfy(\.isWhitespace) {
      return line.hasPrefix(first)
    }
    return false
  }
}
