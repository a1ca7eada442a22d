import Diagnostics
import Pages
import Project
import Testing
import Verification

/// Services that do not speak HTTP, and those that several sessions share.
struct SharedServiceTests {
  /// Counts its connections: each is answered with a number, and closed.
  private static let counter = """
    import os, socket, sys
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    count = int(os.environ.get("FIRST", "0"))
    while True:
        client, _ = server.accept()
        first = client.recv(100)
        if first:
            count += 1
            client.sendall(f"{count}\\n".encode())
        client.close()
    """

  /// Asks for the next number.
  private static let call = """
    ```sh
    exec 3<>"/dev/tcp/127.0.0.1/$COUNTER_PORT"
    echo next >&3
    cat <&3
    ```


    """

  private func output(_ text: String) -> String { "```output\n\(text)\n```\n\n" }

  private func verify(
    _ pages: [String: String], change: (inout ServiceDeclaration) -> Void
  ) async throws -> VerificationReport {
    let folder = try ProjectFolder(
      pages.merging(["counter.py": Self.counter, "fail.sh": "echo no room >&2\nexit 4\n"]) { $1 })
    var declaration = ServiceDeclaration(
      command: ["python3", "counter.py", "{port}"], variables: ["COUNTER_PORT": "{port}"], ready: .port,
      timeout: .seconds(60))
    declaration.transport = .tcp
    change(&declaration)
    var options = VerificationOptions()
    // In page order, because they count together.
    options.parallelism = 1
    return try await folder.verify(options) { project in
      project.services = [PageService(name: "counter", pages: ["."], declaration: declaration)]
    }
  }

  @Test func connectionsArePassedOnAsTheyAre() async throws {
    let page = Self.call + output("1") + Self.call + output("1")
    let report = try await verify(["a.md": page]) { _ in }
    #expect(report.lines == [])
    #expect(report.verdicts(of: "a.md") == ["ran", "ran", "ran", "ran"])
  }

  @Test(arguments: [
    (ServiceDeclaration.Scope.session, [1, 1, 1]), (.page, [1, 2, 1]), (.run, [1, 2, 3]),
  ])
  func aProcessIsSharedByTheSessionsOfItsScope(scope: ServiceDeclaration.Scope, numbers: [Int]) async throws {
    let pages = [
      "a.md": Self.call + output("\(numbers[0])") + Self.call + output("\(numbers[1])"),
      "b.md": Self.call + output("\(numbers[2])"),
    ]
    let report = try await verify(pages) { $0.scope = scope }
    #expect(report.lines == [])
  }

  @Test func setupHasTheVariablesOfTheExamples() async throws {
    let report = try await verify(["a.md": Self.call + output("2")]) {
      $0.setup = ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$COUNTER_PORT; echo next >&3; cat <&3"]
    }
    #expect(report.lines == [])
  }

  @Test func setupThatFailsIsReportedWithItsWords() async throws {
    let report = try await verify(["a.md": Self.call]) { $0.setup = ["sh", "fail.sh"] }
    #expect(
      report.lines == [
        "a.md:1:1 error environment-broken: The session could not be set up: `counter` of `services`: "
          + "`setup` of the service failed with exit code 4:\nno room\n"
      ])
  }
}
