import Diagnostics
import Foundation
import JSON
import Processes
import TestSupport
import Testing

/// `training-mock` as a shell starts it, with the contract of this repository.
struct ProgramTests {
  /// `swift test` puts the program beside the tests.
  static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "training-mock").path
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private func run(_ arguments: String...) async throws -> ProcessResult {
    try await ProcessRunner().run(
      Self.program, arguments: arguments, environment: ["PATH": "/usr/bin:/bin"], directory: Self.root,
      timeout: .seconds(60))
  }

  @Test func announcesURLAndTokensAndExitsOnSIGTERM() async throws {
    let script = """
      coproc mock { exec "$1" --port 0 2> /dev/null; }
      read -r line <&"${mock[0]}"
      echo "$line"
      url=${line#*'"url":"'}
      curl -sS "${url%%'"'*}/health/live"; echo
      kill -TERM "$mock_PID"; wait "$mock_PID"; echo "exit $?"
      """
    let result = try await ProcessRunner().run(
      "bash", arguments: ["-c", script, "bash", Self.program], environment: ["PATH": "/usr/bin:/bin"],
      directory: Self.root, timeout: .seconds(60))
    let lines = result.outputText.split(separator: "\n").map(String.init)
    #expect(lines.count == 3, "\(result.outputText)\(result.errorText)")
    let announcement = try JSONParser.parse(Array((lines.first ?? "").utf8))
    #expect(announcement.object?.names == ["url", "endpoint", "environment"])
    #expect(announcement["url"]?.string?.hasPrefix("http://127.0.0.1:") == true)
    #expect(announcement["endpoint"] == "/api/v1/jsonrpc")
    #expect(
      announcement["environment"]?.object?.names == [
        "TRAINING_URL", "JWT_TOKEN", "JWT_TOKEN_VIEWER", "JWT_TOKEN_EXPIRED",
      ])
    #expect(announcement["environment"]?["TRAINING_URL"] == announcement["url"])
    #expect(lines.dropFirst().first == #"{"status":"alive","timestamp":"2026-01-01T00:00:00Z"}"#)
    #expect(lines.last == "exit 0")
  }

  @Test func theVersionIsThatOfTheRelease() async throws {
    let result = try await run("--version")
    #expect(result.exitCode == 0)
    #expect(result.outputText == "training-mock \(Release.version)\n")
  }

  @Test func theContractOfThisRepositoryConforms() async throws {
    let result = try await run("conformance")
    #expect(result.exitCode == 0)
    #expect(result.outputText == "")
  }

  @Test func contractDifferenceIsReportedAsTextAndJSON() async throws {
    let original = try String(
      contentsOf: URL(filePath: Self.root + "/content/api/openrpc.json"), encoding: .utf8)
    let folder = try TestFolder([
      "changed.json": original.replacing(
        #""x-permission": "data:export""#, with: #""x-permission": "data:all""#)
    ])
    defer { withExtendedLifetime(folder) {} }
    let file = folder.root + "/changed.json"
    let message =
      "`training.export_trajectories` requires the permission `data:all`, but `data:export` in the service"

    let text = try await run("conformance", "--contract", file)
    #expect(text.exitCode == 1)
    #expect(text.outputText.contains(": error: \(message) [contract-service]\n"))

    let json = try await run("conformance", "--contract", file, "--format", "json")
    #expect(json.exitCode == 1)
    #expect(try JSONParser.parse(json.standardOutput).text().contains(message))

    let refused = try await run("--contract", file, "--port", "0")
    #expect(refused.exitCode == 1)
    #expect(refused.outputText.contains(message))
  }

  @Test(arguments: [
    (["--fault", "latncy"], #"unknown fault "latncy". Did you mean `latency`?"#),
    (["--contract", "no.json"], "cannot read the contract `no.json`"),
  ])
  func misuseEndsWithExitCode2(arguments: [String], message: String) async throws {
    let result = try await ProcessRunner().run(
      Self.program, arguments: arguments, environment: ["PATH": "/usr/bin:/bin"], directory: Self.root)
    #expect(result.exitCode == 2)
    #expect(result.errorText.contains(message))
  }

  @Test(arguments: ["serve", "conformance", "metrics"])
  func helpFitsATerminalOf80Columns(command: String) async throws {
    let help = try await run(command, "--help")
    #expect(help.exitCode == 0)
    #expect(help.outputText.contains("USAGE: training-mock \(command)"))
    #expect(help.outputText.split(separator: "\n").filter { $0.count > 80 } == [])
  }

  @Test func metricsCommandListsTheServedMetrics() async throws {
    let metrics = try JSONParser.parse(try await run("metrics").standardOutput)
    #expect(metrics.array?.count == 18)
    #expect(
      metrics[0] == [
        "name": "training_jobs_created_total", "type": "counter", "labels": ["agent_id"],
        "help": "Training jobs that were accepted.",
      ])
    #expect(metrics.array?.last?["buckets"]?.array?.count == 11)
    // The copy that the portal shows.
    let copy = try String(contentsOfFile: Self.root + "/site/metrics.json", encoding: .utf8)
    #expect(try await run("metrics").outputText == copy, "run `training-mock metrics > site/metrics.json`")
  }
}
