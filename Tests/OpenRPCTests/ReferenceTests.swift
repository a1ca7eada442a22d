import Diagnostics
import JSON
import OpenRPC
import Testing

struct ReferenceTests {
  /// A project in memory; the contract is `api/openrpc.json`.
  private func load(_ tree: [String: String]) throws(DiagnosticError) -> Contract {
    let files = ContractFiles(
      read: { reference, from throws(ContractFileError) in
        var parts = from.split(separator: "/").dropLast().map(String.init)
        for part in reference.split(separator: "/") {
          if part == ".." {
            if parts.isEmpty { throw ContractFileError(reason: "is outside the project") }
            parts.removeLast()
          } else {
            parts.append(String(part))
          }
        }
        let path = parts.joined(separator: "/")
        guard let text = tree[path] else { throw ContractFileError(reason: "does not exist") }
        return ContractFile(path: path, source: SourceText(path: path, text: text))
      }, candidates: { tree.keys.sorted() })
    let path = "api/openrpc.json"
    return try Contract.load(SourceText(path: path, text: tree[path] ?? ""), at: path, files: files)
  }

  private func errors(_ tree: [String: String]) -> [String] {
    do throws(DiagnosticError) {
      _ = try load(tree)
      return []
    } catch {
      return error.diagnostics.map { ($0.span?.path ?? "") + ":" + line($0) }
    }
  }

  private func document(_ methods: String, _ components: String = "{}") -> String {
    """
    {"openrpc": "1.4.0", "info": {"title": "T", "version": "1"},
     "methods": \(methods),
     "components": \(components)}
    """
  }

  private let methods = #"""
    [{"name": "run", "params": [
      {"name": "query", "schema": {"$ref": "schemas/query.json#/TrainingQuery"}},
      {"name": "all", "schema": {"type": "array", "items": {"$ref": "schemas/tree.json"}}}],
      "errors": [{"$ref": "../errors.json#/Busy"}]}]
    """#

  private let tree = [
    "api/schemas/query.json": #"""
    {"TrainingQuery": {
      "type": "object", "properties": {
        "text": {"$ref": "#/Text"}, "parent": {"$ref": "#/TrainingQuery"},
        "tree": {"$ref": "tree.json"}, "id": {"$ref": "../openrpc.json#/components/schemas/Id"}}},
     "Text": {"type": "string", "maxLength": 3}}
    """#,
    "api/schemas/tree.json": ##"{"type": "object", "properties": {"leaves": {"items": {"$ref": "#"}}}}"##,
    "errors.json": #"{"Busy": {"code": 7, "message": "Busy"}}"#,
  ]

  @Test func readsSchemasOfOtherFiles() throws {
    var tree = tree
    tree["api/openrpc.json"] = document(methods, #"{"schemas": {"Id": {"type": "integer"}}}"#)
    let contract = try load(tree)
    #expect(contract.schemas.map(\.name) == ["Id", "TrainingQuery", "tree", "Text"])
    let method = try #require(contract.method(named: "run"))
    #expect(method.errors.map(\.code) == [7])
    let violations = contract.validateParams(
      [
        "query": ["text": "long", "parent": ["text": 1], "id": "x", "tree": ["leaves": [["leaves": [1]]]]],
        "all": [2],
      ], of: method)
    let lines = violations.map { "\($0.contractSpan.label) \($0.sentence())" }.sorted()
    #expect(
      lines == [
        "api/openrpc.json:6:36 `query.id` must be an integer, got a string",
        "api/schemas/query.json:5:11 `query.parent.text` must be a string, got 1",
        "api/schemas/query.json:5:29 `query.text` must have at most 3 characters, got 4",
        "api/schemas/tree.json:1:2 `all[0]` must be an object, got 2",
        "api/schemas/tree.json:1:2 `query.tree.leaves[0].leaves[0]` must be an object, got 1",
      ])
    // Findings of other files stand in those files.
    #expect(
      contract.lint().contains {
        $0.message == "The schema `Text` has no description" && $0.span?.label == "api/schemas/query.json:5:2"
      })
  }

  @Test func namesWhatWasMeant() {
    var tree = tree
    func errors(_ reference: String) -> [String] {
      tree["api/openrpc.json"] = document(
        "[{\"name\": \"a\", \"params\": [{\"name\": \"p\", \"schema\": {\"$ref\": \"\(reference)\"}}]}]")
      return self.errors(tree)
    }
    #expect(
      errors("schemas/query.json#/TrainingQuerry") == [
        "api/openrpc.json:2:72: The target of \"schemas/query.json#/TrainingQuerry\" does not exist [contract-reference]"
          + " → write \"schemas/query.json#/TrainingQuery\""
      ])
    #expect(
      errors("schemas/queries.json#/Text") == [
        "api/openrpc.json:2:72: The target of \"schemas/queries.json#/Text\" does not exist: `schemas/queries.json` does not exist "
          + "[contract-reference] → write \"schemas/query.json#/Text\""
      ])
    #expect(
      errors("../../secret.json") == [
        "api/openrpc.json:2:72: The target of \"../../secret.json\" does not exist: `../../secret.json` is outside the project "
          + "[contract-reference]"
      ])
    // A reference in another file is reported there.
    tree["api/schemas/query.json"] = ##"{"TrainingQuery": {"$ref": "#/Txt"}, "Text": {}}"##
    #expect(
      errors("schemas/query.json#/TrainingQuery") == [
        "api/schemas/query.json:1:28: The target of \"#/Txt\" does not exist [contract-reference] → write \"#/Text\""
      ])
    tree["api/schemas/query.json"] = "{\"TrainingQuery\": "
    #expect(
      errors("schemas/query.json#/TrainingQuery").map { $0.prefix(27) } == ["api/schemas/query.json:1:19"])
  }

  @Test func circlesBetweenFilesAreFine() throws {
    var tree = [
      "api/a.json": #"{"A": {"properties": {"b": {"$ref": "b.json#/B"}}, "additionalProperties": false}}"#,
      "api/b.json": #"{"B": {"properties": {"a": {"$ref": "a.json#/A"}}, "additionalProperties": false}}"#,
    ]
    tree["api/openrpc.json"] = document(
      #"[{"name": "m", "params": [{"name": "a", "schema": {"$ref": "a.json#/A"}}]}]"#)
    let contract = try load(tree)
    let method = try #require(contract.method(named: "m"))
    #expect(contract.validateParams(["a": ["b": ["a": ["b": [:]]]]], of: method) == [])
    #expect(
      contract.validateParams(["a": ["b": ["a": ["c": 1]]]], of: method).map { $0.sentence() } == [
        "Unknown field `a.b.a.c`. Did you mean `b`?"
      ])
    // But not where nothing stands for the reference.
    tree["api/a.json"] = #"{"E": {"$ref": "b.json#/E"}}"#
    tree["api/b.json"] = #"{"E": {"$ref": "a.json#/E"}}"#
    tree["api/openrpc.json"] = document(
      #"[{"name": "m", "params": [], "errors": [{"$ref": "a.json#/E"}]}]"#)
    #expect(
      errors(tree) == [
        "api/b.json:1:16: \"a.json#/E\" is a circular reference [contract-reference]"
      ])
  }

  @Test func equalNamesOfTwoFilesAreKeptApart() throws {
    let tree = [
      "api/a.json": #"{"Id": {"type": "integer"}}"#, "api/b.json": #"{"Id": {"type": "string"}}"#,
      "api/openrpc.json": document(
        #"""
        [{"name": "m", "params": [
          {"name": "x", "schema": {"$ref": "a.json#/Id"}}, {"name": "y", "schema": {"$ref": "b.json#/Id"}}]}]
        """#),
    ]
    let contract = try load(tree)
    #expect(contract.schemas.map(\.name) == ["Id", "b_Id"])
    let method = try #require(contract.method(named: "m"))
    #expect(contract.validateParams(["x": 1, "y": "a"], of: method) == [])
  }

  @Test func nothingIsFetched() {
    #expect(
      errors([
        "api/openrpc.json": document(
          #"[{"name": "m", "params": [{"$ref": "https://example.com/params.json#/p"}]}]"#)
      ]) == [
        "api/openrpc.json:2:48: \"https://example.com/params.json#/p\" refers to a target outside the "
          + "project; nothing is fetched [contract-reference] → copy the target into a file of the project"
      ])
  }
}
