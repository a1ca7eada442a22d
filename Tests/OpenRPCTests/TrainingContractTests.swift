import Diagnostics
import Foundation
import JSON
import JSONSchema
import OpenRPC
import TestSupport
import Testing

struct TrainingContractTests {
  @Test func hasNoFindings() throws {
    let findings = try Files.trainingContract().lint().sortedByPlace().map(line)
    #expect(findings == [])
  }

  @Test func describesTheMethods() throws {
    let contract = try Files.trainingContract()
    let rows = contract.methods.map { method in
      let limit = method.rateLimit.map { "\($0.requests)/\($0.windowSeconds)" } ?? "-"
      let codes = method.errors.map { String($0.code) }.joined(separator: ",")
      return "\(method.name) \(method.permission ?? "-") \(limit) \(codes)"
    }
    #expect(
      rows == [
        "training.start_grpo training:start 10/60 -32602,-40001,-40002,-32103,-32104,-32029,-32603",
        "training.get_status training:view 100/60 -32602,-32001,-32103,-32104,-32029,-32603",
        "training.list_jobs training:view 60/60 -32602,-32103,-32104,-32029,-32603",
        "training.cancel training:cancel 20/60 -32602,-32001,-40003,-32103,-32104,-32029,-32603",
        "training.evaluate training:evaluate 5/60 -32602,-32001,-40004,-32103,-32104,-32029,-32603",
        "training.export_trajectories data:export 10/60 -32602,-32001,-40005,-32103,-32104,-32029,-32603",
        "webhooks.register webhooks:manage 10/60 -32602,-40006,-32103,-32104,-32029,-32603",
        "webhooks.list webhooks:manage 60/60 -32602,-32103,-32104,-32029,-32603",
        "webhooks.delete webhooks:manage 20/60 -32602,-32001,-32103,-32104,-32029,-32603",
      ])
    #expect(contract.methods.allSatisfy { !$0.examples.isEmpty && !$0.errorExamples.isEmpty })
    #expect(contract.errors.allSatisfy { $0.description != nil && $0.dataSchema != nil })
  }

  @Test(arguments: [
    (#"{"n_iterations": 0}"#, "`config.n_iterations` must be at least 1, got 0"),
    (#"{"n_iterations": 10001}"#, "`config.n_iterations` must be at most 10000, got 10001"),
    (#"{"batch_size": 129}"#, "`config.batch_size` must be at most 128, got 129"),
    (#"{"n_trajectories_per_query": 17}"#, "`config.n_trajectories_per_query` must be at most 16, got 17"),
    (#"{"learning_rate": 0}"#, "`config.learning_rate` must be greater than 0, got 0"),
    (#"{"gamma": 0}"#, "`config.gamma` must be greater than 0, got 0"),
    (#"{"max_budget_usd": -1}"#, "`config.max_budget_usd` must be at least 0, got -1"),
    (
      #"{"max_budget_usd": "1.005"}"#,
      "`config.max_budget_usd` must be an amount such as \"50.00\", got \"1.005\""
    ),
    (#"{"iterations": 1}"#, "Unknown field `config.iterations`. Did you mean `n_iterations`?"),
    (#"{"batch_size": true}"#, "`config.batch_size` must be an integer, got a boolean"),
  ])
  func refusesConfigurations(config: String, sentence: String) throws {
    let contract = try Files.trainingContract()
    let violations = try #require(contract.validate(JSONParser.parse(config), schemaNamed: "GRPOConfig"))
    #expect(violations.map { $0.sentence() } == [sentence.replacingOccurrences(of: "`config.", with: "`")])
  }

  @Test(arguments: [
    #"{}"#, #"{"max_budget_usd": 0}"#, #"{"max_budget_usd": "12.5"}"#, #"{"max_budget_usd": 19.99}"#,
  ])
  func acceptsConfigurations(config: String) throws {
    #expect(try Files.trainingContract().validate(JSONParser.parse(config), schemaNamed: "GRPOConfig") == [])
  }

  @Test func tooFewQueriesAndTooLargePagesHaveTheirOwnCodes() throws {
    let contract = try Files.trainingContract()
    let start = try #require(contract.method(named: "training.start_grpo"))
    let few = contract.validateParams(
      ["agent_id": "a", "training_data": [["query": "q", "expected_outcome": [:]]]], of: start)
    #expect(few.map(\.code) == [-40002])
    #expect(few.map(\.field) == ["training_data"])
    let wrong = contract.validateParams(["agent_id": "a", "training_data": [["query": ""]]], of: start)
    #expect(Set(wrong.map(\.code)) == [-40002, -32602])
    let export = try #require(contract.method(named: "training.export_trajectories"))
    let job = JSON.string("7c9e6679-7425-40de-944b-e07fc1f90ae7")
    #expect(contract.validateParams(["job_id": job, "limit": 10001], of: export).map(\.code) == [-40005])
    #expect(contract.validateParams(["job_id": job, "limit": 0], of: export).map(\.code) == [-32602])
    #expect(contract.validateParams(["job_id": job, "limit": true], of: export).map(\.code) == [-32602])
  }

  @Test func errorExamplesSayWhatValidationSays() throws {
    let contract = try Files.trainingContract()
    var compared = 0
    for method in contract.methods {
      for example in method.errorExamples {
        let violation = contract.validateParams(example.params, of: method).first { $0.code == example.code }
        // The service counts queries where the schema counts items.
        guard let violation, violation.keyword != "minItems" else { continue }
        compared += 1
        #expect(example.error["data"]?["field"]?.string == violation.field)
        #expect(example.error["data"]?["error"]?.string == violation.message)
      }
    }
    #expect(compared == 7)
  }

  @Test func namesTheBadIdentifier() throws {
    let contract = try Files.trainingContract()
    let status = try #require(contract.method(named: "training.get_status"))
    #expect(
      contract.validateParams(["job_id": "job-1"], of: status).map { $0.sentence() } == [
        "`job_id` must be a UUID, got \"job-1\""
      ])
    let evaluate = try #require(contract.method(named: "training.evaluate"))
    let job = JSON.string("7c9e6679-7425-40de-944b-e07fc1f90ae7")
    #expect(contract.validateParams(["job_id": job, "checkpoint_id": nil], of: evaluate) == [])
  }

  @Test func explainsTheEndOfAJob() throws {
    let contract = try Files.trainingContract()
    let status = try #require(contract.method(named: "training.get_status"))
    let example = try #require(status.examples.first { $0.name == "A job that ran out of budget" }?.result)
    #expect(contract.validateResult(example, of: status) == [])
    var object = try #require(example.object)
    object["reason"] = nil
    #expect(contract.validateResult(JSON(.object(object)), of: status).map(\.field) == ["reason"])
    object["reason"] = "budget_exceeded"
    object["status"] = "running"
    #expect(contract.validateResult(JSON(.object(object)), of: status).isEmpty == false)
  }
}

struct PublicContractTests {
  static let names = [
    "empty-openrpc", "link-example-openrpc", "metrics-openrpc", "petstore-openrpc", "simple-math-openrpc",
  ]

  @Test(.enabled(if: PublicSuite.openRPC.isPresent, PublicSuite.openRPC.absence), arguments: names)
  func loadsWithoutErrors(name: String) throws {
    let contract = try Contract.load(
      Files.read(PublicSuite.openRPC.folder.appending(path: "examples/\(name).json")))
    #expect(!contract.version.isEmpty)
    #expect(contract.methods.isEmpty == (name == "empty-openrpc"))
    #expect(contract.lint().filter { $0.severity == .error }.map(line) == [])
  }

  /// A param's name in an example is `tag` there, which no param has; OpenRPC allows that.
  @Test(.enabled(if: PublicSuite.openRPC.isPresent, PublicSuite.openRPC.absence))
  func findsTheSlipInThePetstore() throws {
    let contract = try Contract.load(
      Files.read(PublicSuite.openRPC.folder.appending(path: "examples/petstore-openrpc.json")))
    let found = contract.lint().filter { $0.rule == .contractExampleName }
    #expect(
      found.map(\.message) == [
        "The example \"createPetExample\" of `create_pet` has a value for `tag`, which is not a parameter; by its position it is "
          + "for `newPetTag`"
      ])
  }

  /// The metaschemas refer to json-schema.tools, which is answered without a network.
  @Test(.enabled(if: PublicSuite.openRPC.isPresent, PublicSuite.openRPC.absence), arguments: ["1.3", "1.4"])
  func contractsFitTheMetaschema(version: String) throws {
    let metaschema = try JSONParser.parse(
      Files.read(PublicSuite.openRPC.folder.appending(path: "openrpc-\(version).schema.json")))
    let schema = try Schema(document: metaschema, baseURI: "https://meta.open-rpc.org/")
    let contracts =
      try [Files.trainingContract().document]
      + Self.names.map {
        try JSONParser.parse(Files.read(PublicSuite.openRPC.folder.appending(path: "examples/\($0).json")))
      }
    for contract in contracts {
      var object = try #require(contract.object)
      object["openrpc"] = .string(version + ".2")
      let found = schema.validate(JSON(.object(object))).map { "\($0.instance): \($0.message)" }
      #expect(found == [])
    }
  }

  /// What the metaschema does not allow, loading does not allow either.
  @Test(
    .enabled(if: PublicSuite.openRPC.isPresent, PublicSuite.openRPC.absence),
    arguments: [
      #"{"openrpc": "1.3.2", "info": {"title": "T"}, "methods": []}"#,
      #"{"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [{"name": "m"}]}"#,
      #"{"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": {}}"#,
      #"{"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [], "more": 1}"#,
      #"{"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [{"name": "m", "params": [1]}]}"#,
      #"{"openrpc": "2.0.0", "info": {"title": "T", "version": "1"}, "methods": []}"#,
      #"{"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [{"name": "m", "params": [], "errors": [{"code": "x", "message": "m"}]}]}"#,
    ]) func refusesWhatTheMetaschemaRefuses(text: String) throws
  {
    let metaschema = try JSONParser.parse(
      Files.read(PublicSuite.openRPC.folder.appending(path: "openrpc-1.3.schema.json")))
    let schema = try Schema(document: metaschema, baseURI: "https://meta.open-rpc.org/")
    #expect(try !schema.isValid(JSONParser.parse(text)))
    #expect(loadingErrors(SourceText(path: "api.json", text: text)) != [])
  }
}

struct ExtensionSchemaTests {
  @Test func theTrainingContractFits() throws {
    let schema = try Schema(document: Contract.extensionSchema)
    let contract = try Files.trainingContract()
    #expect(schema.validate(contract.document).map { "\($0.instance): \($0.message)" } == [])
  }

  @Test func saysWhatDoesNotFit() throws {
    let schema = try Schema(document: Contract.extensionSchema)
    let document = try JSONParser.parse(
      #"""
      {"methods": [{"x-permission": "", "x-rateLimit": {"requests": 0}, "x-errorExamples": [{"name": "n"}]}],
       "x-errors": [{"code": 1, "message": "m", "scope": "all"}],
       "components": {"schemas": {"A": {"x-violationCodes": {"maximum": "1"}}}}}
      """#)
    #expect(
      Set(schema.validate(document).map { $0.instance.description }) == [
        "/methods/0/x-permission", "/methods/0/x-rateLimit", "/methods/0/x-rateLimit/requests",
        "/methods/0/x-errorExamples/0", "/x-errors/0/scope", "/components/schemas/A/x-violationCodes/maximum",
      ])
  }

  @Test func saysWhatEachIsFor() {
    let method = Contract.extensionSchema["definitions"]?["method"]?["properties"]
    #expect(method?.object?.names == ["x-permission", "x-rateLimit", "x-errorExamples"])
    #expect(method?["x-permission"]?["description"] == "The permission that a caller needs.")
  }
}
