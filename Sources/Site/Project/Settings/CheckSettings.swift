import Diagnostics
import Yams

/// `checks:` and `failsOn:` of `site/portal.yml`.
enum CheckSettings {
  static let setting = Setting<Project>(
    "checks", "a list of entries", otherwise: "the severity that each rule has",
    "How much findings matter. Of several entries that apply to a finding, the last one applies. Failed verifications are always errors.",
    cacheKey: .weighed, inner: keys.map(\.documentation),
    sample: """
      checks:
        - rules: [remote-image]
          severity: off
        - rules: [pages]
          pages: [blog]
          severity: warning
      """
  ) { node, project, reader in
    for item in reader.list(node, "checks") {
      var draft = Draft()
      let isMapping = reader.read(
        item, "an entry of `checks`", into: &draft, keys,
        fix: "write `- rules: [dead-link]` and `severity: warning` below it")
      guard isMapping else { continue }
      switch draft.severity {
      case .read: project.checks.append(draft.settings)
      case .missing: reader.fail(item, "An entry of `checks` needs `severity`")
      case .refused: break
      }
    }
  }

  static let failsOn = Setting<Project>(
    "failsOn", Severity.allCases.map(\.rawValue).alternatives, otherwise: "`error`",
    "The least severity of a finding that makes `flowdocs check` and `flowdocs verify` exit with 1, and `flowdocs build` write nothing.",
    cacheKey: .weighed, sample: "failsOn: warning"
  ) { node, project, reader in
    let word = reader.choice(node, "failsOn", among: Severity.allCases.map(\.rawValue))
    if let severity = word.flatMap({ Severity(rawValue: $0) }) { project.failsOn = severity }
  }

  private struct Draft {
    enum Reading { case missing, refused, read }

    var settings = Project.CheckSettings()
    /// A refused one has a finding already.
    var severity = Reading.missing

    /// Reads names of rules or paths of pages, and where they are written.
    mutating func readNames(
      _ node: Node, _ key: String, into names: WritableKeyPath<Project.CheckSettings, [String]>,
      _ reader: inout SettingsReader, _ read: (Node, inout SettingsReader) -> String?
    ) {
      for item in reader.list(node, key) {
        guard let name = read(item, &reader) else { continue }
        settings[keyPath: names].append(name)
        settings.places[name] = reader.text.span(item)
      }
    }
  }

  private static let off = "off"

  private static let keys: [Setting<Draft>] = [
    Setting(
      "rules", "a list of rules and groups", otherwise: "all",
      "The ids of rules and names of groups whose findings get the severity.",
      cacheKey: .weighed
    ) { node, draft, reader in
      draft.readNames(node, "rules", into: \.rules, &reader) { $1.string($0, "rules") }
    },
    Setting(
      "pages", "a list of pages and folders of pages", otherwise: "the whole project",
      "The pages whose findings get the severity, relative to `content`.", cacheKey: .weighed
    ) { node, draft, reader in
      draft.readNames(node, "pages", into: \.pages, &reader) { $1.path($0, "pages") }
    },
    Setting(
      "severity", (Severity.allCases.map(\.rawValue) + [off]).alternatives,
      otherwise: "required", "What such findings are; `off` reports none.", cacheKey: .weighed
    ) { node, draft, reader in
      let word = reader.choice(node, "severity", among: Severity.allCases.map(\.rawValue) + [off])
      draft.severity = word == nil ? .refused : .read
      draft.settings.severity = word.flatMap { Severity(rawValue: $0) }
    },
  ]
}
