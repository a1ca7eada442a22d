import Diagnostics
import Foundation
import OpenRPC
import Reference
import Symbols
import Testing

@testable import flowdocs

/// What defines the names of the first portal.
struct SymbolSourceTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()

  private func contract() throws -> Contract {
    let bytes = Array(try Data(contentsOf: Self.root.appending(path: "content/api/openrpc.json")))
    return try Contract.load(SourceText(path: "openrpc.json", bytes: bytes))
  }

  /// `kind name → destination: summary` for each wanted name.
  private func describe(_ symbols: [Symbol], _ names: String...) -> [String] {
    names.map { name in
      guard let symbol = symbols.first(where: { $0.name == name }) else { return "no \(name)" }
      let place =
        switch symbol.destination {
        case .none: "nowhere"
        case .page(let place): place.page
        case .anchor(let anchor): "#" + anchor
        case .pageOfKind: "page of kind"
        }
      return "\(symbol.kind.key) \(name) → \(place): \(symbol.summary)"
    }
  }

  @Test func theContractDefinesMethodsErrorsPermissionsTypesAndFields() throws {
    let symbols = try contract().symbols
    #expect(
      describe(
        symbols, "training.start_grpo", "-40001", "training:start", "GRPOConfig", "n_iterations",
        "config.n_iterations", "GRPOConfig.n_iterations", "training_data.query", "data.retry_after", "queued",
        "nothing"
      ).map { String($0.prefix(110)) } == [
        "method training.start_grpo → #method-training.start_grpo: Create and queue a training job",
        "errorCode -40001 → #error-40001: Budget exceeded: The budget does not cover the first iteration of the job",
        "permission training:start → #method-training.start_grpo: Permission to call training.start_grpo",
        "schema GRPOConfig → #schema-GRPOConfig: Hyperparameters and limits of a job",
        "field n_iterations → #schema-GRPOConfig-n_iterations: How many iterations to run",
        "field config.n_iterations → #schema-GRPOConfig-n_iterations: How many iterations to run",
        "field GRPOConfig.n_iterations → #schema-GRPOConfig-n_iterations: How many iterations to run",
        "field training_data.query → #schema-TrainingQuery-query: The task, as the agent gets it",
        "field data.retry_after → #schema-RateLimitData-retry_after: How many seconds to wait; also in the Retry-After ",
        "value queued → #schema-JobState: Value of JobState",
        "no nothing",
      ])
  }

  @Test func typesThatHoldEachOtherEnd() throws {
    let contract = try Contract.load(
      SourceText(
        path: "c.json",
        text: """
          {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [], "components": {"schemas": {
            "A": {"type": "object", "properties": {"b_x": {"$ref": "#/components/schemas/B"}}},
            "B": {"type": "object", "properties": {"a_x": {"$ref": "#/components/schemas/A"}, "l": {"type": "array",
              "items": {"type": "object", "properties": {"in_list": {"const": "const_value"}}}}}}
          }}, "x-webhooks": [{"name": "a.b", "summary": "It **is** `x`. More.",
            "payload": {"type": "object"}}]}
          """))
    let names = Set(contract.symbols.map(\.name))
    #expect(
      names.isSuperset(of: [
        "b_x", "b_x.a_x", "A.b_x.a_x", "a_x.b_x", "l.in_list", "b_x.l.in_list", "const_value",
      ]))
    #expect(!names.contains("b_x.a_x.b_x"))
    #expect(describe(contract.symbols, "a.b") == ["event a.b → #webhook-a.b: It is x"])
  }

  @Test func everyRuleIsListed() throws {
    let sources = Self.root.appending(path: "Sources").resolvingSymlinksInPath()
    var declared: Set<String> = []
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    // The program of the training service has rules of its own.
    for case let file as URL in files
    where file.pathExtension == "swift" && !file.path.contains("/Sources/Training/") {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /= Rule\(\s*"([a-z0-9-]+)"/) { declared.insert(String(match.1)) }
    }
    let listed = RuleNames.all.groups.flatMap(\.rules).map(\.id)
    #expect(declared.count > 40)
    #expect(declared.subtracting(listed).sorted() == [], "list them with a check, or in RuleNames.all")
    #expect(Set(listed).subtracting(declared).sorted() == [])
    #expect(Set(listed).count == listed.count)
  }
}
