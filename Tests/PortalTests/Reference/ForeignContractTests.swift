import Checks
import Diagnostics
import Foundation
import OpenRPC
import Portal
import Project
import TestSupport
import Testing

/// A portal with nothing on it but the reference of a contract: what is wrong with it, and its files.
private func portal(_ source: SourceText) async throws -> (errors: [String], files: [OutputFile]) {
  let contract = try Contract.load(source)
  var project = Project(
    root: "/", title: "T", content: "content", contract: "content/openrpc.json", service: .contractMock,
    isConfigured: true)
  project.reference.folder = "api"
  var test = TestProject(["content/index.md": "# Start\n\nSee the [reference](api/index.md).\n"])
  test.project = project
  test.contract = contract
  let site = try await test.site()
  let findings = await Checks.run(
    CheckContext(site: site, today: CalendarDay("2026-01-01") ?? .now, parsesCode: false))
  return (
    findings.filter { $0.severity == .error }.map { ($0.span?.label ?? "-") + " " + $0.message },
    try await PortalBuilder(site: site).prepare().outputFiles()
  )
}

struct ForeignContractTests {
  @Test(
    .enabled(if: PublicSuite.openRPC.isPresent, PublicSuite.openRPC.absence),
    arguments: ["empty", "link-example", "metrics", "petstore", "simple-math"])
  func aPublicContractIsACleanPortal(_ name: String) async throws {
    let file = PublicSuite.openRPC.folder.appending(path: "examples/\(name)-openrpc.json")
    let source = SourceText(path: file.lastPathComponent, bytes: Array(try Data(contentsOf: file)))
    let (errors, files) = try await portal(source)
    #expect(errors == [])
    #expect(files.contains { $0.path == "api/index.html" })
    #expect(files.filter { $0.path.hasSuffix(".html") }.flatMap { MarkupCheck($0.text).problems } == [])
  }

  @Test func aContractOfVersion14() async throws {
    let (errors, files) = try await portal(
      SourceText(
        path: "api.json",
        text: ##"""
          {"openrpc": "1.4.1", "info": {"title": "Weather", "version": "2"},
           "methods": [{"name": "weather.now",
             "params": [{"name": "place", "required": true,
               "schema": {"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/Point"}]}}],
             "result": {"name": "r", "schema": {"type": "object", "properties": {
               "wind": {"type": "object", "properties": {"speed": {"type": "number"}}}}}}}],
           "components": {"schemas": {"Point": {"type": "object", "properties": {"lat": {"type": "number"}}}}}}
          """##))
    #expect(errors == [])
    let page = try #require(files.first { $0.path == "api/methods/weather.now.html" }).text
    #expect(page.contains("data-tab=\"string\"") && page.contains("data-tab=\"Point\""))
    #expect(page.contains("id=\"method-weather.now-result-wind-speed\""))
  }
}
