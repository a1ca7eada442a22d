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
}
