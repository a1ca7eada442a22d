import Diagnostics
import Pages
import TestSupport
import Testing

@testable import Project

/// The table of settings is what the reader of `site/portal.yml` goes by.
struct ProjectSettingTests {
  private func load(_ text: String) throws -> Project {
    try Project.load(
      root: "/p",
      files: .memory([
        "site/portal.yml": text, "docs/index.md": "", "docs/api/openrpc.json": "{}",
        "docs/api/openrpc-1.0.json": "{}", "examples/a.py": "", "Sources/Payments/a.swift": "",
        "clients/python/a.py": "", "clients/python/a.sql": "", "clients/python/rows.sql": "",
        "docs/metrics.json": "[]", "docs/moved.yml": "", "site/published.json": "",
      ]))
  }

  @Test func everySampleIsReadAndHasEveryKey() throws {
    _ = try load(ProjectSetting.all().map(\.sample).joined(separator: "\n") + "\n")
    func expectKeys(of setting: ProjectSetting, in sample: String) {
      #expect(sample.contains(setting.key + ":"), "`\(setting.key)` is missing in its sample")
      for inner in setting.inner { expectKeys(of: inner, in: sample) }
    }
    for setting in ProjectSetting.all() { expectKeys(of: setting, in: setting.sample) }
  }

  /// A new setting goes into one of the two lists: under `--untrusted` those that give rights are taken from the base.
  @Test func everySettingGivesRightsOrNone() {
    #expect(
      RootSettings.all(.all).filter { $0.right != nil }.map(\.key) == [
        "trustsHTML", "trustedFiles", "linked", "linkedReads", "network", "pythonPath", "swiftModules",
        "languages", "service", "services",
        "checkers",
      ])
    #expect(
      RootSettings.all(.all).filter { $0.right == nil }.map(\.key) == [
        "title", "description", "address", "lang", "content", "dialect", "contract", "policy", "metrics",
        "clients", "sections",
        "pages", "words", "symbols", "reference", "checks", "failsOn", "otherTools", "glossary", "feedback",
        "edit", "moved", "published", "lastChange",
      ])
  }

  @Test func rightsAreThoseOfTheBase() throws {
    let own = try load(
      """
      title: Mine
      content: docs
      trustsHTML: true
      trustedFiles: [docs]
      linked: [docs]
      swiftModules: { Payments: Sources/Payments }
      pythonPath: [clients/python]
      languages: [{ name: perl, command: [perl, "{file}"] }]
      service: { command: [run], ready: announcement }
      checkers: [{ name: a, languages: [sql], command: [sqlite3] }]
      """)
    let (project, ignored) = own.taking(rightsOf: nil, languages: .all)
    #expect(
      ignored == [
        "trustsHTML", "trustedFiles", "linked", "pythonPath", "swiftModules", "languages", "service",
        "checkers",
      ])
    #expect(project == (try load("title: Mine\ncontent: docs")))
    #expect(own.taking(rightsOf: own, languages: .all).ignored == [])
    #expect(try load("title: Mine\ncontent: docs").taking(rightsOf: own, languages: .all).project == own)
  }

  /// Programs of a project may read its packages, and a link would open other places to them.
  @Test func packagesAreInTheProject() throws {
    let folder = try TestFolder(["outside/a": "", "project/docs/index.md": "", "project/lib/a": ""])
    try folder.link("project/out", to: "../outside")
    try folder.link("project/in", to: "lib")
    func messages(_ packages: String) throws -> [String] {
      let checker = "{name: a, languages: [sql], command: [a], packages: [\(packages)]}"
      try folder.write("project/site/portal.yml", "content: docs\ncheckers: [\(checker)]\n")
      let root = folder.root + "/project"
      do throws(DiagnosticError) {
        _ = try Project.load(root: root, files: .disk(root: root))
        return []
      } catch {
        return error.diagnostics.map { $0.message + " → " + ($0.fix ?? "") }
      }
    }
    #expect(try messages("lib, in, .venv") == [])
    #expect(
      try messages("out") == [
        "`packages` names `out`, a link that leads out of the project → put it into the project's folder"
      ])
  }

  @Test(arguments: [
    ("titel: A", "Unknown key `titel`. Did you mean `title`?", nil),
    ("sections:\n  - {folder: a, name: b}", "Unknown key `name`", "the keys are `folder`, `title`"),
    ("otherTools: {fence: [linenums]}", "Unknown key `fence`. Did you mean `fences`?", nil),
    ("reference: {versions: [{version: 1, dat: x}]}", "Unknown key `dat`. Did you mean `date`?", nil),
    ("reference: {python: {module: a, mak: b}}", "Unknown key `mak`. Did you mean `make`?", nil),
    ("symbols: {metric: {patern: a}}", "Unknown key `patern`. Did you mean `pattern`?", nil),
    (
      "symbols: {metric: {names: {a: {sumary: b}}}}", "Unknown key `sumary`. Did you mean `summary`?", nil
    ),
    ("checkers: [{nam: a}]", "Unknown key `nam`. Did you mean `name`?", nil),
    ("checkers: [{name: a}]", "A checker needs `name`, `languages` and `command`", nil),
    (
      "checkers: [{name: a, languages: [sql], command: [bin/a]}]",
      "`command` names `bin/a`, but there is no such file", nil
    ),
    (
      "checkers: [{name: a, languages: [sql], command: [a], reads: [b]}]",
      "`reads` names `b`, but there is no such file or folder", nil
    ),
    (
      "checkers: [{name: a, languages: [sql], command: [a], timeout: 5}]",
      "`timeout` must be a duration of more than 0 and at most one day, such as `20s`, `500ms` or `2m`, not `5`",
      nil
    ),
    (
      "checkers: [&a {name: a, languages: [sql], command: [a]}, *a]", "Duplicate checker `a`",
      "rename one of them"
    ),
  ])
  func otherKeysAreErrors(_ text: String, _ message: String, _ fix: String?) throws {
    let error = try #require(throws: DiagnosticError.self) { try load("content: docs\n" + text + "\n") }
    #expect(error.diagnostics.first?.message == message)
    #expect(error.diagnostics.first?.fix == fix)
  }
}
