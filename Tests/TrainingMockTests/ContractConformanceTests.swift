import Diagnostics
import Foundation
import JSON
import OpenRPC
import Testing

@testable import TrainingMock

/// A contract that is changed in one place no longer conforms to the service, and the finding is at that place.
struct ContractConformanceTests {
  /// The findings for the portal's contract with one text replaced at one place, each with its line.
  private func findings(replacing old: String, with new: String, after mark: String = "") throws -> [String] {
    let text = String(decoding: try Fixture.contract().source.bytes, as: UTF8.self)
    let start = try #require(mark.isEmpty ? text.startIndex : text.range(of: mark)?.upperBound)
    let range = try #require(text.range(of: old, range: start..<text.endIndex))
    let changed = text.replacingCharacters(in: range, with: new)
    let line = text[..<range.lowerBound].count { $0 == "\n" } + 1
    let contract = try Contract.load(SourceText(path: "openrpc.json", bytes: Array(changed.utf8)))
    return ContractConformance.differences(from: contract).map { finding in
      let distance = (finding.span?.start.line ?? 0) - line
      return "\(distance) \(finding.message)"
    }
  }

  @Test func portalContractMatchesTheService() throws {
    #expect(ContractConformance.differences(from: try Fixture.contract()).map(\.message) == [])
  }

  @Test(arguments: [
    (
      "GRPOConfig\": {", #""maximum": 10000"#, #""maximum": 20000"#,
      "0 `GRPOConfig`: `n_iterations` has `maximum` 20000, but the service has 10000"
    ),
    (
      "GRPOConfig\": {", #""default": 16"#, #""default": 8"#,
      "0 `GRPOConfig`: `batch_size` has `default` 8, but the service has 16"
    ),
    (
      "\"training.export_trajectories\"", #""default": 1000"#, #""default": 500"#,
      "0 the parameter `limit` of `training.export_trajectories`: has `default` 500, but the service has 1000"
    ),
    (
      "\"training.export_trajectories\"", #""maximum": -40005"#, #""maximum": -32602"#,
      "0 the parameter `limit` of `training.export_trajectories`: has `x-violationCodes` {\"maximum\":-32602}, "
        + "but the service has {\"maximum\":-40005}"
    ),
    (
      "\"JobState\": {", #"["queued", "running""#, #"["queued", "paused", "running""#,
      "0 `JobState`: has `enum` [\"queued\",\"paused\",\"running\",\"completed\",\"failed\",\"cancelled\"], "
        + "but the service has [\"queued\",\"running\",\"completed\",\"failed\",\"cancelled\"]"
    ),
    (
      "\"training.cancel\"", #""x-permission": "training:cancel""#, #""x-permission": "training:stop""#,
      "0 `training.cancel` requires the permission `training:stop`, but `training:cancel` in the service"
    ),
    (
      "\"training.evaluate\"", #""requests": 5"#, #""requests": 50"#,
      "0 `training.evaluate` has the rate limit 50 in 60 s, but in the service 5 in 60 s"
    ),
    (
      "\"JobStatus\": {", #""avg_reward""#, #""avg_rewards""#,
      // The first one after it is in the metrics' own component; the mark is only where to look from.
      ""
    ),
    (
      "\"errors\": {\n", #""CannotCancel": { "code": -40003"#, #""CannotCancel": { "code": -40033"#, ""
    ),
    (
      "\"x-errors\"", #""httpStatus": 429"#, #""httpStatus": 503"#, ""
    ),
    ("\"x-webhookDelivery\"", #""count": 3"#, #""count": 5"#, ""),
    ("\"x-webhooks\"", #""training.job.progress""#, #""training.job.progressed""#, ""),
    ("\"training.cancel\"", #""name": "reason""#, #""name": "why""#, ""),
    ("\"methods\"", #""name": "training.list_jobs""#, #""name": "training.jobs""#, ""),
    ("\"Trajectory\": {", #""steps": {"#, #""stages": {"#, ""),
    ("\"FieldErrorData\": {", #""maxItems": 20"#, #""maxItems": 30"#, ""),
    ("\"USD\": {", "[0-9]{2}$", "[0-9]{3}$", ""),
    ("\"training.start_grpo\"", ##"{ "$ref": "#/components/errors/BudgetExceeded" },"##, "", ""),
  ])
  func contractChangesAreReportedAtTheirLine(
    mark: String, old: String, new: String, message: String
  ) throws {
    let found = try findings(replacing: old, with: new, after: mark)
    #expect(!found.isEmpty)
    if !message.isEmpty { #expect(found == [message]) }
  }

  @Test func unmatchedMethodsAndHandlersAreReported() throws {
    let found = try findings(
      replacing: #""name": "training.list_jobs""#, with: #""name": "training.list_job""#)
    #expect(
      found.contains("0 the service has no method `training.list_job`. Did you mean `training.list_jobs`?"))
    #expect(
      found.contains {
        $0.hasSuffix("the contract has no method `training.list_jobs`, which the service has")
      })
  }

  @Test func serverRefusesToStartWithADifferingContract() async throws {
    let text = String(decoding: try Fixture.contract().source.bytes, as: UTF8.self)
      .replacingOccurrences(of: #""x-permission": "data:export""#, with: #""x-permission": "data:all""#)
    let contract = try Contract.load(SourceText(path: "openrpc.json", bytes: Array(text.utf8)))
    await #expect {
      try await TrainingServer.start(contract: contract)
    } throws: { error in
      (error as? DiagnosticError)?.diagnostics.map(\.message) == [
        "`training.export_trajectories` requires the permission `data:all`, but `data:export` in the service"
      ]
    }
  }
}
