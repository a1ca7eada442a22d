import Diagnostics
import Foundation
import Ledger
import OpenRPC
import Pages
import Portal
import Project
import Site
import Symbols
import TestSupport

/// A whole portal in memory: Markdown in, HTML out.
struct TinyPortal {
  var files: [String: String] = [:]

  init(
    _ tree: [String: String], project: Project? = nil, ledger: Ledger? = nil, contract: String? = nil,
    kinds: [SymbolSettings] = [], symbols: [Symbol] = [], keys: CurrentKeys? = nil
  ) async throws {
    let site = try await Self.site(
      tree, project: project, contract: contract, kinds: kinds, symbols: symbols)
    for file in try await PortalBuilder(site: site, ledger: ledger, keys: keys).prepare().outputFiles() {
      files[file.path] = file.text
    }
  }

  /// The site that is rendered.
  static func site(
    _ tree: [String: String], project given: Project? = nil, contract: String? = nil,
    kinds: [SymbolSettings] = [], symbols: [Symbol] = []
  ) async throws -> Site {
    var test = TestProject(tree)
    var project = given ?? Project(root: "/project", title: "Tiny", isConfigured: true)
    project.symbols = kinds
    test.project = project
    test.contract = try contract.map { try Contract.load(SourceText(path: "openrpc.json", text: $0)) }
    test.symbols = symbols
    return try await test.site()
  }

  subscript(path: String) -> String { files[path] ?? "(there is no `\(path)`)" }

  /// The part of a page between its breadcrumb and the links to its neighbours.
  func body(_ path: String) -> String {
    var text = Substring(self[path])
    if let start = text.range(of: "<div class=\"page\">\n") { text = text[start.upperBound...] }
    if text.hasPrefix("<nav class=\"breadcrumb\""), let end = text.range(of: "</nav>\n") {
      text = text[end.upperBound...]
    }
    for mark in ["<nav class=\"pager\"", "</div>\n</main>"] {
      if let end = text.range(of: mark) { text = text[..<end.lowerBound] }
    }
    return String(text)
  }

  /// The first piece of a page from `start` to the next `end`, both included.
  func piece(_ path: String, from start: String, to end: String) -> String {
    let text = self[path]
    guard let first = text.range(of: start), let last = text[first.upperBound...].range(of: end) else {
      return "(nothing from `\(start)` to `\(end)`)"
    }
    return String(text[first.lowerBound..<last.upperBound])
  }

  /// The labels of a page's sidebar, indented by their depth, the current page with a star.
  func sidebar(_ path: String) -> String {
    var lines: [String] = []
    var depth = 0
    var rest = Substring(piece(path, from: "<nav class=\"sidebar\"", to: "</nav>"))
    while let open = rest.firstIndex(of: "<") {
      rest = rest[open...]
      let end = rest.firstIndex(of: ">") ?? rest.endIndex
      let tag = rest[..<end]
      rest = rest[end...].dropFirst()
      if tag == "<ul" { depth += 1 }
      if tag == "</ul" { depth -= 1 }
      if tag.hasPrefix("<a") || tag.hasPrefix("<span") || tag.hasPrefix("<li class=\"more\"") {
        let label = rest.prefix { $0 != "<" }
        let star = tag.contains("aria-current") ? "* " : ""
        lines.append(String(repeating: "  ", count: max(0, depth - 1)) + star + label)
      }
    }
    return lines.joined(separator: "\n")
  }
}
