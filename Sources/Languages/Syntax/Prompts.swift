/// The prompts of an interactive interpreter or terminal: lines with a prompt are commands, the rest is output.
public struct Prompts: Sendable {
  /// The prompt of a command: `$ ` or `>>> `.
  public var first: String
  /// The prompt of its further lines: `> ` or `... `.
  public var further: String
  /// Whether every block is a session; otherwise one that begins with a prompt is.
  public var isRequired: Bool
  /// The fix for a block that was copied with prompts into a language without prompts.
  public var advice: String?

  /// Reads a session whose commands cannot be recognised by prompts alone.
  private var session: (@Sendable (_ text: String, _ mayElide: Bool) -> SyntaxUnit?)?

  public init(
    first: String, further: String, isRequired: Bool = false, advice: String? = nil,
    session: (@Sendable (_ text: String, _ mayElide: Bool) -> SyntaxUnit?)? = nil
  ) {
    self.first = first
    self.further = further
    self.isRequired = isRequired
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
    var code: [Substring] = []
    var prompts: [Int] = []
    var isCommand = false
    var found = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var taken: (text: Substring, prompt: Int)?
      if line.hasPrefix(first) || line == first.dropLast() {
        taken = (line.dropFirst(first.count), min(first.utf8.count, line.utf8.count))
        found = true
        isCommand = true
      } else if isCommand, line.hasPrefix(further) || line == further.dropLast() {
        taken = (line.dropFirst(further.count), min(further.utf8.count, line.utf8.count))
      } else {
        isCommand = false
      }
      code.append(taken?.text ?? "")
      prompts.append(taken?.prompt ?? 0)
    }
    return found ? (code.joined(separator: "\n"), prompts) : nil
  }

  /// Whether the first line that is neither empty nor a comment begins with a prompt.
  private func begins(_ text: String) -> Bool {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") && !line.allSatisfy(\.isWhitespace) {
      return line.hasPrefix(first)
    }
    return false
  }
}
