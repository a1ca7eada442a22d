import Diagnostics
import Foundation
import JSON
import OpenRPC
import TestSupport
import Testing

@testable import Portal

/// The reference of a contract with these methods and components; links lead to `#anchor`.
private func reference(methods: String = "[]", components: String = "{}", more: String = "") throws
  -> ContractReference
{
  let contract = try Contract.load(
    SourceText(
      path: "api.json",
      text: """
        {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": \(methods),
        "components": \(components)\(more)}
        """))
  return ContractReference(contract: contract) { "#" + $0.anchor }
}

/// Array types whose items may be of any of these types.
private func referenceOfForms(of names: [String]) throws -> ContractReference {
  let all = names.map { ##"{"$ref": "#/components/schemas/\##($0)"}"## }.joined(separator: ", ")
  let schemas = names.map {
    ##""\##($0)": {"type": "array", "items": {"anyOf": [\##(all), {"type": "object"}]}}"##
  }
  return try reference(components: "{\"schemas\": {\(schemas.joined(separator: ", "))}}")
}

private func trainingContract() throws -> Contract {
  let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  let url = root.appending(path: "content/api/openrpc.json")
  return try Contract.load(SourceText(path: "openrpc.json", bytes: Array(try Data(contentsOf: url))))
}

private func text(_ bytes: [UInt8]?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }
private func text(_ html: HTMLText?) -> String { text(html?.bytes) }

/// The values of all `id` attributes, in order.
private func ids(_ html: [UInt8]?) -> [String] {
  text(html).components(separatedBy: " id=\"").dropFirst().map { $0.components(separatedBy: "\"")[0] }
}
private func ids(_ html: HTMLText?) -> [String] { ids(html?.bytes) }

struct ContractReferenceTests {
  static let methods = """
    [{"name": "sum.add", "summary": "Adds *two* numbers.", "x-permission": "sum:add",
      "x-rateLimit": {"requests": 5, "windowSeconds": 60}, "deprecated": true,
      "params": [
        {"name": "a", "required": true, "description": "Left; see `Pair`.",
         "schema": {"type": "integer", "minimum": 1, "maximum": 9}},
        {"name": "pair", "schema": {"$ref": "#/components/schemas/Pair"}}],
      "result": {"name": "r", "schema": {"type": "object", "additionalProperties": false,
        "required": ["sum"],
        "properties": {"sum": {"type": "integer"}, "note": {"type": ["string", "null"]}}}},
      "errors": [{"code": -40001, "message": "Too big"}],
      "examples": [{"name": "One and two", "params": [{"name": "a", "value": 1}],
                    "result": {"name": "r", "value": {"sum": 3}}}]}]
    """
  static let components = """
    {"schemas": {"Pair": {"type": "object", "description": "Two numbers.", "required": ["x"],
      "properties": {"x": {"type": "number", "exclusiveMinimum": 0, "default": 0.5},
                     "kind": {"enum": ["open", "closed"]}}}}}
    """

  @Test func methodTable() throws {
    expectText(
      text(try reference(methods: Self.methods, components: Self.components).methods()),
      """
      <div class="api-table-frame">
      <table id="methods-table" class="api-table">
      <thead><tr><th scope="col">Method</th><th scope="col">Permission</th><th scope="col">Rate limit</th><th scope="col">Errors</th></tr></thead>
      <tbody>
      <tr>
      <th scope="row"><a href="#method-sum.add"><code>sum.add</code></a> \
      <span class="api-deprecated">deprecated</span><div class="api-summary">Adds <em>two</em> numbers.</div></th>\
      <td data-label="Permission" class="api-permission"><a href="#permission-sum:add"><code>sum:add</code></a></td>\
      <td data-label="Rate limit" class="api-rate"><a href="#rate-limits-table">5 per minute</a></td>\
      <td data-label="Errors" class="api-codes"><a href="#error-40001"><code>-40001</code></a></td></tr>
      </tbody></table>
      </div>

      """)
  }

  @Test func errorsOfAnyRequestAreOnlyNamed() throws {
    let contract = try Contract.load(
      SourceText(
        path: "api.json",
        text: #"""
          {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"},
           "x-errors": [{"code": -9, "message": "Who?", "httpStatus": 401, "scope": "protocol", "description": "D."}],
           "methods": [{"name": "m", "params": [], "result": {"name": "r", "schema": {}},
             "errors": [{"code": -5, "message": "E"}, {"code": -9, "message": "Who?"}]}]}
          """#))
    let html = text(ContractReference(contract: contract).errors(ofMethod: "m"))
    #expect(html.contains("<dt id=\"method-m-error-5\">") && !html.contains("D."))
    #expect(
      html.hasSuffix(
        """
        <p class="api-common">Also, like any request: <span id="method-m-error-9">\
        <code class="api-code">-9</code> Who? <span class="api-status">HTTP 401</span></span>.</p>

        """))
  }

  @Test func theSignatureSaysPermissionAndRateLimit() throws {
    let reference = try reference(methods: Self.methods, components: Self.components)
    expectText(
      text(reference.signature(ofMethod: "sum.add")),
      """
      <p id="method-sum.add" class="api-signature">
      <code>sum.add</code> <span class="api-deprecated">deprecated</span> <span class="api-permission">permission \
      <a href="#permission-sum:add"><code>sum:add</code></a></span> \
      <span class="api-rate"><a href="#rate-limits-table">5 per minute</a></span></p>

      """)
    #expect(reference.signature(ofMethod: "sum.sub") == nil)
  }

  @Test func treesOfAMethod() throws {
    let reference = try reference(methods: Self.methods, components: Self.components)
    let html =
      text(reference.parameters(ofMethod: "sum.add")) + text(reference.result(ofMethod: "sum.add"))
      + text(reference.errors(ofMethod: "sum.add"))
    let parts = [
      #"<li id="method-sum.add-param-a" class="api-param">"#,
      #"<span class="api-type">integer</span> <span class="api-required">required</span> "#
        + #"<span class="api-limit">1 to 9</span>"#,
      ##"<p>Left; see <a href="#schema-Pair"><code>Pair</code></a>.</p>"##,
      ##"<span class="api-type"><a href="#schema-Pair">Pair</a></span> <span "##
        + ##"class="api-optional">optional</span>"##,
      "<p>Two numbers.</p>",
      #"<details class="api-fields" open><summary>2 fields</summary>"#,
      #"<span class="api-limit">more than 0</span> <span class="api-default">default "#
        + #"<code>0.5</code></span>"#,
      #"<p class="api-choices">One of <code>&quot;open&quot;</code>, <code>&quot;closed&quot;</code></p>"#,
      "Further fields are allowed.",
      ##"<a class="api-anchor" href="#method-sum.add-result-sum"><code class="api-name">sum</code></a> "##
        + #"<span class="api-type">integer</span></p>"#,
      #"<span class="api-type">string or null</span> <span class="api-optional">may be absent</span>"#,
      #"<dt id="method-sum.add-error-40001">"#,
    ]
    var rest = html[...]
    for part in parts {
      let range = try #require(rest.range(of: part), "missing or out of order: \(part)")
      rest = rest[range.upperBound...]
    }
    #expect(reference.parameters(ofMethod: "sum.sub") == nil)
  }

  @Test func schemaSection() throws {
    let reference = try reference(
      components: """
        {"schemas": {"Colour": {"type": "string", "enum": ["red"], "description": "A *hue*.", "examples": ["red"]}}}
        """)
    expectText(
      text(reference.schema(named: "Colour")),
      """
      <section id="schema-Colour" class="api-schema">
      <div class="api-description"><p>A <em>hue</em>.</p>
      </div>
      <p class="api-param-head"><span class="api-type">string</span></p>
      <p class="api-choices">Always <code>&quot;red&quot;</code></p>
      <p class="api-label">Example</p>
      <pre class="api-code"><code class="language-json"><span class="s">"red"</span></code></pre>
      </section>

      """)
  }

  /// A type says of its fields what the method says that sends or receives it.
  @Test func fieldsOfATypeThatIsReceivedMayBeAbsent() throws {
    let reference = try reference(
      methods: ##"""
        [{"name": "m", "params": [{"name": "sent", "schema": {"$ref": "#/components/schemas/Sent"}}],
          "result": {"name": "r", "schema": {"$ref": "#/components/schemas/Received"}}}]
        """##,
      components: ##"""
        {"schemas": {
          "Sent": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
          "Part": {"required": ["always"], "properties": {"always": {}, "other": {}}},
          "Received": {"required": ["always"], "properties": {"always": {}, "other": {},
            "part": {"$ref": "#/components/schemas/Part"}}}}}
        """##)
    func presences(_ html: HTMLText?) -> [String] {
      text(html).components(separatedBy: "<code class=\"api-name\">").dropFirst().map { field in
        let name = field.prefix { $0 != "<" }
        let word = ["required", "optional", "may be absent"].first { field.contains("\">\($0)</span>") }
        return "\(name) \(word ?? "")"
      }
    }
    #expect(presences(reference.schema(named: "Part")) == ["always required", "other optional"])
    let received = presences(reference.schema(named: "Received"))
    #expect(
      received == ["always ", "other may be absent", "part may be absent", "always ", "other may be absent"])
    #expect(presences(reference.result(ofMethod: "m")) == received)
  }

  @Test func everyNestedFieldHasAnAnchor() throws {
    let schemas = """
      {"Pair": {"properties": {"x": {"$ref": "#/components/schemas/Inner"}, "x-y": {}}},
      "Inner": {"properties": {"y": {"type": "string"}, "pair": {"$ref": "#/components/schemas/Pair"}}},
      "List": {"type": "array", "items": {"properties": {"a": {"type": "string"}}}},
      "Either": {"oneOf": [{"title": "By name", "properties": {"name": {}}}, {"$ref": "#/components/schemas/Inner"}]}}
      """
    var reference = try reference(components: #"{"schemas": \#(schemas)}"#)
    func anchors(_ name: String) -> String { ids(reference.schema(named: name)).joined(separator: " ") }
    #expect(
      anchors("Pair")
        == "schema-Pair schema-Pair-x schema-Pair-x-y schema-Pair-x-pair")
    #expect(anchors("List") == "schema-List schema-List-a")
    #expect(
      anchors("Either")
        == "schema-Either schema-Either-By-name-name schema-Either-Inner-y schema-Either-Inner-pair schema-Either-Inner-pair-x schema-Either-Inner-pair-x-y"
    )
    reference.isOutline = true
    #expect(reference.schema(named: "List")?.anchors == ["schema-List", "schema-List-a"])
  }

  @Test func withoutAnAddressThereIsNoLink() throws {
    let contract = try reference(methods: Self.methods, components: Self.components).contract
    let html = text(ContractReference(contract: contract).parameters(ofMethod: "sum.add"))
    #expect(html.contains("<span class=\"api-type\">Pair</span>"))
  }

  @Test func formsAreTabsWithNamesOfTheirOwn() throws {
    let reference = try reference(
      components: """
        {"schemas": {"Either": {"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/Pair"},
          {"type": "object", "title": "By name", "properties": {"x": {"type": "null"}}}, {"type": "string"}]},
          "Pair": {"type": "object"}}}
        """)
    let html = text(reference.schema(named: "Either"))
    let tabs = html.components(separatedBy: "data-tab=\"").dropFirst().map {
      $0.components(separatedBy: "\"")[0]
    }
    #expect(tabs == ["string", "Pair (object)", "By name", "string 2"])
    #expect(html.contains("<div class=\"tabs api-forms\">"))
  }

  @Test func dataOfAnError() throws {
    let reference = try reference(
      methods:
        #"[{"name": "a", "params": [], "errors": [{"code": 7, "message": "Seven"}]}, {"name": "b", "params": []}]"#,
      more: #", "x-errors": [{"code": 7, "message": "Seven", "httpStatus": 429, "data": {"type": "object"}}]"#
    )
    expectText(
      text(reference.data(ofError: 7)),
      """
      <dl id="error-plus-7" class="api-facts">
      <dt>HTTP status</dt><dd>429</dd>
      <dt>Returned by</dt><dd><a href="#method-a"><code>a</code></a></dd>
      <dt><code>error.data</code></dt><dd><span class="api-type">object</span></dd>
      </dl>

      """)
    #expect(reference.data(ofError: 8) == nil)
  }

  @Test func textOfTheContractIsEscaped() throws {
    let reference = try reference(
      methods: """
        [{"name": "<i>", "summary": "a <script>alert(1)</script>", "x-permission": "\\"&",
          "params": [{"name": "p\\">", "schema": {"enum": ["<b>"], "default": "<u>"},
                      "description": "<img src=x onerror=alert(1)> [x](javascript:alert(1))"}],
          "errors": [{"code": 1, "message": "<s>"}],
          "examples": [{"name": "<e>", "params": [{"name": "p\\">", "value": "</code><script>"}]}]}]
        """)
    let all =
      text(reference.methods()) + text(reference.parameters(ofMethod: "<i>"))
      + text(reference.signature(ofMethod: "<i>")) + text(reference.errors())
    for tag in ["<script", "onerror", "<i>", "<b>", "<u>", "<s>", "<e>", "javascript:", "param-p\">"] {
      #expect(!all.contains(tag), "\(tag) must not appear")
    }
    #expect(all.contains("<img src=\"x\" /> <a href=\"\">x</a>"))
    #expect(all.contains("&lt;i&gt;") && all.contains("id=\"method-&lt;i&gt;-param-p&quot;&gt;\""))
  }

  @Test func typesThatContainThemselvesEnd() throws {
    let reference = try reference(
      components: """
        {"schemas": {"Tree": {"type": "object", "properties": {
          "left": {"$ref": "#/components/schemas/Tree"},
          "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}}}}}
        """)
    let html = text(reference.schema(named: "Tree"))
    #expect(
      html.components(separatedBy: ##"<p class="api-elsewhere">See <a href="#schema-Tree">"##).count == 3)
    #expect(html.contains(##"array of <a href="#schema-Tree">Tree</a>"##))
    #expect(reference.schema(named: "tree") == nil)
  }

  @Test func typesThatContainPartsOfThemselvesEnd() throws {
    let reference = try reference(
      components: """
        {"schemas": {"List": {"properties": {"node": {"properties": {
          "next": {"$ref": "#/components/schemas/List/properties/node"}}}}}}}
        """)
    let html = text(reference.schema(named: "List"))
    #expect(html.components(separatedBy: "<code class=\"api-name\">next</code>").count == 3)
    #expect(html.contains("The fields are those of the enclosing type."))
  }

  /// The schemas of a chain of types, each of which has this many fields of each of the types of the next level.
  private func levels(_ count: Int, fields: Int) throws -> ContractReference {
    let schemas = (0..<count).map { level in
      let value = level == count - 1 ? "{}" : ##"{"$ref": "#/components/schemas/L\##(level + 1)"}"##
      let members = (0..<fields).map { "\"f\($0)\": \(value)" }.joined(separator: ", ")
      return "\"L\(level)\": {\"properties\": {\(members)}}"
    }
    return try reference(components: "{\"schemas\": {\(schemas.joined(separator: ", "))}}")
  }

  private func count(_ part: String, in html: HTMLText?) -> Int {
    text(html).components(separatedBy: part).count - 1
  }

  @Test(arguments: [
    // Fields of each type, fields shown, and links in place of the fields of a type.
    (1, 8, 1),
    (4, 4 + 16 + 64, 64),
    (6, 6 + 36 + 216, 216),
    (7, 7 + 49, 49),
    // The fields of the type itself are always shown.
    (400, 400, 400),
  ])
  func typesAreUnfoldedLevelByLevelUntilAPageIsLong(fields: Int, shown: Int, links: Int) throws {
    let html = try levels(9, fields: fields).schema(named: "L0")
    #expect(count("<li id=", in: html) == shown)
    #expect(count("<p class=\"api-elsewhere\">See <a href=", in: html) == links)
  }

  @Test func aTypeThatFitsIsShownAtEveryPlace() throws {
    let html = try levels(3, fields: 3).schema(named: "L0")
    #expect(count("<li id=", in: html) == 3 + 9 + 27)
    #expect(count("api-elsewhere", in: html) == 0)
  }

  @Test func tangledTypesStaySmall() throws {
    // Every type refers to all others: unfolded in full they would fill the disk.
    let names = (0..<12).map { "T\($0)" }
    let schemas = names.map { name in
      let fields = names.map { ##""\##($0)": {"$ref": "#/components/schemas/\##($0)"}"## }
      return ##""\##(name)": {"properties": {\##(fields.joined(separator: ", "))}}"##
    }
    let reference = try reference(components: "{\"schemas\": {\(schemas.joined(separator: ", "))}}")
    // Its own fields, and those of the eleven other types.
    #expect(count("<li id=", in: reference.schema(named: "T0")) == 12 + 11 * 12)
    let forms = try referenceOfForms(of: names)
    #expect(count("<div class=\"tab api-form\"", in: forms.schema(named: "T0")) == 13 + 11 * 13)
  }

  @Test func aDeepTypeWithoutANameIsNotCalledTheEnclosingOne() throws {
    let fields = (0..<301).map { "\"f\($0)\": {}" }.joined(separator: ", ")
    let reference = try reference(
      methods: ##"[{"name": "a", "params": [{"name": "p", "schema": {"properties": {\##(fields)}}}]}]"##,
      components: ##"{"schemas": {"S": {"properties": {"x": {"$ref": "#/methods/0/params/0/schema"}}}}}"##)
    let html = text(reference.schema(named: "S"))
    #expect(html.contains("The fields are left out: the type is too deep in others and has no name"))
    #expect(!html.contains("enclosing type"))
  }

  @Test func errorTable() throws {
    let html = text(
      try reference(
        methods:
          #"[{"name": "a", "params": [], "errors": [{"code": 7, "message": "Seven"}]}, {"name": "b", "#
          + #""params": []}]"#,
        more: """
          , "x-errors": [{"code": 7, "message": "Seven", "description": "Wait.", "httpStatus": 429,
             "data": {"type": "object"}}, {"code": -32700, "message": "Parse error", "scope": "protocol"}]
          """
      ).errors())
    #expect(html.contains(#"<tr id="error-plus-7">"#) && html.contains(#"<tr id="error-32700">"#))
    #expect(
      html.contains(
        "<td data-label=\"Message\">Seven<div><small>HTTP 429</small></div></td>"
          + "<td data-label=\"When it happens\"><div class=\"api-description\"><p>Wait.</p>"))
    #expect(html.contains(##"<small>From <a href="#method-a"><code>a</code></a></small>"##))
    #expect(html.contains("<small>From every method</small>"))
  }

  @Test func longArraysOfExamplesAreCutShort() {
    #expect(ContractReference.shortened([1, 2, 3, 4, 5]) == [1, 2, 3, 4, 5])
    #expect(ContractReference.shortened(["a": [1, 2, 3, 4, 5, 6]]) == ["a": [1, 2, "… 4 more"]])
  }

  @Test(arguments: [
    (1, "3 per second"), (60, "3 per minute"), (3600, "3 per hour"), (120, "3 per 2 minutes"),
    (7, "3 per 7 seconds"),
  ])
  func rateLimits(window: Int, phrase: String) {
    #expect(ContractReference.phrase(RateLimit(requests: 3, windowSeconds: window)) == phrase)
  }
}

struct TrainingReferenceTests {
  @Test func everyAnchorIsThereOnceAndNoOther() throws {
    let contract = try trainingContract()
    let reference = ContractReference(contract: contract)
    #expect(ids(reference.methods()) == contract.overviewAnchors)
    #expect(ids(reference.errors()) == contract.errorTableAnchors)
    var outline = reference
    outline.isOutline = true
    var all = contract.overviewAnchors + contract.errorTableAnchors
    for method in contract.methods {
      #expect(ids(reference.signature(ofMethod: method.name)) == [ContractAnchor.method(method.name)])
      #expect(ids(reference.errors(ofMethod: method.name)) == contract.errorAnchors(ofMethod: method.name))
      all += contract.errorAnchors(ofMethod: method.name)
      for part in [reference.parameters, reference.result] {
        all += ids(part(method.name))
      }
      #expect(
        ids(reference.parameters(ofMethod: method.name))
          == outline.parameters(ofMethod: method.name)?.anchors ?? [])
    }
    for schema in contract.schemas {
      let anchors = ids(reference.schema(named: schema.name))
      #expect(anchors == outline.schema(named: schema.name)?.anchors)
      #expect(Set(contract.anchors(ofSchema: schema.name)).isSubset(of: anchors))
      all += anchors
    }
    #expect(Set(all).count == all.count)
  }

  @Test func everyElementIsClosedAndNothingIsStyledInline() throws {
    let contract = try trainingContract()
    let reference = ContractReference(contract: contract) { "#" + $0.anchor }
    var html = reference.methods() + reference.errors()
    for method in contract.methods {
      html += reference.signature(ofMethod: method.name) ?? []
      html += reference.parameters(ofMethod: method.name)?.bytes ?? []
      html += reference.result(ofMethod: method.name)?.bytes ?? []
      html += reference.errors(ofMethod: method.name) ?? []
    }
    for schema in contract.schemas { html += reference.schema(named: schema.name)?.bytes ?? [] }
    var open: [Substring] = []
    for piece in text(html).split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      let name = piece.prefix { $0 != ">" && $0 != " " && $0 != "\n" }
      if name.hasPrefix("/") {
        #expect(open.popLast() == name.dropFirst())
      } else {
        open.append(name)
      }
    }
    #expect(open == [])
    #expect(!text(html).contains("style="))
  }
}

struct TypeShapeTests {
  private func shape(_ schema: String) throws -> TypeShape {
    let reference = try reference(
      components:
        #"{"schemas": {"Id": {"type": "string", "format": "uuid", "description": "An id."}, "S": \#(schema)}}"#
    )
    let schema = try #require(reference.contract.schema(named: "S"))
    return TypeShape(schema.value, in: reference.contract)
  }

  private func name(_ schema: String) throws -> String {
    try shape(schema).name.map { piece in
      switch piece {
      case .text(let text): text
      case .component(let name): "<\(name)>"
      }
    }.joined()
  }

  @Test func namesOfTypes() throws {
    #expect(try name(#"{"type": "integer"}"#) == "integer")
    #expect(try name(#"{"type": ["integer", "null"]}"#) == "integer or null")
    #expect(try name(##"{"$ref": "#/components/schemas/Id"}"##) == "<Id> (string)")
    #expect(
      try name(##"{"anyOf": [{"$ref": "#/components/schemas/Id"}, {"type": "null"}]}"##)
        == "<Id> (string) or null")
    #expect(
      try name(##"{"type": "array", "items": {"$ref": "#/components/schemas/Id"}}"##)
        == "array of <Id> (string)")
    #expect(try name(#"{"enum": [1, "a"]}"#) == "number or string")
    #expect(try name("{}") == "any value")
    #expect(try name("false") == "nothing")
  }

  @Test func limitsOfASchemaAreWords() throws {
    #expect(try shape(#"{"minimum": 1, "maximum": 10000}"#).limits == ["1 to 10000"])
    #expect(try shape(#"{"exclusiveMinimum": 0, "maximum": 1}"#).limits == ["more than 0, at most 1"])
    #expect(try shape(#"{"minLength": 1, "maxLength": 255}"#).limits == ["1 to 255 characters"])
    #expect(
      try shape(#"{"minItems": 2, "uniqueItems": true}"#).limits == [
        "at least 2 items", "unique items",
      ])
    #expect(try shape(#"{"minItems": 3, "maxItems": 3}"#).limits == ["exactly 3 items"])
    #expect(try shape(#"{"pattern": "^a$"}"#).limits == ["matches ^a$"])
    #expect(try shape(#"{"pattern": "^a$", "x-expected": "an a"}"#).limits == ["an a"])
    #expect(try shape(#"{"format": "uri"}"#).limits == ["format uri"])
  }

  @Test func whatStandsRoundAReferenceSaysMore() throws {
    let plain = try shape(##"{"$ref": "#/components/schemas/Id"}"##)
    #expect(plain.description == "An id.")
    let wrapped = try shape(
      ##"{"allOf": [{"$ref": "#/components/schemas/Id"}], "description": "The job.", "default": "x"}"##)
    #expect(wrapped.description == "The job.")
    #expect(wrapped.default == "x")
    #expect(wrapped.name == plain.name)
  }
}
