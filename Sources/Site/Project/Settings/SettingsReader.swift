import Diagnostics
import Languages
import YAML
import Yams

extension Rule {
  public static let badProject = Rule(
    "bad-project", .error, "Unknown key or invalid value in `site/portal.yml`")
  public static let deprecatedKey = Rule(
    "deprecated-key", .warning, "Former name of a key in `site/portal.yml`, or of a rule")
}

/// Reads the values of `site/portal.yml`, and collects the mistakes in them.
struct SettingsReader {
  let text: YAMLText
  let files: FileReader
  /// The keys that the front matter of a page can have.
  let pageKeys: [String]
  let languages: Languages
  /// The version of FlowDocs that reads them.
  let version: String
  /// The rule of mistakes.
  let rule: Rule
  private(set) var diagnostics: [Diagnostic] = []
  /// What works now, and will not in a later version.
  private(set) var warnings: [Diagnostic] = []

  init(
    text: YAMLText, files: FileReader, pageKeys: [String], languages: Languages,
    version: String = Release.version, rule: Rule = .badProject
  ) {
    self.text = text
    self.files = files
    self.pageKeys = pageKeys
    self.languages = languages
    self.version = version
    self.rule = rule
  }

  mutating func fail(_ node: Node, _ message: String, fix: String? = nil) {
    diagnostics.append(Diagnostic(rule, message, at: text.span(node), fix: fix))
  }

  /// An unknown name.
  mutating func fail(
    _ node: Node, _ message: String, name: String, among known: [String], otherwise fix: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        rule, message, at: text.span(node), name: name, guess: NearMiss.guess(for: name, in: known),
        otherwise: fix))
  }

  mutating func fail(_ mark: Mark?, _ message: String, fix: String? = nil) {
    diagnostics.append(Diagnostic(rule, message, at: text.span(mark, length: 1), fix: fix))
  }

  /// Reads the keys of a mapping into a value.
  mutating func read<Value>(_ mapping: Node.Mapping, into value: inout Value, _ settings: [Setting<Value>]) {
    for (key, node) in mapping {
      let name = key.scalar?.string ?? ""
      if let setting = settings.first(where: { $0.key == name }) {
        setting.read(node, &value, &self)
        continue
      }
      if let setting = settings.first(where: { $0.formerName?.name == name }),
        let former = setting.formerName
      {
        if mapping[setting.key] != nil {
          fail(
            key, "`\(name)` is the former name of `\(setting.key)`, which is set, too",
            fix: "remove `\(name)`")
        } else if accepts(former, key, now: setting.key) {
          setting.read(node, &value, &self)
        }
        continue
      }
      let keys = settings.map(\.key)
      fail(
        key, "Unknown key `\(name)`", name: name, among: keys,
        otherwise: "the keys are " + keys.map { "`\($0)`" }.joined(separator: ", "))
    }
  }

  /// Reports the former name of a key, and whether it may still be read.
  private mutating func accepts(_ former: FormerName, _ key: Node, now name: String) -> Bool {
    let isAccepted = former.isAccepted(by: version)
    let finding = former.finding(
      now: name, of: "key", at: text.span(key), deprecated: .deprecatedKey, unknown: rule, by: version)
    if isAccepted { warnings.append(finding) } else { diagnostics.append(finding) }
    return isAccepted
  }

  /// The same for a node that must be a mapping.
  ///
  /// - Parameter what: the name of the node, as words before "must be a mapping".
  mutating func read<Value>(
    _ node: Node, _ what: String, into value: inout Value, _ settings: [Setting<Value>], fix: String
  ) -> Bool {
    guard case .mapping(let mapping) = node else {
      fail(node, "\(what) must be a mapping", fix: fix)
      return false
    }
    read(mapping, into: &value, settings)
    return true
  }

  mutating func string(_ node: Node, _ name: String) -> String? {
    guard case .scalar(let scalar) = node, !scalar.string.isEmpty else {
      fail(node, "`\(name)` must be a string")
      return nil
    }
    return scalar.string
  }

  mutating func bool(_ node: Node, _ name: String) -> Bool? {
    guard let value = node.bool else {
      fail(node, "`\(name)` must be `true` or `false`")
      return nil
    }
    return value
  }

  /// A value that must be one of some words.
  mutating func choice(_ node: Node, _ name: String, among words: [String]) -> String? {
    guard let word = string(node, name) else { return nil }
    if words.contains(word) { return word }
    fail(
      node, "`\(name)` must be " + words.alternatives + ", not `\(word)`", name: word, among: words)
    return nil
  }

  /// A path inside the project; `kind`, if given, must be there.
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

  /// The path of a file or folder of the project. One that does not exist is reported, and still returned, so that the
  /// key counts as set.
  mutating func fileOrFolder(_ node: Node, _ name: String) -> String? {
    guard let path = path(node, name) else { return nil }
    if files.kind(path.isEmpty ? "." : path) == nil {
      fail(node, "`\(name)` names `\(path)`, but there is no such file or folder")
    }
    return path
  }

  /// A path at which there need not be anything; a link there must not lead out of the project.
  mutating func insidePath(_ node: Node, _ name: String) -> String? {
    guard let path = path(node, name) else { return nil }
    if files.leadsOutside(path) {
      fail(
        node, "`\(name)` names `\(path)`, a link that leads out of the project",
        fix: "put it into the project's folder")
    }
    return path
  }

  /// A duration in seconds.
  mutating func duration(_ node: Node, _ name: String) -> Double? {
    guard let word = string(node, name) else { return nil }
    if let seconds = TimeText.seconds(word) { return seconds }
    fail(node, "`\(name)` must be \(TimeText.form), not `\(word)`")
    return nil
  }

  mutating func list(_ node: Node, _ name: String) -> [Node] {
    guard case .sequence(let sequence) = node else {
      fail(node, "`\(name)` must be a list", fix: "write `\(name): [FIRST, SECOND]`")
      return []
    }
    return Array(sequence)
  }

  mutating func pairs(_ node: Node, _ name: String) -> [(String, Node)] {
    guard case .mapping(let mapping) = node else {
      fail(node, "`\(name)` must be a mapping", fix: Self.mappingFix(name))
      return []
    }
    return mapping.map { ($0.key.scalar?.string ?? "", $0.value) }
  }

  static func mappingFix(_ name: String) -> String {
    "write `\(name):` and indented `key: value` lines below it"
  }
}
