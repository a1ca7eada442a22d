import Diagnostics
import OpenRPC
import Pages
import Project
import Testing

@testable import Reference

/// The section of a contract with these methods.
private func section(
  _ methods: String, more: String = "", files: FileReader = .memory([:]),
  service: Project.Service? = .contractMock,
  versions: [ReferenceOptions.Version] = []
) throws -> ReferenceSection {
  let contract = try Contract.load(
    SourceText(
      path: "api.json",
      text: #"{"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": \#(methods)\#(more)}"#))
  var project = Project(root: "/", content: "content", contract: "content/api/api.json", service: service)
  project.reference.versions = versions
  return try #require(try ReferenceSection(contract: contract, project: project, files: files))
}

/// Its pages and files, by path.
private func pages(
  _ methods: String, more: String = "", files: [String: String] = [:],
  service: Project.Service? = .contractMock,
  versions: [ReferenceOptions.Version] = []
) throws -> FileReader {
  let base = FileReader.memory(files)
  let section = try section(methods, more: more, files: base, service: service, versions: versions)
  return base.adding(section.texts(beside: base))
}

private let add = #"""
  [{"name": "sum.add", "params": [{"name": "a", "schema": {"type": "integer"}}],
    "result": {"name": "sum", "schema": {"type": "integer"}},
    "examples": [{"name": "One", "params": [{"name": "a", "value": 1}], "result": {"name": "r", "value": 1}}]}]
  """#

struct ReferenceSectionTests {
  @Test func everyThingOfTheContractHasAPage() throws {
    let files = try pages(
      #"[{"name": "a/b", "params": [], "errors": [{"code": -7, "message": "M"}]}, {"name": "A/B", "params": []}]"#,
      more: #", "components": {"schemas": {"Pair": {"type": "object"}}}"#)
    #expect(
      files.files("content") { _ in true } == [
        "content/api/errors/7.md", "content/api/errors/index.md", "content/api/index.md",
        "content/api/methods/A-B-2.md", "content/api/methods/a-b.md", "content/api/methods/index.md",
        "content/api/openrpc-extensions.schema.json", "content/api/types/Pair.md",
        "content/api/types/index.md",
      ])
    #expect(files.kind("content/api/types/Pair.md") == .file && files.kind("content/api/types") == .folder)
  }

  @Test func placesOfGeneratedTextAreInTheContract() throws {
    let page = try #require(try section(add).texts(beside: .memory([:]))["content/api/methods/sum.add.md"])
    let response = try #require(page.bytes.firstRange(of: Array("\"result\": 1".utf8)))
    let span = page.span(response)
    #expect(span.path == "api.json" && span.line.contains("\"examples\""))
  }

  @Test func samplesSendWhatTheExampleSays() throws {
    let text = try pages(add).source("content/api/methods/sum.add.md").text
    #expect(text.contains("```sh run session=one-curl exchange=one tab=cURL\ncurl -sS \"$API_URL\" \\\n"))
    #expect(text.contains("```python run session=one-python exchange=one tab=Python\nimport json\n"))
    #expect(text.contains("\"params\": {\"a\": 1}"))
    let alone = try pages(add, service: nil).source("content/api/methods/sum.add.md").text
    #expect(alone.contains("```sh parse tab=cURL\n") && !alone.contains("session="))
    #expect(alone.contains("These samples are not run, because the project has no `service`"))
  }

  @Test func aPageOfTheProjectTakesThePlaceOfAGeneratedOne() throws {
    let path = "content/api/methods/sum.add.md"
    let text = """
      # Mine

      ```text
      <!-- flowdocs:method sum.add -->
      ```

      <!-- flowdocs:method sum.add -->

      End.

      """
    let files = FileReader.memory([path: text])
    let section = try section(add, files: files)
    #expect(section.texts(beside: files)[path] == nil)
    let directives = DirectiveList(
      ReferenceDirectives.kinds(contract: section.contract, project: section.project, section: section))
    let page = PageReader(project: section.project, files: files, directives: directives)
      .page("api/methods/sum.add.md", try files.source(path)).source
    #expect(
      page.text.hasPrefix(
        "# Mine\n\n```text\n<!-- flowdocs:method sum.add -->\n```\n\n<!-- flowdocs:signature"))
    let end = try #require(page.bytes.firstRange(of: Array("End.".utf8)))
    #expect(page.span(end).label == "content/api/methods/sum.add.md:9:1")
  }

  @Test func eventsAndTheirDelivery() throws {
    let files = try pages(
      "[]",
      more: ##"""
        , "components": {"schemas": {"Done": {"type": "object"}}},
        "x-webhooks": [{"name": "job.done", "summary": "The end.", "payload": {"$ref": "#/components/schemas/Done"},
          "example": {"event": "job.done"}}],
        "x-webhookDelivery": {"headers": [{"name": "X-Id", "description": "The id | of it.", "example": "1"}],
          "retries": {"count": 2, "firstDelaySeconds": 60, "factor": 2, "jitterPercent": 20}, "timeoutSeconds": 30}
        """##)
    let text = try files.source("content/api/webhooks.md").text
    #expect(text.contains("### job.done\n\nThe end.\n\n<!-- flowdocs:webhook job.done -->\n"))
    #expect(text.contains("```json parse schema=Done title=Body\n{\n  \"event\": \"job.done\"\n}\n```"))
    #expect(text.contains("| `X-Id` | The id \\| of it. |\n"))
    #expect(text.contains("```text title=\"Headers of an event\"\nX-Id: 1\n```"))
    #expect(text.contains("| 2 | 48 to 72 s |\n| 3 | 96 to 144 s |\n"))
    #expect(text.contains("An attempt without a response within 30 s counts as failed."))
    #expect(try pages(add).kind("content/api/webhooks.md") == nil)
  }

  @Test func theSchemaOfExtensionsIsBesideTheContract() throws {
    let text = try pages(add).source("content/api/openrpc-extensions.schema.json").text
    #expect(text.hasPrefix("{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\""))
  }

  @Test func changesBetweenVersions() throws {
    let old = #"{"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": []}"#
    let files = try pages(
      add, files: ["old.json": old],
      versions: [
        .init(version: "2", date: "2026-01-01", notes: "Sums."), .init(version: "1", contract: "old.json"),
      ])
    let text = try files.source("content/api/changes.md").text
    #expect(text.contains("## 2, 2026-01-01\n\nSums.\n\n"))
    #expect(text.contains("(methods/sum.add.md)"))
    #expect(text.contains("\n## 1\n"))
  }

  @Test func anEarlierContractThatIsNotThere() throws {
    #expect(throws: DiagnosticError.self) {
      try pages(add, versions: [.init(version: "2"), .init(version: "1", contract: "old.json")])
    }
  }

  @Test func typesInGroupsAndWhatUsesThem() throws {
    let files = try pages(
      ##"""
      [{"name": "m", "params": [{"name": "c", "schema": {"$ref": "#/components/schemas/C"}}],
        "errors": [{"code": -5, "message": "E", "data": {"$ref": "#/components/schemas/D"}}]}]
      """##,
      more: ##"""
        , "x-errors": [{"code": -5, "message": "E", "data": {"$ref": "#/components/schemas/D"}}],
        "x-webhooks": [{"name": "job.done", "payload": {"$ref": "#/components/schemas/W"}, "example": {}}],
        "components": {"schemas": {
          "Id": {"type": "string", "description": "Names one.\n\nMore."},
          "C": {"type": "object", "properties": {"id": {"$ref": "#/components/schemas/Id"}}},
          "D": {"type": "object", "title": "Why"}, "W": {"type": "object"}, "X": {"type": "object"}}}
        """##)
    let index = try files.source("content/api/types/index.md").text
    let parts = [
      "## Parameters and results", "[`C`](../types/C.md)", "## Simple types",
      "| [`Id`](../types/simple-types.md#schema-Id) | Names one. |", "## Events", "[`W`]",
      "## Error data", "| Why |",
      "## Other types", "[`X`]",
    ]
    var rest = index[...]
    for part in parts {
      rest = rest[try #require(rest.firstRange(of: part), "missing or out of order: \(part)").upperBound...]
    }
    #expect(files.kind("content/api/types/Id.md") == nil)
    let simple = try files.source("content/api/types/simple-types.md").text
    #expect(simple.contains("## Id\n\n<!-- flowdocs:schema Id -->\n\nUsed by [`C`](../types/C.md).\n"))
    #expect(try files.source("content/api/types/D.md").text.contains("- [-5 E](../errors/5.md)\n"))
    #expect(
      try files.source("content/api/types/W.md").text.contains(
        "- [`job.done`](../webhooks.md#webhook-job.done)"))
  }

  @Test func whatSamplesNeedCanBeHad() throws {
    let items = (1...9).map { #"{"n": \#($0), "a": "b"}"# }.joined(separator: ", ")
    let files = try pages(
      #"""
      [{"name": "job.start", "params": [{"name": "list", "schema": {}}, {"name": "who", "schema": {}}],
        "paramStructure": "by-name", "result": {"name": "job", "schema": {}},
        "examples": [{"name": "Start", "params": [{"name": "list", "value": [\#(items)]}, {"name": "who", "value": "me"}],
          "result": {"name": "r", "value": {"id": "7", "who": "me"}}}]},
       {"name": "job.look", "params": [{"name": "id", "schema": {}}, {"name": "who", "schema": {}}],
        "paramStructure": "by-name", "result": {"name": "state", "schema": {}},
        "examples": [{"name": "Look", "x-after": [{"example": "Start", "times": 2}],
          "params": [{"name": "id", "value": "7"}, {"name": "who", "value": "me"}],
          "result": {"name": "r", "value": {}}}]},
       {"name": "job.all", "params": [], "paramStructure": "by-name", "result": {"name": "jobs", "schema": {}},
        "examples": [{"name": "All", "params": [], "result": {"name": "r", "value": {"who": "me"}}}]},
       {"name": "job.own", "params": [{"name": "who", "schema": {}}], "paramStructure": "by-name",
        "result": {"name": "jobs", "schema": {}},
        "examples": [{"name": "Own", "x-after": [{"example": "Start"}, {"example": "All"}],
          "params": [{"name": "who", "value": "me"}], "result": {"name": "r", "value": {}}}]}]
      """#)
    let start = try files.source("content/api/methods/job.start.md").text
    #expect(start.contains("Save [list.json](../samples/job.start/list.json) in the folder they run in."))
    let list = try files.source("content/api/samples/job.start/list.json").text
    #expect(list.hasPrefix("[\n  {\"n\": 1, \"a\": \"b\"},\n  {") && list.hasSuffix("\"b\"}\n]\n"))
    #expect(start.contains("cat > list.json <<'END'\n" + list + "END\n"))
    let look = try files.source("content/api/methods/job.look.md").text
    #expect(
      look.contains(
        "The samples read the URL of the service from `API_URL`. Replace the `id` shown with the "
          + "one that [`job.start`](../methods/job.start.md) returned. The response shown was recorded after "
          + "2 calls of [`job.start`](../methods/job.start.md).\n"))
    #expect(!look.contains("fatalError"))
    // The caller said who it is before `job.all` repeated it.
    #expect(!(try files.source("content/api/methods/job.own.md").text.contains("Replace the")))
  }

  @Test func answersHaveTheIdThatTheServiceRepeats() throws {
    let files = try pages(
      #"""
      [{"name": "m", "params": [],
        "errors": [{"code": -3, "message": "M"}, {"code": -4, "message": "N"}, {"code": -5, "message": "O"}],
        "x-errorExamples": [{"name": "Who", "params": {}, "error": {"code": -3, "message": "M"}},
          {"name": "Unread", "params": {}, "error": {"code": -5, "message": "O"}},
          {"name": "Often", "params": {}, "error": {"code": -4, "message": "N", "data": {"retry_after": 7}}}]}]
      """#,
      more: #"""
        , "x-errors": [{"code": -3, "message": "M", "httpStatus": 401},
           {"code": -5, "message": "O", "httpStatus": 401, "repeatsId": false}, {"code": -4, "message": "N", "httpStatus": 429,
           "headers": {"Retry-After": "/data/retry_after", "X-Absent": "/data/none"}},
          {"code": -32700, "message": "P", "scope": "protocol", "examples": [
            {"name": "Half", "body": "{\"id\": 1,", "error": {"code": -32700, "message": "P"}},
            {"name": "Whole", "body": {"id": 5}, "error": {"code": -32700, "message": "P"}}]}]
        """#)
    let method = try files.source("content/api/methods/m.md").text
    #expect(method.contains("\"code\": -3,\n    \"message\": \"M\"\n  },\n  \"id\": 1\n"))
    #expect(method.contains("\"code\": -5,\n    \"message\": \"O\"\n  },\n  \"id\": null\n"))
    // Headers are those that the contract names, with the values that the error has.
    #expect(
      method.contains(
        "HTTP/1.1 429 Too Many Requests\nRetry-After: 7\nContent-Type: application/json\n\n{"))
    #expect(method.contains("HTTP/1.1 401 Unauthorized\nContent-Type: application/json\n\n{"))
    #expect(method.contains("  },\n  \"id\": 1\n"))
    let error = try files.source("content/api/errors/32700.md").text
    #expect(error.contains("  },\n  \"id\": null\n") && error.contains("  },\n  \"id\": 5\n"))
  }

  @Test func partsOfTheContractHaveDestinations() throws {
    let contract = try Contract.load(
      SourceText(
        path: "api.json",
        text: ##"""
          {"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": [
            {"name": "m", "x-permission": "p:q", "params": [{"name": "c", "schema": {"$ref": "#/components/schemas/C"}}],
             "errors": [{"code": -5, "message": "E"}]}],
           "components": {"schemas": {"C": {"type": "object", "properties": {"f": {"type": "null"}}}}}}
          """##))
    let paths = ReferencePaths(contract: contract, folder: "api")
    #expect(paths.destination(of: .method("m")) == "api/methods/m.md")
    #expect(paths.destination(of: .param("c", ofMethod: "m")) == "api/methods/m.md#method-m-param-c")
    #expect(paths.destination(of: .field("f", ofSchema: "C")) == "api/types/C.md#schema-C-f")
    #expect(paths.destination(of: .error(-5)) == "api/errors/5.md")
    #expect(paths.destination(of: .permission("p:q")) == "api/authentication.md#permission-p:q")
    #expect(
      paths.destination(of: .method("n")) == nil && paths.destination(of: .field("g", ofSchema: "C")) == nil)
  }
}
