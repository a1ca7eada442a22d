import Diagnostics
import Foundation
import JSON
import Manual
import Pages
import Project
import TestSupport
import Testing

@testable import flowdocs

/// The data that the manual's pages show is what this program knows.
struct ManualTests {
  private let program = Program(help: { FlowDocs._dumpHelp() })

  /// What the pages show, in the repository.
  private static let file = "content/flowdocs/reference.json"

  @Test func theCommittedReferenceIsThatOfThisProgram() throws {
    let committed = try String(contentsOf: Checkout.root.appending(path: Self.file), encoding: .utf8)
    let current = try program.manual().json.text(.pretty) + "\n"
    let changed = zip(committed.split(separator: "\n"), current.split(separator: "\n"))
      .first { $0 != $1 }.map { "\($0.0.trimmed) is now \($0.1.trimmed)" }
    #expect(
      committed == current,
      "\(changed ?? "lines were added or removed"); run `make reference`, which writes \(Self.file)")
  }

  private func names(_ list: String, _ key: String = "name") throws -> [String] {
    (try program.manual().json[list]?.array ?? []).compactMap { $0[key]?.string }
  }

  @Test func everyCommandAndOptionIsThere() throws {
    let commands = try names("commands")
    for name in ["init", "check", "verify", "contract diff", "reference"] {
      #expect(commands.contains("flowdocs " + name))
    }
    #expect(!commands.contains("flowdocs help"))
    let all = try program.manual().json["names"]?["commands"]?.array?.compactMap { $0["name"]?.string } ?? []
    for name in ["flowdocs verify --update", "flowdocs build --out", "-o", "flowdocs check --rule"] {
      #expect(all.contains(name), "\(name)")
    }
    #expect(!all.contains("flowdocs check --update"))
    let diff = try #require(
      try program.manual().json["commands"]?.array?.first { $0["name"]?.string == "flowdocs contract diff" })
    #expect(diff["usage"]?.string == "flowdocs contract diff <old> <new> [--format <format>]")
  }

  @Test func everyRuleAttributeSettingAndDirectiveIsThere() throws {
    let groups = try program.manual().json["rules"]?.array ?? []
    #expect(
      groups.flatMap { $0["rules"]?.array ?? [] }.compactMap { $0["id"]?.string } == RuleNames.all.ids)
    #expect(try names("fences") == FenceAttribute.all.map(\.spelling))
    #expect(try names("settings") == ProjectSetting.all().map(\.key))
    #expect(try names("frontMatter") == FrontMatterKey.all.map(\.name))
    #expect(try names("languages").contains("python"))
    #expect(try names("diagrams", "id").contains("flowchart"))
    #expect(try names("dialects").contains("mkdocs"))
    let directives = try names("directives")
    #expect(directives.count > 20)
    #expect(Set(try names("directives", "meaning")).count == directives.count)
    for name in ["method", "table", "list", "sections", "package-graph", "ignore"] {
      #expect(directives.contains("flowdocs:" + name))
    }
  }

  /// Nothing of FlowDocs' own manual is in everybody's portal.
  @Test(arguments: [
    "commands", "command", "settings", "fences", "rules", "directives", "front-matter", "verdicts",
  ])
  func partsOfTheManualAreNoDirectives(name: String) throws {
    #expect(try !names("directives").contains("flowdocs:" + name))
  }
}

extension Substring {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespaces) }
}
