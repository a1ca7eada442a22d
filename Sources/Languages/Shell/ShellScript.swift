/// What a shell block does, as far as it can be read without running it: its commands, the variables that it needs and
/// sets, and the placeholders that a reader has to fill in.
///
///     let script = ShellScript("export PORT=8080\ncurl -d @job.json localhost:$PORT/<job>\n")
///     script.settings.map(\.name)      // ["PORT"]
///     script.uses.map(\.name)          // ["PORT"]
///     script.commands[1].words[2].text // "@job.json"
///
/// All ranges are offsets of UTF-8 bytes in the code. Text that is not shell gives nothing useful, and no error.
public struct ShellScript: Sendable, Hashable {
  public struct Word: Sendable, Hashable {
    /// Without quotes and escapes; expansions are as they are written.
    public var text: String
    public var range: Range<Int>
    /// Whether it means its text: no expansion, pattern or placeholder is in it.
    public var isLiteral: Bool
  }

  public struct Redirection: Sendable, Hashable {
    /// `<`, `>`, `>>`, `&>` …, without a number before it.
    public var sign: String
    public var target: Word
  }

  public struct Command: Sendable, Hashable {
    /// The program and its arguments.
    public var words: [Word] = []
    public var redirections: [Redirection] = []

    public var name: String { words.first?.text ?? "" }
    public var arguments: ArraySlice<Word> { words.dropFirst() }
  }

  /// A variable at a place.
  public struct Variable: Sendable, Hashable {
    public var name: String
    public var range: Range<Int>
  }

  public internal(set) var commands: [Command] = []
  /// Expansions of variables that have no default: `$NAME`, `${NAME}`, `${NAME%.*}`.
  public internal(set) var uses: [Variable] = []
  /// Variables that get a value, or that the code itself requires, as `${NAME:?}` does.
  public internal(set) var settings: [Variable] = []
  /// `<your-name>` outside of quotes, where the shell reads a redirection.
  public internal(set) var placeholders: [Range<Int>] = []
  /// Whether it reads variables from what is not on the page: `source`, `eval`.
  public internal(set) var readsMore = false

  init() {}

  public init(_ code: String) {
    var reader = ShellReader(Array(code.utf8))
    reader.list(until: nil)
    self = reader.script
  }

  /// The script of a block: of a terminal session, its commands, each at its place.
  ///
  /// - Parameter isSession: whether the block is a terminal session; a block that begins with a prompt is one, too.
  public init(block code: String, isSession: Bool) {
    let indent = Self.indentOfPrompt(code)
    guard isSession || indent != nil else {
      self.init(code)
      return
    }
    var bytes = Array(code.utf8)
    // A session has its prompts in the first column: it is read without the blanks before the first one.
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let blanks = lines.map { line in min(indent ?? 0, line.prefix { $0 == 0x20 || $0 == 0x09 }.count) }
    let flat = zip(lines, blanks).map { String(decoding: $0.dropFirst($1), as: UTF8.self) }
    var shift = 0
    for (line, count) in zip(ConsoleSession(flat.joined(separator: "\n")).lines, blanks) {
      shift += count
      let hidden = line.kind == .output ? line.range : line.range.prefix(line.prompt)
      for index in hidden { bytes[index + shift] = 0x20 }
    }
    self.init(String(decoding: bytes, as: UTF8.self))
  }

  /// The blanks before the prompt that a code begins with, in bytes; `nil` when it begins with something else.
  private static func indentOfPrompt(_ code: String) -> Int? {
    for line in code.split(separator: "\n") {
      let text = line.drop { $0 == " " || $0 == "\t" }
      if text.hasPrefix("#") || text.allSatisfy(\.isWhitespace) { continue }
      return text.hasPrefix("$ ") ? line.utf8.count - text.utf8.count : nil
    }
    return nil
  }
}
