import Diagnostics
import Languages
import Yams

/// `clients:` of `site/portal.yml`.
enum ClientSettings {
  static func setting(_ languages: Languages) -> Setting<Project> {
    let keys = keys(languages)
    return Setting(
      "clients", "a list of clients", "Client libraries whose source is compared with the contract.",
      cacheKey: .checked,
      inner: keys.map(\.documentation),
      sample: """
        clients:
          - language: python
            path: clients/python
            types: { PaymentInfo: Payment }
            loose: [PaymentInfo.note]
            without: [payments.refund]
        """
    ) { node, project, reader in
      for item in reader.list(node, "clients") {
        var draft = Draft()
        let isMapping = reader.read(
          item, "a client", into: &draft, keys,
          fix: "write `- language: swift` and `path: Sources/Client` below it")
        guard isMapping, !draft.isRefused else { continue }
        guard let language = draft.language, !draft.client.path.isEmpty else {
          reader.fail(item, "A client needs `language` and `path`")
          continue
        }
        draft.client.language = language
        project.clients.append(draft.client)
      }
    }
  }

  private struct Draft {
    var language: String?
    var client = Project.Client(language: "", path: "")
    /// Whether its language is not supported.
    var isRefused = false
  }

  private static func keys(_ languages: Languages) -> [Setting<Draft>] {
    [language(among: languages.list.filter { $0.clientReader != nil }.map(\.id))] + keys
  }

  private static func language(among ids: [String]) -> Setting<Draft> {
    Setting(
      "language", ids.alternatives, otherwise: "required", "The language of the source.", cacheKey: .checked
    ) { node, draft, reader in
      draft.language = reader.choice(node, "language", among: ids)
      draft.isRefused = draft.language == nil
    }
  }

  private static let keys: [Setting<Draft>] = [
    Setting("path", "a file or folder", otherwise: "required", "Where the source is.", cacheKey: .checked) {
      node, draft, reader in
      if let path = reader.fileOrFolder(node, "path") { draft.client.path = path }
    },
    Setting(
      "types", "type: schema", otherwise: "equal names",
      "The schemas of client types whose names differ from the contract's.",
      cacheKey: .checked
    ) { node, draft, reader in
      for (key, value) in reader.pairs(node, "types") {
        guard let schema = reader.string(value, key) else { continue }
        draft.client.types[key] = schema
        draft.client.places[key] = reader.text.span(value)
      }
    },
    names(
      "loose", \.client.loose, "a list of `Type.field`",
      "Fields that are optional in the client although the service always returns them."),
    names("without", \.client.without, "a list of methods", "Methods that the client does not implement."),
  ]

  private static func names(
    _ key: String, _ path: WritableKeyPath<Draft, [String]> & Sendable, _ takes: String, _ meaning: String
  ) -> Setting<Draft> {
    Setting(key, takes, meaning, cacheKey: .checked) { node, draft, reader in
      for item in reader.list(node, key) {
        guard let name = reader.string(item, key) else { continue }
        draft[keyPath: path].append(name)
        draft.client.places[name] = reader.text.span(item)
      }
    }
  }
}
