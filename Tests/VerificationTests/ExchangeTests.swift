import Diagnostics
import Foundation
import OpenRPC
import Pages
import Project
import Testing
import TrainingMock
import Verification

/// Exchanges with the mock training service, under the contract of this repository.
struct ExchangeTests {
  static let contract: String = {
    let path = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("content/api/openrpc.json")
    return String(decoding: FileManager.default.contents(atPath: path.path) ?? Data(), as: UTF8.self)
  }()

  static let page = """
    ```json session=a
    {"jsonrpc": "2.0", "id": 1, "method": "training.get_status", "params": {"job_id": "00000000-0000-4000-8000-000000000000"}}
    ```

    ```json session=a
    {
      "jsonrpc": "2.0",
      "error": {"code": -32001, "message": "wrong words", "…": "…"},
      "id": 1
    }
    ```

    ```json session=a
    [
      {"jsonrpc": "2.0", "id": 1, "method": "training.nothing"},
      {"jsonrpc": "2.0", "id": 2, "method": "training.cancel", "params": {}}
    ]
    ```

    ```json session=a
    [
      {"jsonrpc": "2.0", "error": {"code": -32601, "…": "…"}, "id": 1},
      {"jsonrpc": "2.0", "error": {"code": -32602, "…": "…"}, "id": 2}
    ]
    ```

    ```http
    GET /api/v1/health HTTP/1.1
    ```

    ```http
    HTTP/1.1 500 Internal Server Error
    Content-Type: [..]json[..]
    X-Nothing: 1
    ```

    ```http
    POST /api/v1/jsonrpc HTTP/1.1
    Content-Type: application/json

    {"jsonrpc": "2.0", "id": 7, "method": "training.cancel", "params": {"job_id": "00000000-0000-4000-8000-000000000000"}}
    ```

    ```http
    HTTP/1.1 401 Unauthorized

    {"jsonrpc": "2.0", "error": {"code": "<number>", "message": "<string>", "…": "…"}, "id": null}
    ```

    ```sh session=a
    curl -s -o /dev/null -w '%{http_code}\\n' "$TRAINING_URL/health/live"
    ```

    ```output
    200
    ```

    ```json
    {"jsonrpc": "2.0", "id": 1, "method": "training.cancle", "params": {}}
    ```

    ```json schema=GRPOConfig
    {"n_iterations": 20000, "batchsize": 4}
    ```

    ```json schema=GRPOConfg
    {}
    ```

    ```json
    {"a": 1,}
    ```
    """

  /// The mock training service, in a process of its own.
  static let trainingMock = ServiceDeclaration(
    command: [
      // `swift test` puts the program beside the tests.
      URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appending(path: "training-mock").path,
      "serve", "--port", "{port}", "--contract", "api/openrpc.json",
    ], timeout: .seconds(60), reset: "/__mock/restart", report: "/__mock/report")

  func configure(_ project: inout Project) {
    project.contract = "api/openrpc.json"
    project.service = .declared(Self.trainingMock)
    project.reference.token = "JWT_TOKEN"
  }

  /// The mock training service in this process, which starts with any contract.
  private func trainingService(_ contract: String) throws -> ExampleService {
    let contract = try Contract.load(SourceText(path: "api/openrpc.json", text: contract))
    return ExampleService(identity: "in process") { _ in
      let server = try await TrainingServer.start(TrainingService(contract: contract))
      let variables = await server.environment()
      let environment = Dictionary(variables.map { ($0.name, $0.value) }) { first, _ in first }
      return ExampleService.Running(
        port: server.port, endpoint: TrainingService.endpoint, environment: environment,
        token: environment["JWT_TOKEN"], stop: { await server.stop() })
    }
  }

  @Test func answersAreComparedAndMended() async throws {
    let folder = try ProjectFolder(["page.md": Self.page, "api/openrpc.json": Self.contract])
    let report = try await folder.verify(change: configure)
    let lines = report.lines
    #expect(
      lines.first { $0.hasPrefix("page.md:8:") }?.hasPrefix(
        "page.md:8:40 error response-mismatch: `error.message` is ") == true)
    #expect(
      lines.contains(
        "page.md:32:1 error response-mismatch: The status line is `HTTP/1.1 200 OK`; the page shows "
          + "`HTTP/1.1 500 Internal Server Error`"))
    #expect(lines.contains("page.md:34:1 error response-mismatch: The response has no header `X-Nothing`"))
    #expect(
      lines.contains(
        "page.md:59:39 error contract-mismatch: The contract has no method `training.cancle`. Did you mean `training.cancel`?"
      ))
    #expect(
      lines.contains(
        "page.md:63:18 error contract-mismatch: `n_iterations` must be at most 10000, got 20000"))
    #expect(
      lines.contains(
        "page.md:66:16 error unknown-contract-name: The contract has no schema `GRPOConfg`. Did you mean `GRPOConfig`?"
      ))
    #expect(lines.contains { $0.hasPrefix("page.md:71:8 error invalid-json: ") })
    #expect(
      report.diagnostics.first { $0.span?.start.line == 63 }?.notes.first?.span?.path == "api/openrpc.json")
    #expect(
      Array(report.verdicts(of: "page.md").prefix(10)) == [
        "failed", "failed", "ran", "ran", "failed", "failed", "ran", "ran", "ran", "ran",
      ])

    let updated = try await folder.verify(.init(updates: true), change: configure)
    #expect(!updated.lines.contains { $0.contains("response-mismatch") })
    let text = try folder.text("page.md")
    #expect(text.contains("\"…\": \"…\"},\n  \"id\": 1"))
    #expect(text.contains("HTTP/1.1 200 OK\nContent-Type: [..]json[..]\n```"))
    #expect(!text.contains("wrong words"))
    let again = try await folder.verify(
      .init(updates: true, explained: .init(page: "page.md", line: 1)), change: configure)
    #expect(again.updates.isEmpty)
    #expect(again.executed == 0, "\(again.explanation ?? []), \(updated.lines)")
  }

  /// None of these lines would be sent or compared.
  @Test func linesThatAreNoHeadersAreReported() async throws {
    let page = """
      ```http
      GET /api/v1/health HTTP/1.1
      Authorization Bearer x
      ```

      ```http
      HTTP/1.1 200 OK
      [1, 2, 3]
      ```

      ```http
      GET /api/v1/health HTTP/1.1
      X-Own: a: b
      ```

      ```http
      HTTP/1.1 200 OK
      …
      Content-Type: [..]json[..]
      ```
      """
    let folder = try ProjectFolder(["page.md": page, "api/openrpc.json": Self.contract])
    let report = try await folder.verify(change: configure)
    let message =
      "error stray-header-line: This line of the message is not a header field"
    #expect(report.lines == ["page.md:3:1 " + message, "page.md:8:1 " + message])
    #expect(report.verdicts(of: "page.md") == ["failed", "failed", "ran", "ran"])
  }

  /// The second would be sent as the body of the first.
  @Test func aBlockHasOneMessage() async throws {
    let page = """
      ```http
      GET /api/v1/health HTTP/1.1

      GET /api/v1/nothing HTTP/1.1
      ```

      ```http
      HTTP/1.1 200 OK
      ```

      ```http
      GET /api/v1/health HTTP/1.1

      GET it over with
      ```

      ```http
      HTTP/1.1 200 OK
      ```

      ```http
      GET /api/v1/health HTTP/1.1
      Content-Type: multipart/mixed; boundary=x

      GET /api/v1/nothing HTTP/1.1
      ```

      ```http
      HTTP/1.1 200 OK
      ```
      """
    let folder = try ProjectFolder(["page.md": page, "api/openrpc.json": Self.contract])
    let report = try await folder.verify(change: configure)
    let message = "error stray-header-line: Another message begins here, in the body of the first"
    #expect(report.lines == ["page.md:4:1 " + message])
    #expect(report.verdicts(of: "page.md") == ["failed", "ran", "ran", "ran", "ran", "ran"])
  }

  @Test func renamedFieldIsNamedOnEverySide() async throws {
    let page = """
      ```json
      {"jsonrpc": "2.0", "id": 1, "method": "training.cancel", "params": {"job_id": "00000000-0000-4000-8000-000000000000", "reason": "x"}}
      ```

      ```json
      {"jsonrpc": "2.0", "result": {"job_id": "<uuid>", "status": "cancelled", "…": "…"}, "id": 1}
      ```
      """
    let renamed = Self.contract.replacing("\"reason\"", with: "\"why\"").replacing(
      "\"job_id\"", with: "\"job\"")
    let folder = try ProjectFolder(["page.md": page, "api/openrpc.json": renamed])
    let report = try await folder.verify(.init(service: trainingService(renamed)), change: configure)
    let lines = report.lines
    #expect(
      lines.contains {
        $0.hasPrefix("page.md:2:69 error contract-mismatch: Unknown parameter `job_id`")
      })
    #expect(
      lines.contains {
        $0.hasPrefix("page.md:2:") && $0.contains("contract-mismatch: Unknown parameter `reason`")
      })
    #expect(lines.contains { $0.contains("response-mismatch: The service returned the error -32602, ") })
  }

  @Test func theDiffShowsOnlyWhatDiffers() async throws {
    let folder = try ProjectFolder([
      "openrpc.json": Self.contract,
      "page.md": """
      ```json
      {"jsonrpc": "2.0", "id": 7, "method": "training.get_status", "params": {"job_id": "00000000-0000-4000-8000-000000000000"}}
      ```

      ```json
      {
        "jsonrpc": "2.0",
        "id": 7,
        "error": {"code": -32602, "…": "…"}
      }
      ```

      """,
    ])
    let report = try await folder.verify {
      $0.contract = "openrpc.json"
      var service = Self.trainingMock
      service.command[service.command.count - 1] = "openrpc.json"
      $0.service = .declared(service)
      $0.reference.token = "JWT_TOKEN"
    }
    #expect(
      report.diagnostics.compactMap(\.details) == [
        """
          {
            "jsonrpc": "2.0",
            "id": 7,
        -   "error": {"code": -32602, "…": "…"}
        +   "error": {"code": -32001, "…": "…"}
          }
        """
      ])
  }

  /// A status line with the right code and another reason is replaced, too.
  @Test(arguments: [
    ("HTTP/1.1 200 Fine", "HTTP/1.1 200 OK"), ("HTTP/1.1 404 Not Found", "HTTP/1.1 200 OK"),
    ("HTTP/1.0 200 OK", "HTTP/1.1 200 OK"), ("HTTP/1.1 200", "HTTP/1.1 200"),
  ])
  func updatedStatusLinesMatch(_ line: String, _ updated: String) async throws {
    let folder = try ProjectFolder([
      "page.md": "```http\nGET /api/v1/health HTTP/1.1\n```\n\n```http\n\(line)\n```\n"
    ])
    let service = try trainingService(Self.contract)
    _ = try await folder.verify(.init(updates: true, service: service))
    #expect(try folder.text("page.md").contains("```http\n\(updated)\n```\n"))
    #expect(try await folder.verify(.init(service: service)).lines == [])
  }
}
