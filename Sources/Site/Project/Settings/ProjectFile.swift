import Diagnostics
import Languages
import Yams

extension Rule {
  public static let badProject = Rule(
    "bad-project", .error, "`site/portal.yml` has a key or a value that it cannot have")
}

extension Project {
  /// Where a project's definition stands, relative to its root.
  public static let definition = "site/portal.yml"

  /// Reads `site/portal.yml`; a folder without that file is a project of plain Markdown.
  ///
  /// Every key may be left out; `ProjectSetting.all` lists them.
  ///
  /// - Parameter pageKeys: the keys that the front matter of a page can have.
  package static func load(
    root: String, files: FileReader, pageKeys: [String]
  ) throws(DiagnosticError) -> Project {
    let bytes: [UInt8]
    do throws(FileReadError) {
      bytes = try files.read(definition)
    } catch {
      if error == .notFound { return Project(root: root) }
      throw DiagnosticError(Diagnostic(.unreadableFile, "`\(files.printed(definition))` \(error)"))
    }
    let text = YAMLText(SourceText(path: files.printed(definition), bytes: bytes))
    var reading = ProjectReading(
      text: text, files: files, pageKeys: pageKeys, project: Project(root: root, content: "content"))
    reading.project.isConfigured = true
    if let root = try text.root() { reading.read(root) }
    if reading.diagnostics.isEmpty, files.kind(reading.project.content) != .folder {
      reading.diagnostics.append(
        Diagnostic(
          .badProject, "there is no folder `\(reading.project.content)`",
          at: text.span(reading.contentMark, length: 1),
          fix: "make it, or name the folder of the pages with `content:`"))
    }
    if !reading.diagnostics.isEmpty { throw DiagnosticError(reading.diagnostics) }
    return reading.project
  }
}

struct ProjectReading {
  let text: YAMLText
  let files: FileReader
  let pageKeys: [String]
  var project: Project
  var diagnostics: [Diagnostic] = []
  var contentMark: Mark?

  mutating func read(_ root: Node) {
    guard case .mapping(let mapping) = root else {
      fail(
        root, "`\(Project.definition)` is no mapping",
        fix: "write `key: value` lines, such as `title: My portal`")
      return
    }
    for (key, value) in mapping {
      guard let name = known(key, among: ProjectSetting.keys()) else { continue }
      switch name {
      case "title": string(value, name).map { project.title = $0 }
      case "description": string(value, name).map { project.description = $0 }
      case "address": address(value)
      case "content":
        contentMark = value.mark
        path(value, name).map { project.content = $0.isEmpty ? "." : $0 }
      case "contract": path(value, name, .file).map { project.contract = $0 }
      case "trustsHTML": bool(value, name).map { project.trustsHTML = $0 }
      case "trustedFiles": project.trustedFiles = list(value, name).compactMap { path($0, name) }
      case "linked": project.linked = list(value, name).compactMap { path($0, name, .folder) }
      case "pythonPath": project.pythonPath = list(value, name).compactMap { path($0, name, .folder) }
      case "swiftModules":
        for (key, value) in pairs(value, name) {
          path(value, key, .folder).map { project.swiftModules[key] = $0 }
        }
      case "policy": for (key, value) in pairs(value, name) { policy(key, value) }
      case "service": service(value)
      case "pages": pages(value)
      case "clients": for item in list(value, name) { client(item) }
      case "checkers": for item in list(value, name) { checker(item) }
      case "sections": for item in list(value, name) { section(item) }
      case "symbols": symbols(value)
      case "reference": reference(value)
      case "otherTools": otherTools(value)
      default: break
      }
    }
  }

  mutating func fail(_ node: Node, _ message: String, fix: String? = nil) {
    diagnostics.append(Diagnostic(.badProject, message, at: text.span(node), fix: fix))
  }

  /// A key's name when it is one of those that may stand there; otherwise a finding.
  mutating func known(_ key: Node, among keys: [String]) -> String? {
    let name = key.scalar?.string ?? ""
    if keys.contains(name) { return name }
    fail(
      key, "unknown key `\(name)`",
      fix: NearMiss.nearest(to: name, in: keys).map { "write `\($0)`" }
        ?? "the keys are " + keys.map { "`\($0)`" }.joined(separator: ", "))
    return nil
  }

  mutating func string(_ node: Node, _ name: String) -> String? {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      fail(node, "`\(name)` is no text")
      return nil
    }
    return scalar.string
  }

  /// The path goes into pages as it is written, so that nothing but the characters of a path may stand in it.
  private mutating func address(_ node: Node) {
    guard let text = string(node, "address") else { return }
    let rest = ["https://", "http://"].lazy.compactMap { text.hasPrefix($0) ? text.dropFirst($0.count) : nil }
      .first
    let path = rest.map { $0.drop { $0 != "/" } }
    let isPath = path?.utf8.allSatisfy { $0.isAddressByte } ?? false
    guard let rest, let path, isPath, rest.first != "/", !rest.isEmpty else {
      fail(
        node, "`address` is no address of a portal",
        fix: "write it with its scheme and host, as `https://docs.example.org/team/`")
      return
    }
    project.addressPath = path.hasSuffix("/") ? String(path) : path + "/"
  }

  private mutating func bool(_ node: Node, _ name: String) -> Bool? {
    guard let value = node.bool else {
      fail(node, "`\(name)` is neither `true` nor `false`")
      return nil
    }
    return value
  }

  /// A path inside the project, at which `kind` stands when that is asked.
  mutating func path(_ node: Node, _ name: String, _ kind: FileReader.Kind? = nil) -> String? {
    guard let string = string(node, name) else { return nil }
    guard let path = RelativePath.normalized(string) else {
      fail(
        node, "`\(name)` is `\(string)`, which is outside the project",
        fix: "write a path relative to the project's root")
      return nil
    }
    if let kind, files.kind(path.isEmpty ? "." : path) != kind {
      fail(node, "`\(name)` names `\(string)`, but there is no such \(kind == .file ? "file" : "folder")")
      return nil
    }
    return path
  }

  mutating func list(_ node: Node, _ name: String) -> [Node] {
    guard case .sequence(let sequence) = node else {
      fail(node, "`\(name)` is no list", fix: "write `\(name): [FIRST, SECOND]`")
      return []
    }
    return Array(sequence)
  }

  mutating func pairs(_ node: Node, _ name: String) -> [(String, Node)] {
    guard case .mapping(let mapping) = node else {
      fail(node, "`\(name)` is no mapping", fix: "write `\(name):` and indented `key: value` lines below it")
      return []
    }
    return mapping.map { ($0.key.scalar?.string ?? "", $0.value) }
  }

  private mutating func policy(_ language: String, _ node: Node) {
    guard let word = string(node, language) else { return }
    guard let level = ProofLevel(rawValue: word) else {
      let known = ProofLevel.allCases.map(\.rawValue)
      fail(
        node,
        "the policy of `\(language)` is `\(word)`; it takes "
          + known.map { "`\($0)`" }.joined(separator: ", "),
        fix: NearMiss.nearest(to: word, in: known).map { "write `\($0)`" })
      return
    }
    project.policy[FenceLanguage.named(language.utf8)] = level
  }

  private mutating func service(_ node: Node) {
    guard let word = string(node, "service") else { return }
    if word == "mock" {
      project.service = word
    } else if word != "none" {
      fail(node, "`service` is `\(word)`; it takes `mock` or `none`")
    }
  }

  private mutating func pages(_ node: Node) {
    guard case .mapping(let mapping) = node else {
      fail(node, "`pages` is no mapping", fix: "write `pages: {require: [kind, audience, minutes]}`")
      return
    }
    for (key, value) in mapping {
      guard let name = known(key, among: ProjectSetting.keys("pages")) else { continue }
      switch name {
      case "require":
        for item in list(value, "require") {
          guard let name = string(item, "require") else { continue }
          if pageKeys.contains(name) {
            project.pages.required.append(name)
          } else {
            fail(
              item, "a page cannot have `\(name)`",
              fix: NearMiss.nearest(to: name, in: pageKeys).map { "write `\($0)`" }
                ?? "the keys of the front matter are "
                + pageKeys.map { "`\($0)`" }.joined(separator: ", "))
          }
        }
      case "ending": string(value, "ending").map { project.pages.ending = $0 }
      default: break
      }
    }
  }

  private mutating func otherTools(_ node: Node) {
    for (key, value) in mapping(node, "otherTools") {
      guard let name = known(key, among: ProjectSetting.keys("otherTools")) else { continue }
      let words = list(value, name).compactMap { string($0, name) }
      switch name {
      case "frontMatter": project.otherTools.frontMatter = words
      case "fences": project.otherTools.fences = words
      default: break
      }
    }
  }

  private mutating func client(_ node: Node) {
    guard case .mapping(let mapping) = node else {
      fail(
        node, "a client is no mapping", fix: "write `- language: swift` and `path: Sources/Client` below it")
      return
    }
    var language: String?
    var client = Project.Client(language: "", path: "")
    for (key, value) in mapping {
      guard let name = known(key, among: ProjectSetting.keys("clients")) else { continue }
      switch name {
      case "language":
        guard let word = string(value, "language") else { continue }
        let known = Languages.all.list.filter { $0.clientReader != nil }.map(\.id)
        guard known.contains(word) else {
          fail(
            value, "`language` is `\(word)`; it takes " + known.map { "`\($0)`" }.joined(separator: " or "),
            fix: NearMiss.nearest(to: word, in: known).map { "write `\($0)`" })
          return
        }
        language = word
      case "path":
        guard let path = path(value, "path") else { continue }
        if files.kind(path) == nil {
          fail(value, "`path` names `\(path)`, but there is nothing there")
        }
        client.path = path
      case "types":
        for (key, value) in pairs(value, "types") {
          guard let schema = string(value, key) else { continue }
          client.types[key] = schema
          client.places[key] = text.span(value)
        }
      case "loose": client.loose = names(value, "loose", &client.places)
      case "without": client.without = names(value, "without", &client.places)
      default: break
      }
    }
    guard let language, !client.path.isEmpty else {
      fail(node, "a client needs `language` and `path`")
      return
    }
    client.language = language
    project.clients.append(client)
  }

  private mutating func names(
    _ node: Node, _ key: String, _ places: inout [String: SourceSpan]
  ) -> [String] {
    var names: [String] = []
    for item in list(node, key) {
      guard let name = string(item, key) else { continue }
      names.append(name)
      places[name] = text.span(item)
    }
    return names
  }

  private mutating func section(_ node: Node) {
    guard case .mapping(let mapping) = node else {
      fail(node, "a section is no mapping", fix: "write `- folder: guides` and `title: Guides` below it")
      return
    }
    var section = Project.Section(folder: "", title: "")
    for (key, value) in mapping {
      guard let name = known(key, among: ProjectSetting.keys("sections")) else { continue }
      switch name {
      case "folder": path(value, "folder").map { section.folder = $0 }
      case "title": string(value, "title").map { section.title = $0 }
      default: break
      }
    }
    if section.folder.isEmpty || section.title.isEmpty {
      fail(node, "a section needs `folder` and `title`")
    } else {
      project.sections.append(section)
    }
  }

  private mutating func reference(_ node: Node) {
    if case .scalar(let scalar) = node {
      project.reference.isGenerated = scalar.string != "none"
      if scalar.string != "none" {
        fail(node, "`reference` is `\(scalar.string)`; it takes `none` or a mapping")
      }
      return
    }
    for (key, value) in mapping(node, "reference") {
      guard let name = known(key, among: ProjectSetting.keys("reference")) else { continue }
      switch name {
      case "folder": path(value, "folder").map { project.reference.folder = $0 }
      case "url": string(value, "url").map { project.reference.url = $0 }
      case "endpoint": string(value, "endpoint").map { project.reference.endpoint = $0 }
      case "token": string(value, "token").map { project.reference.token = $0 }
      case "python": project.reference.python = sampleClient(value, "python")
      case "swift": project.reference.swift = sampleClient(value, "swift")
      case "versions": project.reference.versions = list(value, "versions").compactMap { version($0) }
      default: break
      }
    }
  }

  private mutating func sampleClient(_ node: Node, _ language: String) -> ReferenceOptions.Client? {
    var client = ReferenceOptions.Client(module: "", make: "")
    for (key, value) in mapping(node, language) {
      guard let name = known(key, among: ProjectSetting.keys("reference", language)) else { continue }
      switch name {
      case "module": string(value, "module").map { client.module = $0 }
      case "make": string(value, "make").map { client.make = $0 }
      default: break
      }
    }
    if !client.module.isEmpty, !client.make.isEmpty { return client }
    fail(node, "`\(language)` needs `module` and `make`")
    return nil
  }

  private mutating func version(_ node: Node) -> ReferenceOptions.Version? {
    var version = ReferenceOptions.Version(version: "")
    for (key, value) in mapping(node, "versions") {
      guard let name = known(key, among: ProjectSetting.keys("reference", "versions")) else { continue }
      switch name {
      case "version": string(value, "version").map { version.version = $0 }
      case "date": string(value, "date").map { version.date = $0 }
      case "notes": string(value, "notes").map { version.notes = $0 }
      case "contract": path(value, "contract", .file).map { version.contract = $0 }
      default: break
      }
    }
    if !version.version.isEmpty { return version }
    fail(node, "a version needs `version`")
    return nil
  }

  private mutating func mapping(_ node: Node, _ name: String) -> [(Node, Node)] {
    guard case .mapping(let mapping) = node else {
      fail(node, "`\(name)` is no mapping", fix: "write `\(name):` and indented `key: value` lines below it")
      return []
    }
    return mapping.map { ($0.key, $0.value) }
  }
}

extension UInt8 {
  /// Letters, digits, and what else stands bare in the path of an address.
  fileprivate var isAddressByte: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~/%+@:,=".utf8.contains(self)
    }
  }
}
