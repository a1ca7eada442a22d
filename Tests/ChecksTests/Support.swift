import Checks
import Diagnostics
import OpenRPC
import Pages
import Project
import Symbols
import Testing

/// A tree of files in memory and the findings of its check.
struct Tree {
  var files: [String: String]
  var contract: Contract?
  var today = "2026-11-22"
  var extraAnchors: [String: Set<String>] = [:]
  var metrics: [MetricDescription] = []
  var searchPath: String?
  var parsesCode = false
  var selected: Set<String>?
  var symbols = SymbolTable.none
  /// Whether the kinds of symbols are those that `site/portal.yml` has.
  var usesProjectSymbols = false

  init(_ files: [String: String]) { self.files = files }

  /// A portal: `site/portal.yml` and one page, `content/page.md`, beside what else is given.
  static func portal(_ page: String, _ files: [String: String] = [:]) -> Tree {
    Tree(files.merging(["content/page.md": page, "site/portal.yml": "title: T\n"]) { own, _ in own })
  }

  /// One page, `page.md`, in a folder that has never heard of FlowDocs.
  static func plain(_ page: String, _ files: [String: String] = [:]) -> Tree {
    Tree(files.merging(["page.md": page]) { own, _ in own })
  }

  func with(_ change: (inout Tree) throws -> Void) rethrows -> Tree {
    var tree = self
    try change(&tree)
    return tree
  }

  func diagnostics() async throws -> [Diagnostic] {
    let reader = FileReader.memory(files)
    let project = try Project.load(root: "/project", files: reader)
    let loaded = await PageLoader.loadAll(project: project, files: reader)
    var context = CheckContext(
      project: project, contract: contract, files: reader,
      symbols: usesProjectSymbols ? SymbolTable(settings: project.symbols, symbols: []) : symbols,
      today: try #require(CalendarDay(today)), extraAnchors: extraAnchors, searchPath: searchPath)
    context.parsesCode = parsesCode
    context.metrics = metrics
    let findings = await Checks.run(loaded.pages, selected: selected, context)
    if selected == nil, !parsesCode {
      // A build sees one page at a time and finds the same.
      let inspections = loaded.pages.map { Checks.inspect($0, context).inspection }
      let links = try Checks.links(inspections, context) { path in
        try #require(loaded.pages.first { $0.path == path })
      }
      #expect((inspections.flatMap(\.findings) + links).sortedByPlace() == findings)
    }
    return findings
  }

  /// The findings as they are printed.
  func report() async throws -> String { ConsoleRenderer().render(try await diagnostics()) }

  /// One line a finding: place, message, fix.
  func lines() async throws -> [String] {
    try await diagnostics().map { diagnostic in
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
