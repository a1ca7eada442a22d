import Diagnostics
import Project
import Testing

/// `service:` of `site/portal.yml`.
struct ServiceSettingTests {
  private func service(_ text: String) throws -> Project.Service? {
    try Project.load(
      root: "/p",
      files: .memory(["site/portal.yml": text, "content/a.md": "", "api.json": "{}", "app/main.py": ""])
    ).service
  }

  @Test func aContractIsMockedUnlessTheSettingsSayOtherwise() throws {
    #expect(try service("title: T") == nil)
    #expect(try service("contract: api.json") == .contractMock)
    #expect(try service("contract: api.json\nservice: none") == nil)
    #expect(try service("service: none\ncontract: api.json") == nil)
    #expect(try service("service: mock") == .contractMock)
  }

  @Test func aServiceIsDeclaredByItsCommand() throws {
    let text = """
      service:
        command: [python3, app/main.py, "{port}"]
        environment: { LEVEL: "3" }
        variables: { APP_URL: "{url}/v1" }
        ready: /health
        timeout: 2s
        endpoint: /rpc
        reset: /reset
        report: /report
        reads: [app]
      """
    #expect(
      try service(text)
        == .declared(
          ServiceDeclaration(
            command: ["python3", "app/main.py", "{port}"], environment: ["LEVEL": "3"],
            variables: ["APP_URL": "{url}/v1"], ready: .http(path: "/health"), timeout: .seconds(2),
            endpoint: "/rpc", reset: "/reset", report: "/report", reads: ["app"])))
  }

  @Test(arguments: [
    ("announcement", ServiceDeclaration.Readiness.announcement), ("port", .port),
    ("listening on", .line("listening on")),
  ])
  func readiness(text: String, ready: ServiceDeclaration.Readiness) throws {
    #expect(
      try service("service: { command: [app, '{port}'], ready: \(text) }")
        == .declared(ServiceDeclaration(command: ["app", "{port}"], ready: ready)))
  }

  @Test(arguments: [
    ("service: moc", "`service` must be `mock` or `none`, not `moc`"),
    ("service: { comand: [a] }", "Unknown key `comand`. Did you mean `command`?"),
    ("service: { ready: port }", "`service` needs `command`"),
    ("service: { command: [a], ready: port }", "the command of `service` has no `{port}`"),
    ("service: { command: [a], reset: reset }", "`reset` must be a path that begins with `/`"),
    ("service: { command: [a], timeout: soon }", "`timeout` must be "),
    (
      "service: { command: [a], reads: [nothing] }",
      "`reads` names `nothing`, but there is no such file or folder"
    ),
  ])
  func mistakes(text: String, message: String) throws {
    let error = #expect(throws: DiagnosticError.self) { try service(text) }
    #expect(error?.diagnostics.contains { $0.message.hasPrefix(message) } == true)
  }

  /// The `services` of a project.
  private func services(_ text: String) throws -> Project {
    try Project.load(
      root: "/p", files: .memory(["site/portal.yml": text, "content/a.md": "", "rates/main.py": ""]))
  }

  @Test func servicesOfPages() throws {
    let project = try services(
      """
      services:
        - name: rates
          pages: [guides, start.md]
          command: [python3, rates/main.py, "{port}"]
          variables: { RATES_URL: "{url}" }
          ready: port
        - name: clock
          pages: [.]
          command: [clock]
      """)
    #expect(
      project.services.first?.declaration
        == ServiceDeclaration(
          command: ["python3", "rates/main.py", "{port}"], variables: ["RATES_URL": "{url}"], ready: .port))
    #expect(project.services(of: "guides/prices.md").map(\.name) == ["rates", "clock"])
    #expect(project.services(of: "start.md").map(\.name) == ["rates", "clock"])
    #expect(project.services(of: "guides.md").map(\.name) == ["clock"])
  }

  @Test(arguments: [
    ("services: [{ name: a, command: [b] }]", "A service needs `name`, `pages` and `command`"),
    ("services: [{ name: a, pages: [x] }]", "`a` needs `command`"),
    (
      "services: [{ name: a, pages: [x], command: [b], ready: port }]", "the command of `a` has no `{port}`"
    ),
    (
      "services: [{ name: a, pages: [x], command: [b] }, { name: a, pages: [y], command: [b] }]",
      "Duplicate service `a`"
    ),
    (
      "services: [{ name: a, page: [x], command: [b] }]", "Unknown key `page`. Did you mean `pages`?"
    ),
    ("services: [{ name: a, pages: [x], use: postgre }]", "`use` must be "),
    (
      "services: [{ name: a, pages: [x], use: postgres, command: [b] }]",
      "`a` has `command` and `use: postgres`, which has a command of its own"
    ),
    (
      "services: [{ name: a, pages: [x], command: [b, '{port}'], variables: { PORT: '{port}' } }]",
      "`variables` of `a` has `{port}`, and its examples do not connect to the service itself"
    ),
    (
      "services: [{ name: a, pages: [x], command: [b], scope: site }]",
      "`scope` must be `session`, `page` or `run`, not `site`"
    ),
    (
      "services: [{ name: a, pages: [x], use: postgres, schema: [no.sql] }]",
      "`schema` names `no.sql`, but there is no such file"
    ),
    // The requests that pages show are sent to `service` alone.
    ("services: [{ name: a, pages: [x], command: [b], endpoint: /a }]", "Unknown key `endpoint`"),
  ])
  func mistakesInServicesOfPages(text: String, message: String) throws {
    let error = #expect(throws: DiagnosticError.self) { try services(text) }
    #expect(error?.diagnostics.first?.message.hasPrefix(message) == true, "\(String(describing: error))")
  }
}
