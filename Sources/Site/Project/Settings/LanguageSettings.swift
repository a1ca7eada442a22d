import Languages
import Yams

/// `languages:` of `site/portal.yml`: languages that FlowDocs does not run by itself.
enum LanguageSettings {
  static let setting = Setting<Project>(
    "languages", "a list of languages",
    "Languages whose blocks an interpreter of your own choice runs. The blocks of a session are one file.",
    cacheKey: .inputs { $0.languages.flatMap { keys.inputs(of: $0).map(\.input) } },
    gives: GrantedRight(\.languages),
    inner: keys.map(\.documentation),
    sample: """
      languages:
        - name: perl
          label: Perl
          aliases: [pl]
          ending: pl
          command: [perl, "{file}"]
          marker: 'print STDOUT "{text}"; print STDERR "{text}";'
          start: '$| = 1;'
          end: 'exit 0;'
          errors: ["{message} at {file} line {line}."]
      """
  ) { node, project, reader in
    for item in reader.list(node, "languages") {
      var language = DeclaredLanguage(name: "")
      let isMapping = reader.read(
        item, "a language", into: &language, keys,
        fix: "write `- name: perl`, and `command: [perl, \"{file}\"]` below it")
      guard isMapping else { continue }
      add(language, at: item, to: &project, &reader)
    }
  }

  private static func add(
    _ language: DeclaredLanguage, at item: Node, to project: inout Project, _ reader: inout SettingsReader
  ) {
    let name = language.name
    if name.isEmpty || language.command.isEmpty {
      reader.fail(
        item, "A language needs `name` and `command`",
        fix: "write both, such as `name: perl` and `command: [perl, \"{file}\"]`")
    } else if reader.languages[name]?.runner != nil {
      reader.fail(item, "FlowDocs runs `\(name)` by itself", fix: "remove it from `languages`")
    } else if let word = [name, language.ending ?? name].first(where: { !isWord($0) }) {
      reader.fail(
        item, "`\(word)` is not the name or the ending of a language",
        fix: "write letters and digits, `+`, `-`, `_` and `#`, such as `perl`")
    } else if project.languages.contains(where: { $0.name == name }) {
      reader.fail(item, "Duplicate language `\(name)`", fix: "remove one of them")
    } else {
      project.languages.append(language)
    }
  }

  /// The name and the ending are parts of the names of files that are run.
  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber || "+-_#".contains($0) }
  }

  private static let keys: [Setting<DeclaredLanguage>] = [
    Setting(
      "name", "a word", otherwise: "required", "The first word of its fences.",
      cacheKey: .inputs { [.text($0.name)] }
    ) { node, language, reader in
      if let name = reader.string(node, "name") { language.name = name.lowercased() }
    },
    .string(
      "label", \.label, otherwise: "the name", "Its name for readers.", cacheKey: .shown),
    .strings(
      "aliases", \.aliases, "a list of words", "Other first words of its fences.",
      cacheKey: .none("a block has the same language by each of its words")),
    .string(
      "ending", \.ending, otherwise: "the name", "The ending of its files, without the dot.",
      cacheKey: .inputs { [.text($0.ending ?? "")] }),
    Setting(
      "command", "a list of words", otherwise: "required",
      "The interpreter, found on the `PATH`, and its words. `{file}` in them is the path of the file.",
      cacheKey: .inputs { $0.command.map { .text($0) } }
    ) { node, language, reader in
      language.command = reader.list(node, "command").compactMap { reader.string($0, "command") }
      if !language.command.dropFirst().contains(where: { $0.contains(DeclaredLanguage.file) }) {
        reader.fail(
          node, "`command` has no `{file}`", fix: "write it where the path of the file belongs")
      }
    },
    Setting(
      "marker", "a statement",
      otherwise: "each block is run with those before it, and its output is what it adds",
      "Prints `{text}` on standard output and standard error, without a line end. With it the blocks of a session run once.",
      cacheKey: .inputs { [.text($0.marker ?? "")] }
    ) { node, language, reader in
      language.marker = reader.string(node, "marker")
      if !(language.marker?.contains(DeclaredLanguage.text) ?? true) {
        reader.fail(node, "`marker` has no `{text}`", fix: "write it where the text belongs that is printed")
      }
    },
    .string(
      "start", \.start, takes: "one line of code", "What is before the first block.",
      cacheKey: .inputs { [.text($0.start)] }),
    .string(
      "end", \.end, takes: "code", "What is after the last block.",
      cacheKey: .inputs { [.text($0.end)] }),
    .strings(
      "errors", \.errors, "a list of patterns",
      "Lines that say what is wrong: `{file}` and `{line}` say where, `{message}` what, `{column}` and `{any}` stand for the rest. The first that fits counts.",
      cacheKey: .inputs { $0.errors.map { .text($0) } }),
  ]
}
