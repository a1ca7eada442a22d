import Checks
import Diagnostics
import OpenRPC
import Pages
import Project
import Symbols
import TestSupport
import Testing

/// A project in memory and the findings of its check.
struct Tree {
  private var project: TestProject
  var contract: Contract? { didSet { project.contract = contract } }
  var today = "2026-11-22"
  var searchPath: String?
  var parsesCode = false
  var selected: Set<String>?
  var leavesOutDrafts = false { didSet { project.leavesOutDrafts = leavesOutDrafts } }
  /// Names that are defined; the settings ask for their kinds.
  var symbols: [Symbol] = [] { didSet { project.symbols = symbols } }
  var checks = Checks.all
  /// In place of what `site/portal.yml` says about names.
  var kinds: [SymbolSettings]?

  init(_ files: [String: String]) { project = TestProject(files) }

  private init(_ project: TestProject) { self.project = project }

  /// A portal: `site/portal.yml` and one page, `content/page.md`, beside what else is given.
  static func portal(_ page: String, _ files: [String: String] = [:]) -> Tree { Tree(.portal(page, files)) }

  /// One page, `page.md`, in a folder that has never heard of FlowDocs.
  static func plain(_ page: String, _ files: [String: String] = [:]) -> Tree { Tree(.plain(page, files)) }

  func with(_ change: (inout Tree) throws -> Void) rethrows -> Tree {
    var tree = self
    try change(&tree)
    return tree
  }

  func diagnostics() async throws -> [Diagnostic] {
    var project = self.project
    if let kinds {
      project.project = try Project.load(root: "/project", files: project.reader)
      project.project?.symbols = kinds
    }
    let site = try await project.site()
    let context = CheckContext(
      site: site, today: try #require(CalendarDay(today)), searchPath: searchPath,
      parsesCode: parsesCode)
    // What is wrong with the contract itself is tested with the contract.
    let ofContract = Set(site.findings)
    return await Checks.run(context, selected: selected, checks: checks)
      .filter { !ofContract.contains($0) }.sortedByPlace()
  }

  /// The findings as they are printed.
  func report() async throws -> String { ConsoleRenderer().render(try await diagnostics()) }

  /// The files after all fixes, applied until there is none left; and the findings that then remain, one line each.
  func fixed() async throws -> (files: [String: String], remaining: [String]) {
    var tree = self
    for _ in 0..<8 {
      let fixes = Fixes(try await tree.diagnostics())
      if fixes.counts.isEmpty { return (tree.project.files, try await tree.lines()) }
      for path in fixes.counts.keys {
        let bytes = Array(try #require(tree.project.files[path]).utf8)
        tree.project.files[path] = String(
          decoding: try #require(fixes.applied(to: bytes, of: path)), as: UTF8.self)
      }
    }
    Issue.record("fixes bring out other fixes without end")
    return (tree.project.files, [])
  }

  /// One line a finding: place, message, fix.
  func lines(of rule: Rule? = nil) async throws -> [String] {
    try await diagnostics().filter { rule == nil || $0.rule == rule }.map { diagnostic in
      let place = diagnostic.span.map { "\($0.path):\($0.start.line):\($0.start.column): " } ?? ""
      return place + diagnostic.message + (diagnostic.fix.map { " → " + $0 } ?? "")
    }
  }
}

extension Contract {
  /// Two methods: `job.start(count: 1…10, tag?)` → `{id: uuid, at: date-time}`, `job.stop(id)` → boolean.
  static func sample() throws -> Contract {
    try Contract.load(
      SourceText(
        path: "content/api/openrpc.json",
        text: """
          {
            "openrpc": "1.3.2",
            "info": {"title": "Jobs", "version": "1"},
            "methods": [
              {
                "name": "job.start",
                "params": [
                  {"name": "count", "required": true, "schema": {"type": "integer", "minimum": 1, "maximum": 10}},
                  {"name": "tags", "schema": {"type": "array", "minItems": 3, "items": {"type": "string"}}}
                ],
                "result": {"name": "job", "schema": {"$ref": "#/components/schemas/Job"}},
                "errors": [{"code": -40001, "message": "No money"}]
              },
              {
                "name": "job.stop",
                "params": [{"name": "id", "required": true, "schema": {"type": "string"}}],
                "result": {"name": "done", "schema": {"type": "boolean"}}
              }
            ],
            "components": {
              "schemas": {
                "Job": {
                  "type": "object",
                  "required": ["id", "at", "cost"],
                  "additionalProperties": false,
                  "properties": {
                    "id": {"type": "string", "minLength": 36},
                    "at": {"type": "string", "pattern": "^[0-9]{4}-"},
                    "cost": {"type": "string", "pattern": "^[0-9]+\\\\.[0-9]{2}$"},
                    "n": {"type": "integer", "minimum": 5}
                  }
                }
              }
            }
          }
          """))
  }
}

/// An expectation whose failure shows both values, which `#expect` does not do around `await`.
func expectEqual<Value: Equatable>(
  _ actual: Value, _ expected: Value, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual == expected, sourceLocation: sourceLocation)
}
