/// A language that the settings of a project describe: how an interpreter runs its blocks.
///
///     var perl = DeclaredLanguage(name: "perl")
///     perl.command = ["perl", "{file}"]
///     perl.errors = ["{message} at {file} line {line}."]
///     let languages = Languages.all.adding([perl])
public struct DeclaredLanguage: Sendable, Hashable {
  /// The first word of its fences.
  public var name: String
  /// The name shown to readers; `nil` for `name`.
  public var label: String?
  /// Other first words of its fences.
  public var aliases: [String] = []
  /// The ending of its files, without the dot; `nil` for `name`.
  public var ending: String?
  /// The interpreter, which is looked for on the `PATH`, and its words; `{file}` in them is the path of the file.
  public var command: [String] = []
  /// A statement that prints `{text}` on both streams, without a line end. Without one each block is run with those
  /// before it, and its output is what it adds.
  public var marker: String?
  /// What is before the first block, on one line, and after the last.
  public var start = ""
  public var end = ""
  /// Lines that say what is wrong and where, with `{file}`, `{line}`, `{column}`, `{message}` and `{any}`.
  public var errors: [String] = []

  public init(name: String) { self.name = name }

  /// The word of a command that stands for the path of the file.
  public static let file = "{file}"
  /// The word of a marker that stands for what it prints.
  public static let text = "{text}"
}

extension Languages {
  /// These languages with those that the settings of a project describe. One that is known without them keeps what is
  /// known of it, such as its colors.
  public func adding(_ declared: [DeclaredLanguage]) -> Languages {
    declared.reduce(self) { languages, declared in languages.adding(languages.language(declared)) }
  }

  private func language(_ declared: DeclaredLanguage) -> Language {
    var language = self[declared.name] ?? Language(declared.name)
    language.aliases += declared.aliases.filter { !language.aliases.contains($0) }
    language.label = declared.label ?? language.label
    let ending = declared.ending ?? language.fileEnding ?? declared.name
    language.fileEnding = ending
    language.isScript = true
    language.runner = LanguageRunner(id: language.id, declared.interpreter(ending: ending))
    return language
  }
}

extension DeclaredLanguage {
  fileprivate func interpreter(ending: String) -> Interpreter {
    let file = ".examples." + ending
    let marker = self.marker ?? ""
    return Interpreter(
      program: command.first ?? name, arguments: Array(command.dropFirst()), file: { _ in file },
      text: Interpreter.text(
        start: start, end: end, print: { marker.replacing(Self.text, with: $0) }),
      hasMarkers: !marker.isEmpty, errors: ErrorOutput(errors.map { ErrorPattern($0) }))
  }
}
