import Yams

/// `services:` of `site/portal.yml`.
enum PageServiceSetting {
  static let setting = Setting<Project>(
    "services", "a list of services",
    "Services that some pages need besides `service`. Each has a name, the pages on which it is started, and the keys of `service`, except `endpoint`. Their variables are added to those of `service`.",
    cacheKey: .below, gives: GrantedRight(\.services), inner: keys.map(\.documentation),
    sample: """
      services:
        - name: exchange rates
          pages: [guides/prices.md]
          command: [python3, clients/python/a.py, "{port}"]
          environment: { LOG_LEVEL: warning }
          variables: { RATES_URL: "{url}" }
          ready: port
          timeout: 10s
          reset: /test/reset
          report: /test/report
          reads: [clients/python]
          packages: [.venv]
          scope: page
          setup: [clients/python/fill.sh]
          teardown: [clients/python/stop.sh]
        - name: cache
          pages: [guides/cache.md]
          command: [python3, clients/python/a.py, "{port}"]
          ready: port
          protocol: tcp
          variables: { CACHE_PORT: "{port}" }
        - name: database
          pages: [guides/queries.md]
          use: postgres
          schema: [clients/python/a.sql]
          seed: [clients/python/rows.sql]
          user: reader
      """
  ) { node, project, reader in
    for item in reader.list(node, "services") {
      var service = PageService(name: "", pages: [], declaration: ServiceDeclaration(command: []))
      let isMapping = reader.read(
        item, "a service", into: &service, keys,
        fix: "write `- name: rates`, and `pages: [guides]` and `command: [PROGRAM]` below it")
      guard isMapping else { continue }
      if service.name.isEmpty || service.pages.isEmpty {
        reader.fail(item, "A service needs `name`, `pages` and `command`")
      } else if project.services.contains(where: { $0.name == service.name }) {
        reader.fail(item, "Duplicate service `\(service.name)`", fix: "rename one of them")
      } else if ServiceSetting.canStart(service.declaration, "`\(service.name)`", item, &reader) {
        service.declaration.use?.complete(&service.declaration)
        project.services.append(service)
      }
    }
  }

  static let keys: [Setting<PageService>] =
    [
      .string(
        "name", \.name, otherwise: "required", "What messages call it.",
        cacheKey: .none("only messages name it")),
      Setting(
        "pages", "a list of pages and folders of pages", otherwise: "required",
        "The pages whose examples find it, relative to `content`; `.` for all.",
        cacheKey: .blocks("whether its page is among them")
      ) { node, service, reader in
        service.pages = reader.list(node, "pages").compactMap { reader.path($0, "pages") }
      },
    ]
    // Only `service` is sent the requests that pages show.
    + (ServiceSetting.keys.filter { $0.key != "endpoint" } + ReadyServiceSetting.keys).map {
      $0.within(\.declaration)
    }
}

extension Setting {
  /// The same setting of a value that is part of another.
  func within<Whole>(_ path: WritableKeyPath<Whole, Value> & Sendable) -> Setting<Whole> {
    let inputs: CacheKeyPart<Whole> =
      switch cacheKey {
      case .inputs(let inputs): .inputs { inputs($0[keyPath: path]) }
      case .below: .below
      case .blocks(let how): .blocks(how)
      case .none(let why): .none(why)
      }
    let (text, read) = (documentation, read)
    return Setting<Whole>(
      text.key, text.takes, otherwise: text.otherwise, text.meaning, cacheKey: inputs, inner: text.inner,
      sample: text.sample
    ) { node, whole, reader in read(node, &whole[keyPath: path], &reader) }
  }
}
