import Diagnostics
import JSON
import OpenRPC
import Testing

struct LoadingTests {
  @Test func readsTheModel() throws {
    let contract = try contract(
      methods: """
        [{"name": "add", "summary": "Adds.", "tags": [{"name": "maths"}, {"$ref": "#/components/tags/Old"}],
          "deprecated": true, "paramStructure": "by-position",
          "params": [{"$ref": "#/components/contentDescriptors/A"},
                     {"name": "b", "schema": {"type": "integer"}, "description": "Right."}],
          "result": {"name": "sum", "schema": {"type": "integer"}},
          "errors": [{"$ref": "#/components/errors/Overflow"}, {"code": 9, "message": "Nine"}],
          "examples": [{"name": "e", "params": [{"name": "two", "value": 2}, {"name": "three", "value": 3}],
                        "result": {"name": "r", "value": 5}}],
          "x-permission": "maths:add", "x-rateLimit": {"requests": 3, "windowSeconds": 7},
          "x-errorExamples": [
            {"name": "big", "params": [1, 2], "error": {"code": 1, "message": "Overflow"}}]}]
        """,
      components: """
        {"contentDescriptors": {
           "A": {"name": "a", "required": true, "schema": {"$ref": "#/components/schemas/I"}}},
         "schemas": {"I": {"type": "integer"}}, "tags": {"Old": {"name": "old"}},
         "errors": {"Overflow": {"code": 1, "message": "Overflow"}}}
        """,
      more:
        #", "x-errors": [{"code": 1, "message": "Overflow", "description": "Too big.", "httpStatus": 413}]"#)
    let method = try #require(contract.method(named: "add"))
    #expect(contract.title == "T" && contract.version == "1")
    #expect(method.params.map(\.name) == ["a", "b"])
    #expect(method.params.map(\.required) == [true, false])
    #expect(method.params[1].description == "Right.")
    #expect(method.paramStructure == .byPosition && method.deprecated)
    #expect(method.tags == ["maths", "old"])
    #expect(method.result?.name == "sum")
    #expect(method.errors.map(\.code) == [1, 9])
    #expect(method.errors[0].description == "Too big.")
    #expect(method.errors[0].httpStatus == 413 && method.errors[1].httpStatus == 200)
    #expect(method.permission == "maths:add")
    #expect(method.rateLimit == RateLimit(requests: 3, windowSeconds: 7))
    #expect(method.examples[0].params.map(\.param) == ["a", "b"])
    #expect(method.examples[0].params(of: method) == [2, 3])
    #expect(method.examples[0].result == 5)
    #expect(method.errorExamples[0].code == 1)
    #expect(contract.source.text(in: method.nameRange) == "\"add\"")
    #expect(contract.errors.map(\.code) == [1, 9])
    #expect(contract.schema(named: "I")?.nameRange.isEmpty == false)
    #expect(contract.method(named: "Add") == nil)
  }

  @Test func namesMissingAndUnknownFields() {
    #expect(
      loadingErrors(source(methods: #"[{"name": "a", "parms": []}]"#)) == [
        "2:13: `methods[0]` is missing \"params\", which the Method Object requires [contract-structure]",
        "2:27: Unknown field \"parms\" in the Method Object [contract-structure] → write \"params\"",
      ])
  }

  @Test func namesWrongTypes() {
    #expect(
      loadingErrors(
        source(
          methods: """
            [{"name": "", "params": {}, "paramStructure": "named", "deprecated": 1,
              "errors": [{"code": "1", "message": "m"}, {"message": "m"}],
              "x-rateLimit": {"requests": 0, "windowSeconds": 60}}]
            """)) == [
          #"2:22: `methods[0].name` must be a non-empty string, got "" [contract-structure]"#,
          "2:26: `methods[0].params` must be an array, got {} [contract-structure]",
          #"2:58: `methods[0].paramStructure` must be one of "by-name", "by-position", "either", "#
            + #"got "named" [contract-structure]"#,
          "2:81: `methods[0].deprecated` must be true or false, got 1 [contract-structure]",
          #"3:23: `methods[0].errors[0].code` must be an integer, got "1" [contract-structure]"#,
          #"3:45: `methods[0].errors[1]` is missing "code", which the Error Object requires [contract-structure]"#,
          "4:31: `methods[0].x-rateLimit.requests` must be an integer of at least 1, got 0 "
            + "[contract-structure]",
        ])
  }

  @Test func refusesVersionsItDoesNotKnow() {
    let text = #"{"openrpc": "2.0.0", "info": {"title": "T", "version": "1"}, "methods": []}"#
    #expect(
      loadingErrors(SourceText(path: "api.json", text: text)) == [
        "1:13: OpenRPC version \"2.0.0\" is not supported [contract-structure] → "
          + "use a version from 1.0 to 1.4, such as \"1.3.2\""
      ])
    for version in ["1.0.0-rc1", "1.2.6", "1.4.0"] {
      let text = #"{"openrpc": "\#(version)", "info": {"title": "T", "version": "1"}, "methods": []}"#
      #expect(loadingErrors(SourceText(path: "api.json", text: text)) == [])
    }
  }

  @Test func refusesMembersThatAreGivenTwice() {
    let text = #"{"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [], "methods": []}"#
    #expect(
      loadingErrors(SourceText(path: "api.json", text: text)) == [
        "1:77: Duplicate member `methods` in an object [duplicate-member] → remove or rename one of them"
      ])
  }

  @Test func refusesTextThatIsNotJSON() {
    #expect(
      loadingErrors(SourceText(path: "api.json", text: "{\"openrpc\" \"1.3.2\"}")).first?.hasSuffix(
        "[invalid-json]")
        == true)
    #expect(
      loadingErrors(SourceText(path: "api.json", text: "[]")) == [
        "1:1: The document must be an object (OpenRPC Object), got [] [contract-structure]"
      ])
  }

  @Test func followsReferencesAndSaysWhenTheyLeadNowhere() {
    func errors(_ reference: String, components: String = "{}") -> [String] {
      loadingErrors(
        source(
          methods: #"[{"name": "a", "params": [{"$ref": "\#(reference)"}]}]"#, components: components))
    }
    #expect(
      errors(
        "#/components/contentDescriptors/Usr",
        components: #"{"contentDescriptors": {"User": {"name": "u", "schema": true}}}"#)
        == [
          "2:47: The target of \"#/components/contentDescriptors/Usr\" does not exist [contract-reference] → "
            + "write \"#/components/contentDescriptors/User\""
        ])
    #expect(
      errors("other.json#/User") == [
        "2:47: The target of \"other.json#/User\" does not exist: `other.json` is another file, but this contract is read "
          + "without its project [contract-reference]"
      ])
    #expect(
      errors("#/components/schemas/U", components: #"{"schemas": {"U": {"type": "string"}}}"#) == [
        "2:47: \"#/components/schemas/U\" does not refer to a valid Content Descriptor Object: \"name\" is missing "
          + "[contract-reference]"
      ])
  }

  @Test func findsCirclesOfReferences() {
    let circle = source(
      methods: ##"[{"name": "a", "params": [], "examples": [{"$ref": "#/components/examplePairings/A"}]}]"##,
      components: ##"""
        {"examplePairings": {"A": {"$ref": "#/components/examplePairings/B"},
                             "B": {"$ref": "#/components/examplePairings/A"}}}
        """##)
    #expect(loadingErrors(circle).count == 3)
    #expect(
      loadingErrors(circle).first
        == "2:63: \"#/components/examplePairings/A\" is a circular reference "
        + "[contract-reference]")
  }

  @Test func schemasMayContainThemselves() throws {
    let contract = try contract(
      methods: """
        [{"name": "a", "params": [{"name": "tree", "schema": {"$ref": "#/components/schemas/Tree"}}]}]
        """,
      components: """
        {"schemas": {"Tree": {"type": "object", "properties": {
          "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}}}}
        """)
    let method = try #require(contract.method(named: "a"))
    let violations = contract.validateParams(["tree": ["children": [["children": 1]]]], of: method)
    #expect(violations.map(\.field) == ["tree.children[0].children"])
  }

  @Test func refusesSchemasThatAreNone() {
    let errors = loadingErrors(
      source(
        methods: "[]",
        components: ##"{"schemas": {"A": {"type": "strin"}, "B": {"$ref": "#/components/schemas/C"}}}"##))
    #expect(errors.count == 2)
    #expect(errors.allSatisfy { $0.hasPrefix("3:") && $0.contains("[contract-schema]") })
  }
}
