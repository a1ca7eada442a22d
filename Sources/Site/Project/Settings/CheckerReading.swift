import Diagnostics
import Yams

/// `checkers:` of `site/portal.yml`.
enum CheckerSetting {
  static let setting = Setting<Project>(
    "checkers", "a list of checkers",
    "Programs of your own that check the blocks of some languages during `flowdocs verify`.",
    cacheKey: .below, gives: GrantedRight(\.checkers),
    inner: keys.map(\.documentation),
    sample: """
      checkers:
        - name: sqlite
          languages: [sql]
          command: [clients/python/a.py, --strict]
          reads: [docs/api]
          packages: [.venv]
          tools: { sqlite3: apt-get install sqlite3 }
          timeout: 20s
      """
  ) { node, project, reader in
    for item in reader.list(node, "checkers") {
      var checker = CheckerSettings(name: "", languages: [], command: [])
      let isMapping = reader.read(
        item, "a checker", into: &checker, keys,
        fix: "write `- name: sqlfluff`, and `languages: [sql]` and `command: [checks/sql]` below it")
      guard isMapping else { continue }
      if checker.name.isEmpty || checker.languages.isEmpty || checker.command.isEmpty {
        reader.fail(item, "A checker needs `name`, `languages` and `command`")
      } else if project.checkers.contains(where: { $0.name == checker.name }) {
        reader.fail(item, "Duplicate checker `\(checker.name)`", fix: "rename one of them")
      } else {
        project.checkers.append(checker)
      }
    }
  }

  static let keys: [Setting<CheckerSettings>] = [
    Setting(
      "name", "text", otherwise: "required", "The name that readers see next to the blocks it accepts.",
      cacheKey: .none("only findings and pages name a checker, and no finding is kept")
    ) {
      node, checker, reader in
      if let name = reader.string(node, "name") { checker.name = name }
      checker.place = reader.text.span(node)
    },
    Setting(
      "languages", "a list of languages", otherwise: "required",
      "The languages of the blocks that it checks.",
      cacheKey: .blocks("the blocks that a checker is given")
    ) {
      node, checker, reader in
      checker.languages = reader.list(node, "languages").compactMap { item in
        reader.string(item, "languages").map { reader.languages.id(named: $0.utf8) }
      }
    },
    Setting(
      "command", "a list of words", otherwise: "required",
      "Program and arguments, run in the project's folder. A program whose name contains `/` is a file of the project.",
      cacheKey: .inputs { CacheInput.command($0.command) }
    ) { node, checker, reader in
      checker.command = reader.list(node, "command").compactMap { reader.string($0, "command") }
      if let program = checker.command.first, program.contains("/"), reader.files.kind(program) != .file {
        reader.fail(node, "`command` names `\(program)`, but there is no such file")
      }
    },
    .reads(
      \.reads,
      "What it may read, and what its findings depend on, besides the blocks and the files in `command`. When one of these changes, the blocks are checked again."
    ),
    .packages(\.packages),
    Setting(
      "tools", "program: how to install it",
      "Programs that it calls. A missing program is an error that says how to install it. After a change of version, the blocks are checked again.",
      cacheKey: .inputs { $0.tools.keys.sorted().map { .program($0) } }
    ) { node, checker, reader in
      for (tool, value) in reader.pairs(node, "tools") {
        if let words = reader.string(value, tool) { checker.tools[tool] = words }
      }
    },
    Setting(
      "timeout", "a duration such as `20s` or `2m`", otherwise: "`2m`", "Time limit for all blocks together.",
      cacheKey: .none("an answer is kept only when it came in time")
    ) { node, checker, reader in
      if let seconds = reader.duration(node, "timeout") { checker.timeout = seconds }
    },
  ]
}
