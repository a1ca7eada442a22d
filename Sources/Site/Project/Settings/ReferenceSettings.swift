import Languages
import Yams

/// `reference:` of `site/portal.yml`.
enum ReferenceSettings {
  static func setting(_ languages: Languages) -> Setting<Project> {
    let keys = requests + languages.list.filter { $0.samples?.client != nil }.map(client) + [versions]
    return Setting(
      "reference", "`none` or a mapping", otherwise: "generated when there is a contract",
      "The section of pages that is generated from the contract.",
      cacheKey: .inputs { keys.inputs(of: $0.reference).map(\.input) }, inner: keys.map(\.documentation),
      sample: """
        reference:
          folder: api
          url: PAYMENTS_URL
          endpoint: /rpc
          token: PAYMENTS_TOKEN
          python: { module: payments, make: payments.Client() }
          swift: { module: Payments, make: Client() }
          versions:
            - { version: "1.1", date: 2026-11-22, notes: Refunds. }
            - { version: "1.0", contract: docs/api/openrpc-1.0.json }
        """
    ) { node, project, reader in
      if case .scalar(let scalar) = node {
        project.reference.isGenerated = scalar.string != "none"
        if scalar.string != "none" {
          reader.fail(node, "`reference` must be `none` or a mapping, not `\(scalar.string)`")
        }
        return
      }
      _ = reader.read(
        node, "`reference`", into: &project.reference, keys, fix: SettingsReader.mappingFix("reference"))
    }
  }

  /// Where the pages are, and what samples of requests are sent to.
  private static let requests: [Setting<ReferenceOptions>] =
    [
      .path(
        "folder", \.folder, takes: "a folder of the content", otherwise: "the contract's folder, else `api`",
        "The folder of its pages.", cacheKey: .shown),
      .string(
        "url", \.url, takes: "an environment variable", otherwise: "`\(ReferenceOptions().url)`",
        "Contains the service's URL in samples.", cacheKey: .inputs { [.text($0.url)] }),
      .string(
        "endpoint", \.endpoint, takes: "a path", otherwise: "empty",
        "The path to which requests are posted, after the URL.", cacheKey: .inputs { [.text($0.endpoint)] }),
      .string(
        "token", \.token, takes: "an environment variable", "Contains the bearer token in samples.",
        cacheKey: .inputs { options in options.token.map { [.text($0)] } ?? [] }),
    ]

  private static let versions = Setting<ReferenceOptions>(
    "versions", "a list of versions", "The versions of the contract, newest first.", cacheKey: .shown,
    inner: version.map(\.documentation)
  ) { node, options, reader in
    options.versions = []
    for item in reader.list(node, "versions") {
      var version = ReferenceOptions.Version(version: "")
      let isMapping = reader.read(
        item, "`versions`", into: &version, Self.version, fix: SettingsReader.mappingFix("versions"))
      guard isMapping else { continue }
      if version.version.isEmpty {
        reader.fail(item, "A version needs `version`")
      } else {
        options.versions.append(version)
      }
    }
  }

  private static func client(_ language: Language) -> Setting<ReferenceOptions> {
    let key = language.id
    return Setting(
      key, "a mapping", otherwise: "the standard library", "The client that \(language.label) samples call.",
      cacheKey: .samples,
      inner: clientKeys.map(\.documentation)
    ) { node, options, reader in
      var client = ReferenceOptions.Client(module: "", make: "")
      let isMapping = reader.read(
        node, "`\(key)`", into: &client, clientKeys, fix: SettingsReader.mappingFix(key))
      guard isMapping else { return }
      if client.module.isEmpty || client.make.isEmpty {
        reader.fail(node, "`\(key)` needs `module` and `make`")
      } else {
        options.clients[key] = client
      }
    }
  }

  private static let clientKeys: [Setting<ReferenceOptions.Client>] = [
    .string("module", \.module, otherwise: "required", "The module that samples import.", cacheKey: .samples),
    .string("make", \.make, otherwise: "required", "The expression that makes a client.", cacheKey: .samples),
  ]

  private static let version: [Setting<ReferenceOptions.Version>] = [
    .string("version", \.version, otherwise: "required", "The version number.", cacheKey: .shown),
    .string("date", \.date, takes: "a day", "When it was published.", cacheKey: .shown),
    .string("notes", \.notes, takes: "Markdown", "What readers should know about it.", cacheKey: .shown),
    .path(
      "contract", \.contract, .file, takes: "a file", otherwise: "the current contract",
      "The contract of that version. Its differences to the next version are listed.", cacheKey: .shown),
  ]
}
