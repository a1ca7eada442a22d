import Diagnostics
import JSON
import OpenRPC
import Testing

struct LintTests {
  private func lint(_ methods: String, components: String = "{}", more: String = "") throws -> [String] {
    try contract(methods: methods, components: components, more: more).lint().sortedByPlace().map(line)
  }

  /// The same without the rules about descriptions and missing examples, which short contracts always break.
  private func findings(_ methods: String, components: String = "{}", more: String = "") throws -> [String] {
    try lint(methods, components: components, more: more).filter {
      !$0.contains("[contract-description]") && !$0.contains("[contract-without-example]")
    }
  }

  private func expect(
    _ found: [String], _ expected: [String], at location: SourceLocation = #_sourceLocation
  ) {
    #expect(found == expected, sourceLocation: location)
  }

  @Test func findsNamesGivenTwice() throws {
    expect(
      try findings(
        """
        [{"name": "a", "params": [{"name": "x", "schema": true}, {"name": "x", "schema": true}],
          "errors": [{"code": 1, "message": "m"}, {"code": 1, "message": "m"}]},
         {"name": "a", "params": []}]
        """),
      [
        "2:78: Duplicate parameter `x` of `a` [contract-duplicate] → rename or remove one of them",
        "3:52: `a` lists the error 1 twice [contract-duplicate] → remove one of them",
        "4:11: Duplicate method `a` [contract-duplicate] → rename or remove one of them",
      ])
  }

  @Test func findsNamesThatDifferOnlyInCase() throws {
    expect(
      try findings(
        """
        [{"name": "get", "params": [{"name": "id", "schema": {"properties": {"job": true, "Job": true}}},
                                    {"name": "ID", "schema": true}]},
         {"name": "Get", "params": []}]
        """),
      [
        "2:94: The fields `job` and `Job` of one schema differ only in case "
          + "[contract-case] → "
          + "rename one of them",
        "3:38: The parameters `id` and `ID` of `get` differ only in case [contract-case] → "
          + "rename one of them",
        "4:11: The methods `get` and `Get` differ only in case [contract-case] → rename "
          + "one of them",
      ])
  }

  @Test func findsExamplesThatDoNotFit() throws {
    expect(
      try findings(
        """
        [{"name": "a", "paramStructure": "by-name",
          "params": [{"name": "count", "required": true, "schema": {"type": "integer"}},
                     {"name": "word", "schema": {"type": "string"}}],
          "result": {"name": "r", "schema": {"type": "boolean"}},
          "examples": [
            {"name": "one", "params": [{"name": "count", "value": "1"}], "result": {"name": "r", "value": 1}},
            {"name": "two", "params": [{"name": "wrd", "value": "x"}, {"name": "word", "value": "x"}]}]}]
        """),
      [
        "7:59: The example \"one\" of `a` is invalid: `count` must be an integer, got a string "
          + "[contract-example]",
        "7:99: The example \"one\" of `a`, in its result, is invalid: the value must be a boolean, got 1 "
          + "[contract-example]",
        "8:5: The example \"two\" of `a` has no value for the required parameter `count` [contract-example] → "
          + "add a value for it",
        "8:41: The example \"two\" of `a` has a value for `wrd`, which is not a parameter [contract-example] → write `word`",
      ])
  }

  @Test func findsExamplesThatAreNotOfTheirFormat() throws {
    expect(
      try findings(
        """
        [{"name": "a", "params": [
            {"name": "id", "schema": {"type": "string", "format": "uuid", "pattern": "^.{8}-"}},
            {"name": "when", "schema": {"type": "string", "format": "date-time"}}],
          "examples": [
            {"name": "one", "params": [{"name": "id", "value": "x"},
             {"name": "when", "value": "2026-13-01T00:00:00Z"}]}]}]
        """),
      [
        // The pattern refuses it already: one sentence for one text.
        "6:56: The example \"one\" of `a` is invalid: `id` must match the pattern `^.{8}-`, got \"x\" "
          + "[contract-example]",
        "7:32: The example \"one\" of `a` is invalid: `when` must be a date and time such as "
          + "2026-01-31T09:30:00Z, got \"2026-13-01T00:00:00Z\" [contract-example]",
      ])
  }

  @Test func findsHeadersThatRepeatNothing() throws {
    expect(
      try findings(
        """
        [{"name": "a", "params": [], "result": {"name": "r", "schema": {"type": "null"}},
          "errors": [{"code": 5, "message": "Five"}],
          "examples": [{"name": "e", "params": [], "result": {"name": "r", "value": null}}],
          "x-errorExamples": [
            {"name": "often", "params": {}, "error": {"code": 5, "message": "Five", "data": {"wait": 3}}}]}]
        """,
        more: """
          , "x-errors": [{"code": 5, "message": "Five", "description": "Wait.",
              "headers": {"Retry-After": "/data/wait", "X-Wait": "/data/wiat", "X-All": "/data"}}]
          """),
      [
        "8:56: The error example \"often\" of `a` has no string or number at `/data/wiat` for the header `X-Wait` of the "
          + "error 5 [contract-example] → write a JSON Pointer such as `/data/retry_after`",
        "8:79: The error example \"often\" of `a` has no string or number at `/data` for the header `X-All` of the "
          + "error 5 [contract-example] → write a JSON Pointer such as `/data/retry_after`",
      ])
  }

  @Test func findsErrorExamplesThatDoNotFit() throws {
    expect(
      try findings(
        """
        [{"name": "a", "params": [{"name": "n", "required": true, "schema": {"type": "integer"}}],
          "errors": [{"code": 5, "message": "Five"}],
          "x-errorExamples": [
            {"name": "fits", "params": {"n": 1}, "error": {"code": -32602, "message": "Invalid params"}},
            {"name": "other field", "params": {"n": "1"},
             "error": {"code": -32602, "message": "Invalid params", "data": {"field": "m", "error": "e"}}},
            {"name": "bad params", "params": {"n": "1"}, "error": {"code": 5, "message": "Five"}},
            {"name": "bad code", "params": {"n": 1}, "error": {"code": 6, "message": "Six"}}]}]
        """),
      [
        "5:5: The error example \"fits\" of `a` says that the parameters are invalid, but they are valid "
          + "[contract-example] → make them invalid, or use another error",
        "7:79: The error example \"other field\" of `a` names the field `m`, but the invalid ones are `n` "
          + "[contract-example]",
        "8:44: The error example \"bad params\" of `a` is invalid: `n` must be an integer, got a string "
          + "[contract-example]",
        "9:64: The error example \"bad code\" of `a`, in its error, is invalid: "
          + "`code` is 6, which `a` does not declare. Declared: 5 [contract-example]",
      ])
  }

  @Test func findsDefaultsThatDoNotFit() throws {
    expect(
      try findings(
        #"[{"name": "a", "params": [{"name": "n", "schema": {"maximum": 3, "default": 4, "examples": "#
          + #"[2, 5]}}]}]"#
      ),
      [
        "2:88: The default at `methods[0].params[0].schema` is invalid: the value must be at most 3, "
          + "got 4 [contract-example]",
        "2:107: The example at `methods[0].params[0].schema` is invalid: the value must be at most 3, "
          + "got 5 [contract-example]",
      ])
  }

  @Test func findsWhatHasNoDescription() throws {
    expect(
      try lint(
        """
        [{"name": "a", "params": [{"name": "n", "schema": {"$ref": "#/components/schemas/N"}},
                                  {"name": "m", "schema": true}],
          "result": {"name": "r", "schema": true}}]
        """,
        components: #"{"schemas": {"N": {"description": "A number.", "properties": {"x": {}}}}}"#,
        more: #", "x-errors": [{"code": 7, "message": "Seven"}]"#),
      [
        "2:22: The method `a` has no example [contract-without-example] → add one to \"examples\": parameters and "
          + "the result",
        "2:22: The method `a` has no description [contract-description] → "
          + "add \"summary\": one sentence that says what it does",
        "3:36: The parameter `m` of `a` has no description [contract-description] → "
          + "add \"description\": its meaning, and its default when it is optional",
        "4:22: The result of `a` has no description [contract-description] → "
          + "add \"description\": what the result contains",
        "5:77: The field `x` of `N` has no description [contract-description] → "
          + "add \"description\": its meaning and unit",
        "5:112: The error 7 has no description [contract-description] → "
          + "add \"description\": when it happens and what to do",
      ])
  }

  @Test func findsUnusedComponents() throws {
    expect(
      try findings(
        ##"[{"name": "a", "params": [{"name": "n", "schema": {"$ref": "#/components/schemas/Used"}}]}]"##,
        components: """
          {"schemas": {
            "Used": {"$ref": "#/components/schemas/Deep"}, "Deep": {},
            "ByShown": {},
            "Shown": {"x-documentation": true, "items": {"$ref": "#/components/schemas/ByShown"}},
            "Lonely": {"items": {"$ref": "#/components/schemas/Lonely"}}},
           "errors": {"Never": {"code": 1, "message": "m"}}}
          """),
      [
        "7:3: `Lonely` in `components.schemas` is not used [contract-unused] → "
          + "remove it, or add \"x-documentation\": true if it is only for documentation",
        "8:13: `Never` in `components.errors` is not used [contract-unused] → "
          + "remove it, or add \"x-documentation\": true if it is only for documentation",
      ])
  }

  @Test func findsOptionalParamsBeforeRequiredOnes() throws {
    let params = #"[{"name": "a", "schema": true}, {"name": "b", "required": true, "schema": true}]"#
    expect(
      try findings(#"[{"name": "m", "params": \#(params)}]"#),
      [
        "2:78: The required parameter `b` of `m` follows the optional `a` [contract-param-order] → "
          + "put required parameters first, so that optional ones can be omitted by position"
      ])
    expect(
      try findings(#"[{"name": "m", "paramStructure": "by-name", "params": \#(params)}]"#), [])
  }

  @Test func findsCodesWithTwoMessages() throws {
    expect(
      try findings(
        """
        [{"name": "a", "params": [], "errors": [{"code": 1, "message": "One"}]},
         {"name": "b", "params": [], "errors": [{"code": 1, "message": "Uno"}]}]
        """),
      [
        "3:64: The error 1 is \"Uno\" here and \"One\" elsewhere [contract-error] → use one message for "
          + "one code"
      ])
  }

  @Test func findsViolationCodesWithoutEffect() throws {
    expect(
      try findings(
        """
        [{"name": "a", "params": [
          {"name": "n", "schema": {"maximum": 3, "x-violationCodes": {"maximum": 1, "minimum": -40005}}}]}]
        """),
      [
        "3:77: \"x-violationCodes\" names the keyword \"minimum\", which the schema does not have [contract-structure] → "
          + "remove it, or add the keyword"
      ])
  }

  @Test func findsPreparationsThatAreNotExamples() throws {
    let found = try findings(
      """
      [{"name": "job.start", "params": [], "result": {"name": "r", "schema": {}},
        "examples": [{"name": "A small job", "params": [], "result": {"name": "r", "value": 1}}]},
       {"name": "job.stop", "params": [], "result": {"name": "r", "schema": {}},
        "examples": [{"name": "Stop", "x-after": ["A smal job", {"example": "Stop", "method": "job.start"},
          {"example": "A small job", "method": "job.begin"}, "A small job"],
          "params": [], "result": {"name": "r", "value": 1}}]}]
      """)
    expect(
      found,
      [
        "5:45: `x-after` names the example \"A smal job\", which no method has [contract-example] → "
          + "write \"A small job\"",
        "5:59: `x-after` names the example \"Stop\", which `job.start` does not have [contract-example]",
        "6:5: `x-after` names the example \"A small job\", which `job.begin` does not have [contract-example]",
      ])
  }

  @Test func findsWhatHasNoExample() throws {
    let found = try lint(
      """
      [{"name": "a", "summary": "A.", "params": [],
        "errors": [{"code": 5, "message": "Five"}, {"code": -32602, "message": "Invalid params"},
                   {"code": 6, "message": "Six"}, {"code": 7, "message": "Seven"}],
        "x-errorExamples": [{"name": "e", "params": {}, "error": {"code": 6, "message": "Six"}}]}]
      """,
      more:
        #", "x-errors": [{"code": 7, "message": "Seven", "description": "Any.", "scope": "protocol"}]"#)
    expect(
      found,
      [
        "2:22: The method `a` has no example [contract-without-example] → add one to \"examples\": parameters and "
          + "the result",
        "3:23: No example shows the error 5, \"Five\" [contract-without-example] → add one to "
          + "\"x-errorExamples\" of a method that returns it",
      ])
  }

  /// By position a name is only a word; the value is meant for the param at its place.
  @Test func findsNamesOfNoParam() throws {
    let method = #"""
      [{"name": "m", "paramStructure": "by-position",
        "params": [{"name": "a", "schema": {"type": "integer"}}, {"name": "b", "schema": {"type": "string"}}],
        "examples": [{"name": "e", "params": [{"name": "a", "value": 1}, {"name": "c", "value": 2}]}]}]
      """#
    expect(
      try findings(method),
      [
        "4:77: The example \"e\" of `m` has a value for `c`, which is not a parameter; by its position it is for `b` "
          + "[contract-example-name] → write `b`",
        "4:91: The example \"e\" of `m` is invalid: `b` must be a string, got 2 [contract-example]",
      ])
    expect(
      try findings(method.replacing("by-position", with: "by-name")),
      [
        "4:77: The example \"e\" of `m` has a value for `c`, which is not a parameter [contract-example] → write `b`"
      ])
  }

  @Test func findsSlipsOfExtensions() throws {
    expect(
      try findings(
        #"[{"name": "m", "params": [{"name": "a", "schema": {"x-expcted": "a"}}], "x-permision": "a", "x-own": 1}]"#
      ),
      [
        "2:63: Unknown extension \"x-expcted\" in the schema [contract-extension] → write \"x-expected\"",
        "2:84: Unknown extension \"x-permision\" in the Method Object [contract-extension] → "
          + "write \"x-permission\"",
      ])
    #expect(
      loadingErrors(
        source(
          methods: #"[{"name": "m", "params": [{"name": "a", "schema": {"x-violationCodes": {"a": "1"}}}]}]"#)
      )
        == [
          "2:89: `methods[0].params[0].schema.x-violationCodes.a` must be an integer, got \"1\" [contract-structure]"
        ])
  }

  @Test func findsSlipsInOpenObjects() throws {
    expect(
      try findings("[]", components: #"{"schema": {}}"#),
      [
        "3:16: Unknown field \"schema\" in the Components Object [contract-structure] → write \"schemas\""
      ])
  }
}
