/// Everything FlowDocs knows of one language of fenced blocks.
///
/// Each language has a folder of its own and one entry in ``Languages/all``. Only checks of one language, such as
/// that of Python's imports, name it elsewhere.
public struct Language: Sendable {
  /// The first word of a fence, lower case: `python`.
  public var id: String
  /// Other first words that mean the same language: `py`.
  public var aliases: [String]
  /// The name shown to readers: `Python`.
  public var label: String
  /// The ending of its source files without the dot, `py`; `nil` for a language without files of its own.
  public var fileEnding: String?
  /// The kind of content that FlowDocs itself reads in its blocks.
  public var form: Form
  /// How its code is highlighted.
  public var lexer: Lexer
  /// The prompts of its interactive sessions.
  public var prompts: Prompts?
  /// How a block of it is recognized whose fence says another language; `nil` when nothing shows it for certain.
  public var recognition: LanguageRecognition?
  /// Whether code in it is never a list of shell commands, so that a block of only such commands is evidently shell.
  public var isUnlikeCommands: Bool
  /// How its syntax is checked; `nil` when that takes more than the code, or nothing can.
  public var parser: SyntaxParser?
  /// How its examples are run; `nil` when nothing can run them.
  public var runner: LanguageRunner?
  /// The part of a block's code that is executed: of a terminal session, its commands.
  public var executedCode: @Sendable (_ code: String) -> String
  /// Whether blocks of it, one below the other, are a program.
  public var isScript: Bool
  /// What a transcript of a block depends on besides the code that is executed.
  public var layout: @Sendable (_ code: String) -> String
  /// The 0-based lines of a block's code that show what it prints: of a terminal session, those that are not executed.
  public var outputLines: @Sendable (_ code: String) -> Set<Int>
  /// How clients of an API are read that are written in it.
  public var clientReader: ClientReader?
  /// The setting that names folders of the project which its programs import from.
  public var imports: ImportSetting?
  /// How samples of requests are written in it; `nil` for a language without samples.
  public var samples: LanguageSamples?

  public init(
    _ id: String, aliases: [String] = [], label: String? = nil, fileEnding: String? = nil,
    form: Form = .code, lexer: Lexer = .plain, prompts: Prompts? = nil,
    recognition: LanguageRecognition? = nil, isUnlikeCommands: Bool = false, parser: SyntaxParser? = nil,
    runner: LanguageRunner? = nil, isScript: Bool = false,
    executedCode: @escaping @Sendable (String) -> String = { $0 },
    layout: @escaping @Sendable (String) -> String = { _ in "" },
    outputLines: @escaping @Sendable (String) -> Set<Int> = { _ in [] },
    clientReader: ClientReader? = nil, imports: ImportSetting? = nil,
    samples: LanguageSamples? = nil
  ) {
    self.id = id
    self.aliases = aliases
    self.label = label ?? id
    self.fileEnding = fileEnding
    self.form = form
    self.lexer = lexer
    self.prompts = prompts
    self.recognition = recognition
    self.isUnlikeCommands = isUnlikeCommands
    self.parser = parser
    self.runner = runner
    self.isScript = isScript
    self.executedCode = executedCode
    self.layout = layout
    self.outputLines = outputLines
    self.clientReader = clientReader
    self.imports = imports
    self.samples = samples
  }

  /// The language whose process runs its blocks: the shell for terminal sessions. Languages of one session with the
  /// same name share a process.
  public var processName: String { runner?.id ?? id }

  /// Whether a block shows what it prints: a terminal session, whose lines without a prompt are output.
  public var holdsOutput: Bool { prompts?.isRequired ?? false }

  /// What is parsed for the code of a block; `nil` when there is nothing: a terminal session without a command.
  public func syntaxUnit(for code: String, mayElide: Bool) -> SyntaxUnit? {
    prompts.map { $0.unit(for: code, mayElide: mayElide) } ?? SyntaxUnit(code, mayElide: mayElide)
  }

  /// Languages that are only highlighted, all with the same lexer, and shown under the word that the fence has.
  static func highlighted(_ ids: String..., lexer: Lexer) -> [Language] {
    ids.map { Language($0, lexer: lexer) }
  }
}
