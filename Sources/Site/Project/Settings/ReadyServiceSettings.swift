import Yams

/// The keys of ready-made services in an entry of `services:`.
enum ReadyServiceSetting {
  static let keys: [Setting<ServiceDeclaration>] = [
    ServiceSetting.word(
      "protocol", \.transport, otherwise: "`http`",
      "How examples reach the service: `http`, through FlowDocs, which waits for requests that are still answered; `tcp`, their connections are passed on as they are, for a service that does not speak HTTP."
    ),
    Setting(
      "use", names, otherwise: "a service of your own, started by `command`",
      "A ready-made service: no other key than `name`, `pages` and those of its data is needed.",
      cacheKey: .inputs { service in
        service.use.map { use in [.text(use.name)] + use.tools.map { .program($0) } } ?? []
      }
    ) { node, service, reader in
      guard let name = reader.choice(node, "use", among: ReadyService.all.map(\.name)) else { return }
      service.use = ReadyService[name]
    },
    files(
      "schema", \.schema,
      "Of `use: postgres`: files of SQL that make the tables. They are run in their order, once."),
    files("seed", \.seed, "Of `use: postgres`: files of SQL that fill the tables, run after `schema`."),
    .string(
      "user", \.user, takes: "a name", otherwise: "`docs`",
      "Of `use: postgres`: the role that owns the databases, and that examples connect as.",
      cacheKey: .inputs { [.text($0.user ?? "")] }),
  ]

  private static let names = ReadyService.all.map { "`\($0.name)`" }.alternatives

  private static func files(
    _ key: String, _ path: WritableKeyPath<ServiceDeclaration, [String]> & Sendable, _ meaning: String
  ) -> Setting<ServiceDeclaration> {
    Setting(
      key, "a list of files", meaning, cacheKey: .inputs { $0[keyPath: path].map { .file($0) } }
    ) { node, service, reader in
      service[keyPath: path] = reader.list(node, key).compactMap { reader.path($0, key, .file) }
    }
  }
}
