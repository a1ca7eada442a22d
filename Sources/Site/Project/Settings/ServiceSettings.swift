import Yams

/// `service:` of `site/portal.yml`.
enum ServiceSetting {
  static let setting = Setting<Project>(
    "service", "`mock`, `none` or a mapping", otherwise: "`mock` for a project with a contract, else `none`",
    "The service that examples talk to. `mock` is the mock of the contract; a mapping declares a service of your own, which is started for each session.",
    cacheKey: .inputs { project in
      switch project.service {
      case nil: []
      case .contractMock: [.text("mock")]
      case .declared(let declaration):
        declaration.cacheInputs.flatMap { key, input in [.text(key), input] }
      }
    }, gives: GrantedRight(\.service), inner: keys.map(\.documentation),
    sample: """
      service:
        command: [python3, clients/python/a.py, "{port}"]
        environment: { LOG_LEVEL: warning }
        variables: { PAYMENTS_URL: "{url}" }
        ready: /health
        timeout: 10s
        endpoint: /rpc
        reset: /test/reset
        report: /test/report
        reads: [clients/python]
        packages: [.venv]
        scope: session
        setup: [clients/python/fill.sh]
        teardown: [clients/python/stop.sh]
      """
  ) { node, project, reader in
    guard case .mapping = node else {
      switch reader.choice(node, "service", among: ["mock", "none"]) {
      case "mock": project.service = .contractMock
      case "none": project.service = nil
      default: break
      }
      return
    }
    var declaration = ServiceDeclaration(command: [])
    _ = reader.read(
      node, "`service`", into: &declaration, keys, fix: "write `service: { command: [PROGRAM] }`")
    if canStart(declaration, "`service`", node, &reader) { project.service = .declared(declaration) }
  }

  /// Whether a declaration says enough to start the service; what it lacks is reported.
  static func canStart(
    _ declaration: ServiceDeclaration, _ name: String, _ node: Node, _ reader: inout SettingsReader
  ) -> Bool {
    if let use = declaration.use {
      return isReady(declaration, use, name, node, &reader)
    }
    if declaration.transport == .http,
      declaration.variables.values.contains(where: { $0.contains(ServiceDeclaration.portPlaceholder) })
    {
      reader.fail(
        node, "`variables` of \(name) has `{port}`, and its examples do not connect to the service itself",
        fix: "write `protocol: tcp`, or `{url}` in place of the port")
      return false
    }
    if declaration.command.isEmpty {
      reader.fail(
        node, "\(name) needs `command`", fix: "write `command: [PROGRAM, ARGUMENT]` below it")
      return false
    }
    if declaration.ready != .announcement, !declaration.takesPort {
      reader.fail(
        node, "the command of \(name) has no `\(ServiceDeclaration.portPlaceholder)`",
        fix:
          "write `\(ServiceDeclaration.portPlaceholder)` where the service takes its port, or `ready: announcement` if it prints its address"
      )
      return false
    }
    return true
  }

  /// Whether the settings leave to a ready-made service what it defines itself.
  private static func isReady(
    _ declaration: ServiceDeclaration, _ use: ReadyService, _ name: String, _ node: Node,
    _ reader: inout SettingsReader
  ) -> Bool {
    if declaration.command.isEmpty { return true }
    reader.fail(
      node, "\(name) has `command` and `use: \(use.name)`, which has a command of its own",
      fix: "remove one of them")
    return false
  }

  static let keys: [Setting<ServiceDeclaration>] = [
    Setting(
      "command", "a list of words", otherwise: "required",
      "Program and arguments, started in the project's folder. A program with `/` in it is a file of the project. `{port}` is replaced by a free port.",
      cacheKey: .inputs {
        // The command of a ready-made service names no files of the project.
        $0.use == nil ? CacheInput.command($0.command) : $0.command.map { .text($0) }
      }
    ) { node, service, reader in
      service.command = reader.list(node, "command").compactMap { reader.string($0, "command") }
    },
    texts("environment", \.environment, "Variables of the service; `{port}` is replaced in their values."),
    texts(
      "variables", \.variables,
      "Variables of the examples; `{url}` is replaced by the address of the service, and with `protocol: tcp` `{port}` by its port."
    ),
    Setting(
      "ready", "`announcement`, `port`, a path or other text", otherwise: "`announcement`",
      "How the service shows that it is ready: `announcement`, a line of JSON on standard output with `url` and, when needed, `endpoint` and `environment` (variables of the examples); `port`, it accepts connections; a path such as `/health`, which is answered with a status from 200 to 299; other text, a line of standard output that contains it.",
      // An announcement also gives the endpoint and variables.
      cacheKey: .inputs { [.text("\($0.ready)")] }
    ) { node, service, reader in
      guard let text = reader.string(node, "ready") else { return }
      switch text {
      case "announcement": service.ready = .announcement
      case "port": service.ready = .port
      default: service.ready = text.hasPrefix("/") ? .http(path: text) : .line(text)
      }
    },
    Setting(
      "timeout", "a duration such as `20s` or `2m`", otherwise: "`10s`",
      "How long it may take until it is ready.",
      cacheKey: .none("a session whose service was not ready has no verdict")
    ) { node, service, reader in
      if let seconds = reader.duration(node, "timeout") { service.timeout = .seconds(seconds) }
    },
    path("endpoint", \.endpoint, otherwise: "`/`", "The path that calls are posted to."),
    path(
      "reset", \.reset, otherwise: "the service is restarted",
      "The path that is posted to between sessions, so that each finds the service in its first state."),
    path(
      "report", \.report,
      "The path of a JSON object that is read at the end of a session: `events` lists the webhooks that were delivered, `problems` what the service itself found wrong, in sentences. A problem fails the session."
    ),
    .reads(
      \.reads,
      "What it may read, and what its responses depend on, besides the files in `command`. When it changes, sessions run again."
    ),
    .packages(\.packages),
    word(
      "scope", \.scope, otherwise: "`session`",
      "The sessions that use one process: `session`, each finds the service in its first state; `page`, those of a page share it; `run`, all of a verification do."
    ),
    command(
      "setup", \.setup,
      "A command that is run once after the service is ready, with the variables of its examples: it fills a store, say."
    ),
    command("teardown", \.teardown, "A command that is run before the service is ended."),
  ]

  static func word<Word: RawRepresentable & CaseIterable & Sendable>(
    _ key: String, _ path: WritableKeyPath<ServiceDeclaration, Word> & Sendable, otherwise: String,
    _ meaning: String
  ) -> Setting<ServiceDeclaration> where Word.RawValue == String {
    let words = Word.allCases.map(\.rawValue)
    return Setting(
      key, words.map { "`\($0)`" }.alternatives, otherwise: otherwise, meaning,
      cacheKey: .inputs { [.text($0[keyPath: path].rawValue)] }
    ) { node, service, reader in
      guard let word = reader.choice(node, key, among: words), let value = Word(rawValue: word) else {
        return
      }
      service[keyPath: path] = value
    }
  }

  private static func command(
    _ key: String, _ path: WritableKeyPath<ServiceDeclaration, [String]> & Sendable, _ meaning: String
  ) -> Setting<ServiceDeclaration> {
    Setting(
      key, "a list of words", meaning,
      cacheKey: .inputs { service in
        let words = service[keyPath: path]
        return service.use == nil ? CacheInput.command(words) : words.map { .text($0) }
      }
    ) { node, service, reader in
      service[keyPath: path] = reader.list(node, key).compactMap { reader.string($0, key) }
    }
  }

  private static func texts(
    _ key: String, _ path: WritableKeyPath<ServiceDeclaration, [String: String]> & Sendable, _ meaning: String
  ) -> Setting<ServiceDeclaration> {
    Setting(
      key, "name: value", meaning,
      cacheKey: .inputs { service in
        service[keyPath: path].sorted { $0.key < $1.key }.map { .text($0.key + "=" + $0.value) }
      }
    ) { node, service, reader in
      for (name, value) in reader.pairs(node, key) {
        if let text = reader.string(value, name) { service[keyPath: path][name] = text }
      }
    }
  }

  private static func path(
    _ key: String, _ path: WritableKeyPath<ServiceDeclaration, String> & Sendable, otherwise: String,
    _ meaning: String
  ) -> Setting<ServiceDeclaration> {
    Setting(
      key, "a path such as `/rpc`", otherwise: otherwise, meaning,
      cacheKey: .inputs { [.text($0[keyPath: path])] }
    ) { node, service, reader in
      if let text = httpPath(node, key, &reader) { service[keyPath: path] = text }
    }
  }

  private static func path(
    _ key: String, _ path: WritableKeyPath<ServiceDeclaration, String?> & Sendable,
    otherwise: String = "nothing", _ meaning: String
  ) -> Setting<ServiceDeclaration> {
    Setting(
      key, "a path such as `/rpc`", otherwise: otherwise, meaning,
      cacheKey: .inputs { [.text($0[keyPath: path] ?? "")] }
    ) { node, service, reader in
      if let text = httpPath(node, key, &reader) { service[keyPath: path] = text }
    }
  }

  private static func httpPath(_ node: Node, _ key: String, _ reader: inout SettingsReader) -> String? {
    guard let text = reader.string(node, key) else { return nil }
    if text.hasPrefix("/"), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return text }
    reader.fail(node, "`\(key)` must be a path that begins with `/`")
    return nil
  }
}
