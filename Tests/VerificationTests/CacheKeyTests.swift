import Diagnostics
import Foundation
import Languages
import Pages
import Processes
import Project
import Site
import Synchronization
import TestSupport
import Testing

@testable import Verification

/// The tables of fence attributes and settings say what verdicts depend on: a change of that changes the cache key,
/// and a change of anything else keeps it.
struct CacheKeyTests {
  /// Says the same as the toy language, and reads what examples can import.
  private static let languages: Languages = {
    var language = Toy.language
    language.runner?.reads = { sources in
      let imported = ["swift", "python"].flatMap { sources.imports[$0] ?? [] }
      return imported.map { .init(path: $0.path, word: $0.module) }
    }
    return Languages.all.adding(language)
  }()

  private static let page = "# A\n\n```toy\nsay docs/api Payments psql\n```\n"

  private static func contract(_ title: String) -> String {
    "{\"openrpc\": \"1.3.2\", \"info\": {\"title\": \"\(title)\", \"version\": \"1\"}, \"methods\": []}"
  }

  private static let files = [
    "content/page.md": page, "docs/page.md": page, "docs/api/openrpc.json": contract("A"),
    "docs/api/other.json": contract("B"), "docs/metrics.json": "[]", "docs/more.json": "[]",
    "Sources/Payments/a.swift": "1", "Sources/Other/a.swift": "2",
    "clients/python/a.py": "1", "clients/other/a.py": "2", "bin/a": "1", "bin/b": "1",
  ]

  /// What is planned for `page.md`, and what its verdicts depend on.
  private struct Keyed {
    var site: Site
    var page: Int
    var planner: Planner
    var plan: Plan
    var reader: CacheInputsReader
    var inputs: CacheInputs
    var stamps: FileStamps
  }

  private func keyed(_ settings: String, _ files: [String: String] = [:], version: String = "1") async throws
    -> Keyed
  {
    var files = Self.files.merging(files) { _, own in own }
    files["site/portal.yml"] = settings + (settings.hasPrefix("policy:") ? "\n" : "\npolicy: {toy: run}\n")
    let site = try await TestProject(files).with { $0.languages = Self.languages }.site()
    let page = try #require(site.pages.firstIndex { $0.path == "page.md" })
    let planner = Planner(
      project: site.project, pages: site.pages, hasService: site.project.service != nil,
      languages: site.languages)
    let plan = planner.plan([page])
    let (contents, root) = (files, "/project/")
    let disk = ProjectDisk(
      stamp: { _ in version },
      bytes: { path in contents[String(path.dropFirst(root.count))].map { Array($0.utf8) } },
      entries: { folder in
        let prefix = folder.dropFirst(root.count) + "/"
        let found = contents.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        return found.isEmpty ? nil : found.sorted()
      })
    let starter = ProcessStarter(
      find: { name, _ in "/usr/bin/" + name },
      run: { _ in
        .init(standardOutput: Array(version.utf8), standardError: [], termination: .exited(0))
      })
    let reader = CacheInputsReader(
      project: site.project, root: root, languages: site.languages, disk: disk, starter: starter)
    var stamps = try FileStamps(store: .memory(), disk: disk)
    let inputs = await reader.read(
      plan, contract: site.contract, service: "", machine: "", unavailable: [], &stamps)
    return Keyed(
      site: site, page: page, planner: planner, plan: plan, reader: reader, inputs: inputs, stamps: stamps)
  }

  /// The keys of the sessions of `page.md`, and of what checkers are asked about it.
  private func keys(_ settings: String, _ files: [String: String] = [:], version: String = "1") async throws
    -> [String]
  {
    var keyed = try await keyed(settings, files, version: version)
    let (site, inputs) = (keyed.site, keyed.inputs)
    var keys = keyed.plan.sessions.map(inputs.key(of:))
    for unit in CheckerUnit.all(of: site.project, site.pages, [keyed.page], keyed.planner) {
      let checker = await keyed.reader.key(of: site.project.checkers[unit.checker], inputs, &keyed.stamps)
      keys.append(unit.key(checker, pagePath: "page.md"))
    }
    return keys
  }

  /// Of each key of the settings, two values of it.
  private static let changes: [(key: String, before: String, after: String)] = [
    ("title", "title: A", "title: B"),
    ("description", "description: A", "description: B"),
    ("lang", "lang: en", "lang: pt-BR"),
    ("address", "address: https://a.example/", "address: https://b.example/team/"),
    ("content", "content: content", "content: docs"),
    ("contract", "contract: docs/api/openrpc.json", "contract: docs/api/other.json"),
    ("trustsHTML", "trustsHTML: false", "trustsHTML: true"),
    ("trustedFiles", "trustedFiles: []", "trustedFiles: [docs]"),
    ("linked", "linked: []", "linked: [docs/api]"),
    (
      "linkedReads", "linked: [docs/api]\nlinkedReads: []",
      "linked: [docs/api]\nlinkedReads: [Sources/Other]"
    ),
    ("network", "network: []", "network: [page.md]"),
    ("policy", "policy: {toy: run}", "policy: {toy: parse}"),
    ("swiftModules", "swiftModules: {Payments: Sources/Payments}", "swiftModules: {Payments: Sources/Other}"),
    ("pythonPath", "pythonPath: [clients/python]", "pythonPath: [clients/other]"),
    ("service.command", service(""), service("").replacing("bin/a", with: "bin/b")),
    ("service.environment", service("environment: {A: '1'}"), service("environment: {A: '2'}")),
    ("service.variables", service("variables: {A: '1'}"), service("variables: {A: '2'}")),
    ("service.ready", service("ready: port"), service("ready: /health")),
    ("service.timeout", service("timeout: 1s"), service("timeout: 2s")),
    ("service.endpoint", service("endpoint: /a"), service("endpoint: /b")),
    ("service.reset", service(""), service("reset: /reset")),
    ("service.report", service(""), service("report: /report")),
    ("service.reads", service(""), service("reads: [docs/api]")),
    ("service.packages", service(""), service("packages: [.venv]")),
    ("services.name", services(""), services("").replacing("name: a", with: "name: b")),
    ("services.pages", services(""), services("").replacing("[page.md]", with: "[other.md]")),
    ("services.command", services(""), services("").replacing("bin/a", with: "bin/b")),
    ("services.environment", services("environment: {A: '1'}"), services("environment: {A: '2'}")),
    ("services.variables", services("variables: {A: '1'}"), services("variables: {A: '2'}")),
    ("services.ready", services("ready: port"), services("ready: /health")),
    ("services.timeout", services("timeout: 1s"), services("timeout: 2s")),
    ("services.reset", services(""), services("reset: /reset")),
    ("services.report", services(""), services("report: /report")),
    ("services.reads", services(""), services("reads: [docs/api]")),
    ("services.packages", services(""), services("packages: [.venv]")),
    ("service.scope", service(""), service("scope: run")),
    ("services.scope", services(""), services("scope: run")),
    ("service.setup", service(""), service("setup: [bin/b]")),
    ("services.setup", services(""), services("setup: [bin/b]")),
    ("service.teardown", service(""), service("teardown: [bin/b]")),
    ("services.teardown", services(""), services("teardown: [bin/b]")),
    ("services.protocol", services(""), services("protocol: tcp")),
    ("services.use", services(""), postgres("")), ("services.user", postgres(""), postgres("user: ann")),
    ("services.schema", postgres(""), postgres("schema: [docs/more.json]")),
    ("services.seed", postgres(""), postgres("seed: [docs/more.json]")),
    ("metrics", "metrics: docs/metrics.json", "metrics: docs/more.json"),
    ("clients.language", client(""), client("").replacing("language: python", with: "language: swift")),
    ("clients.path", client(""), client("").replacing("clients/python", with: "clients/other")),
    ("clients.types", client(""), client("types: {A: B}")),
    ("clients.loose", client(""), client("loose: [A.b]")),
    ("clients.without", client(""), client("without: [a]")),
    ("checkers.name", checker(""), checker("").replacing("name: a", with: "name: b")),
    ("checkers.languages", checker(""), checker("").replacing("[toy]", with: "[sql]")),
    ("checkers.command", checker(""), checker("").replacing("bin/a", with: "bin/b")),
    ("checkers.reads", checker(""), checker("reads: [docs/api]")),
    ("checkers.packages", checker(""), checker("packages: [.venv]")),
    ("checkers.tools", checker(""), checker("tools: {sqlite3: get it}")),
    ("checkers.timeout", checker("timeout: 20s"), checker("timeout: 30s")),
    ("published", "published: docs/metrics.json", "published: docs/more.json"),
    ("lastChange", "lastChange: false", "lastChange: true"),
    ("languages.name", language(""), language("").replacing("name: a", with: "name: b")),
    ("languages.label", language("label: A"), language("label: B")),
    ("languages.aliases", language("aliases: [c]"), language("aliases: [d]")),
    ("languages.ending", language("ending: c"), language("ending: d")),
    ("languages.command", language(""), language("").replacing("perl", with: "lua")),
    ("languages.marker", language("marker: 'a {text}'"), language("marker: 'b {text}'")),
    ("languages.start", language("start: a"), language("start: b")),
    ("languages.end", language("end: a"), language("end: b")),
    ("languages.errors", language("errors: ['{line} a']"), language("errors: ['{line} b']")),
    ("sections.folder", "sections: [{folder: a, title: A}]", "sections: [{folder: b, title: A}]"),
    ("sections.title", "sections: [{folder: a, title: A}]", "sections: [{folder: a, title: B}]"),
    ("pages.require", "pages: {require: [kind]}", "pages: {require: [minutes]}"),
    ("pages.ending", "pages: {ending: Next}", "pages: {ending: More}"),
    ("symbols.pattern", symbols("pattern: a_*"), symbols("pattern: b_*")),
    ("symbols.page", symbols("page: page.md"), symbols("page: other.md")),
    ("symbols.names", symbols("names: [a]"), symbols("names: [b]")),
    ("symbols.names.summary", symbols("names: {a: {summary: A}}"), symbols("names: {a: {summary: B}}")),
    ("symbols.names.page", symbols("names: {a: {page: a.md}}"), symbols("names: {a: {page: b.md}}")),
    (
      "symbols.from.file", symbols("from: {file: docs/metrics.json}"), symbols("from: {file: docs/more.json}")
    ),
    (
      "symbols.from.rows", symbols("from: {file: docs/metrics.json, rows: /a}"),
      symbols("from: {file: docs/metrics.json, rows: /b}")
    ),
    ("symbols.label", "symbols: {own: {label: a thing}}", "symbols: {own: {label: an object}}"),
    ("reference.folder", reference("folder: a"), reference("folder: b")),
    ("reference.url", reference("url: A"), reference("url: B")),
    ("reference.endpoint", reference("endpoint: /a"), reference("endpoint: /b")),
    ("reference.token", reference(""), reference("token: A")),
    ("reference.python.module", python("module: a, make: c"), python("module: b, make: c")),
    ("reference.python.make", python("module: a, make: c"), python("module: a, make: d")),
    ("reference.swift.module", swift("module: a, make: c"), swift("module: b, make: c")),
    ("reference.swift.make", swift("module: a, make: c"), swift("module: a, make: d")),
    ("reference.versions.version", version("version: '1'"), version("version: '2'")),
    ("reference.versions.date", version("version: '1'"), version("version: '1', date: 2026-11-22")),
    ("reference.versions.notes", version("version: '1'"), version("version: '1', notes: Words")),
    (
      "reference.versions.contract", version("version: '1'"),
      version("version: '1', contract: docs/api/other.json")
    ),
    ("dialect", "dialect: mkdocs", "dialect: hugo"),
    ("checks.rules", "checks: [{rules: [a], severity: off}]", "checks: [{rules: [b], severity: off}]"),
    ("checks.pages", "checks: [{pages: [a], severity: off}]", "checks: [{pages: [b], severity: off}]"),
    ("checks.severity", "checks: [{severity: off}]", "checks: [{severity: note}]"),
    ("failsOn", "failsOn: error", "failsOn: warning"),
    ("otherTools.frontMatter", "otherTools: {frontMatter: [tags]}", "otherTools: {frontMatter: [slug]}"),
    ("words.find", "words: [{find: [a], instead: c}]", "words: [{find: [b], instead: c}]"),
    ("words.instead", "words: [{find: [a], instead: b}]", "words: [{find: [a], instead: c}]"),
    ("glossary.page", "glossary: {page: page.md}", "glossary: {page: other.md}"),
    ("glossary.pages", "glossary: {page: page.md, pages: [a]}", "glossary: {page: page.md, pages: [b]}"),
    ("feedback", "feedback: https://a.example/", "feedback: https://b.example/"),
    ("edit", "edit: 'https://a.example/{page}'", "edit: 'https://b.example/{page}'"),
    ("moved", "moved: docs/metrics.json", "moved: docs/more.json"),
    ("otherTools.fences", "otherTools: {fences: [lines]}", "otherTools: {fences: [marks]}"),
  ]

  private static func client(_ more: String) -> String {
    "clients: [{language: python, path: clients/python, \(more)}]"
  }

  private static func checker(_ more: String) -> String {
    "checkers: [{name: a, languages: [toy], command: [bin/a], \(more)}]"
  }

  private static func language(_ more: String) -> String {
    "languages: [{name: a, command: [perl, '{file}'], \(more)}]"
  }

  private static func service(_ more: String) -> String {
    "service: {command: [bin/a, '{port}'], \(more)}"
  }

  private static func services(_ more: String) -> String {
    "services: [{name: a, pages: [page.md], command: [bin/a, '{port}'], \(more)}]"
  }

  private static func postgres(_ more: String) -> String {
    "services: [{name: a, pages: [page.md], use: postgres, \(more)}]"
  }

  private static func symbols(_ settings: String) -> String { "symbols: {metric: {\(settings)}}" }

  private static func reference(_ settings: String) -> String {
    "contract: docs/api/openrpc.json\nreference: {\(settings)}"
  }

  private static func python(_ client: String) -> String { reference("python: {\(client)}") }
  private static func swift(_ client: String) -> String { reference("swift: {\(client)}") }
  private static func version(_ version: String) -> String { reference("versions: [{\(version)}]") }

  /// Keys without keys below them, with the path to each.
  private func leaves(_ settings: [ProjectSetting], below path: String = "") -> [String: ProjectSetting] {
    settings.reduce(into: [:]) { found, setting in
      found.merge(leaves(setting.inner, below: path + setting.key + ".")) { first, _ in first }
      if setting.inner.isEmpty || setting.key == "names" { found[path + setting.key] = setting }
    }
  }

  @Test func eachSettingIsInTheKeyAsItsEntrySays() async throws {
    let settings = leaves(ProjectSetting.all())
    #expect(Set(Self.changes.map(\.key)) == Set(settings.keys))
    for (key, before, after) in Self.changes {
      let isIn = if case .none = try #require(settings[key]).cacheKey { false } else { true }
      let (old, new) = (try await keys(before), try await keys(after))
      #expect((old != new) == isIn, "\(key)")
      #expect(old.isEmpty == false)
    }
  }

  @Test(arguments: [
    ("contract: docs/api/openrpc.json", "docs/api/openrpc.json", contract("C")),
    ("linked: [docs/api]", "docs/api/other.json", "{}"),
    ("linked: [docs/api]\nlinkedReads: [Sources/Other]", "Sources/Other/a.swift", "3"),
    ("swiftModules: {Payments: Sources/Payments}", "Sources/Payments/b.swift", "2"),
    ("pythonPath: [clients/python]", "clients/python/a.py", "2"),
    (checker(""), "bin/a", "2"),
    (checker("reads: [docs/api]"), "docs/api/new.sql", "2"),
  ])
  func theContentsOfWhatASettingNamesAreInTheKey(_ settings: String, _ path: String, _ text: String)
    async throws
  {
    let before = try await keys(settings)
    #expect(try await keys(settings, [path: text]) != before)
    #expect(try await keys(settings, ["elsewhere/" + path: text]) == before)
  }

  @Test func theVersionsOfToolsOfACheckerAreInTheKey() async throws {
    let settings = Self.checker("tools: {sqlite3: get it}").replacing("bin/a", with: "sqlfluff")
    #expect(try await keys(settings).last != keys(settings, version: "2").last)
  }

  @Test func eachFenceAttributeIsInTheKeyAsItsEntrySays() async throws {
    /// The keys of a session of two blocks, the second of which has an attribute.
    func keys(_ attribute: String) async throws -> [String] {
      let page = "```toy session=s\nsay a\n```\n\n```toy \(attribute)\nsay b\n```\n"
      return try await self.keys("title: A", ["content/page.md": page])
    }
    for attribute in FenceAttribute.all {
      let (before, after) =
        switch attribute.name {
        case "session": ("session=s", "session=t")
        case "skip": ("session=s skip=a until=2027-03-01", "session=s skip=b until=2027-03-01")
        case "until": ("session=s skip=a until=2027-03-01", "session=s skip=a until=2027-03-02")
        default: ("session=s", "session=s " + attribute.spelling)
        }
      #expect((try await keys(before) != keys(after)) == (attribute.cacheKey == .value), "\(attribute.name)")
    }
  }

  @Test func theFrontMatterIsNotInTheKey() async throws {
    let page = "---\ntitle: T\norder: 2\nkind: tutorial\n---\n\n" + Self.page
    #expect(try await keys("title: A") == keys("title: A", ["content/page.md": page]))
  }

  @Test func checkersGetTheAttributesThatTheirEntriesName() {
    let attributes = FenceAttributes.parse("sql session=a title=B tab=C timeout=5s fails=D").attributes
    #expect(
      FenceAttribute.forCheckers(attributes).map { $0.name + "=" + $0.value } == [
        "session=a", "title=B", "fails=D",
      ])
  }

  /// Settings and tools that occur several times have the name of the program or path beside them.
  @Test func changesAreNamedByPath() async throws {
    let settings = "linked: [docs/api]\nlinkedReads: [Sources/Other, Sources/Payments]"
    func parts(_ files: [String: String] = [:], version: String = "1") async throws -> KeyParts {
      let keyed = try await keyed(settings, files, version: version)
      return keyed.inputs.cacheKey(of: try #require(keyed.plan.sessions.first)).parts
    }
    let before = try await parts()
    #expect(
      try await parts(["Sources/Other/a.swift": "3"]).changes(since: before) == ["linkedReads Sources/Other"])
    #expect(
      try await parts(["Sources/Payments/b.swift": "3"]).changes(since: before) == [
        "linkedReads Sources/Payments"
      ])
    #expect(try await parts(["docs/api/other.json": "3"]).changes(since: before) == ["linked docs/api"])
    let ofVersion = try await parts(version: "2").changes(since: before)
    #expect(ofVersion.filter { $0.hasPrefix("tool") } == ["tool toy-interpreter"])
    #expect(try await parts().changes(since: before) == [])
  }

  /// What else a shell can start is in the hash of the machine: to start a dozen compilers takes seconds.
  @Test func onlyProgramsOfTheLanguagesOfAPageAreAskedForTheirVersions() async throws {
    let asked = Mutex<Set<String>>([])
    let counting = ProcessStarter(
      find: ProcessStarter.direct.find,
      run: { request throws(ProcessError) in
        if request.arguments == ["--version"] { _ = asked.withLock { $0.insert(request.program) } }
        return try await ProcessStarter.direct.run(request)
      })
    let folder = try ProjectFolder(["page.md": "```sh\necho a\n```\n"])
    #expect(try await folder.verify(starter: counting).executed == 1)
    #expect(asked.withLock { $0.map { ($0 as NSString).lastPathComponent } } == ["bash"])
  }
}
