import Diagnostics
import OpenRPC
import Pages
import Testing

@testable import Reference

/// The pages of a contract with these methods, by path.
private func pages(
  _ methods: String, more: String = "", files: [String: String] = [:], service: String? = "mock",
  versions: [ReferenceOptions.Version] = []
) throws -> FileReader {
  let contract = try Contract.load(
    SourceText(
      path: "api.json",
      text: #"{"openrpc": "1.3.2", "info": {"title": "T", "version": "1"}, "methods": \#(methods)\#(more)}"#))
  var project = Project(root: "/", content: "content", contract: "content/api/api.json", service: service)
  project.reference.versions = versions
  let base = FileReader.memory(files)
  let section = try #require(try ReferenceSection(contract: contract, project: project, files: base))
  return base.adding(section, to: project)
}

private let add = #"""
  [{"name": "sum.add", "params": [{"name": "a", "schema": {"type": "integer"}}],
    "result": {"name": "sum", "schema": {"type": "integer"}},
    "examples": [{"name": "One", "params": [{"name": "a", "value": 1}], "result": {"name": "r", "value": 1}}]}]
  """#

@Suite struct ReferenceSectionTests {
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
    let files = try pages(add)
    let page = try files.source("content/api/methods/sum.add.md")
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
    #expect(alone.contains("These samples are not run: the project names no `service`"))
  }

  @Test func aPageOfTheProjectTakesThePlaceOfAGeneratedOne() throws {
    let files = try pages(
      add,
      files: [
        "content/api/methods/sum.add.md":
          "# Mine\n\n```text\n<!-- flowdocs:method sum.add -->\n```\n\n<!-- flowdocs:method sum.add -->\n\nEnd.\n"
      ])
    let page = try files.source("content/api/methods/sum.add.md")
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
    #expect(text.contains("| `X-Id` | The id \\| of it. | `1` |"))
    #expect(text.contains("| 2 | 48 to 72 s |\n| 3 | 96 to 144 s |\n"))
    #expect(text.contains("An attempt without an answer within 30 s has failed."))
    #expect(try pages(add).kind("content/api/webhooks.md") == nil)
  }

  @Test func theSchemaOfExtensionsStandsBesideTheContract() throws {
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

  @Test func destinations() throws {
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
    #expect(paths.fieldNames.map(\.name) == ["c", "c.f", "f"])
  }
}
