import Diagnostics
import Dialects
import JSON
import Languages
import Ledger
import Mermaid
import Pages
import Project
import Site

/// The program's own reference as data: what `flowdocs reference --json` prints, for pages and other programs.
///
/// Each part is made from the values that the program uses, so that it has all of them. Texts are Markdown.
public struct Manual: Sendable {
  public var program: CommandDescription
  /// Every rule, in reading order.
  public var rules: [RuleGroup]
  public var directives: DirectiveList
  public var languages: Languages

  public init(
    program: CommandDescription, rules: [RuleGroup], directives: DirectiveList = .none,
    languages: Languages = .ofSites
  ) {
    self.program = program
    self.rules = rules
    self.directives = directives
    self.languages = languages
  }

  /// The whole of it.
  ///
  ///     {"version": "0.1.0", "commands": [{"name": "flowdocs init", …}, …], …}
  public var json: JSON {
    .object([
      ("version", .string(Release.version)),
      ("commands", .array(commands.map(\.json))),
      ("settings", .array(ProjectSetting.all().map { $0.json(named: $0.key, linksToItsKeys: true) })),
      ("mappings", .array(ProjectSetting.all().filter { !$0.inner.isEmpty }.map(\.mapping))),
      ("theme", .array(ThemeSettings.documentation.map { $0.json(named: $0.key) })),
      ("colors", .array(PaletteColor.all.map(\.json))),
      ("words", .array(ThemeWord.allCases.map(\.json))),
      ("cacheKeys", .array(ProjectSetting.all().flatMap { $0.cacheKeys(below: "") })),
      ("fences", .array(FenceAttribute.all.map(\.json))),
      ("frontMatter", .array(FrontMatterKey.all.map { named($0.name, $0.meaning) })),
      ("directives", .array(directives.kinds.map { named("flowdocs:" + $0.name, $0.meaning) })),
      ("verdicts", .array(Verdict.allCases.map { named($0.rawValue, $0.meaning) })),
      ("rules", .array(rules.map(\.json))),
      ("languages", .array(languages.list.map(\.json))),
      ("diagrams", .array(Family.all.map(\.json))),
      ("dialects", .array(Dialect.all.map { .object([("name", .string($0.id))]) })),
      ("names", .object([("commands", .array(program.names)), ("rules", .array(rules.flatMap(\.names)))])),
    ])
  }

  private var commands: [CommandDescription] {
    program.all.filter { !$0.words.isEmpty && $0.words != "help" }
  }

  private func named(_ name: String, _ meaning: String) -> JSON {
    .object([("name", .string(name)), ("meaning", .string(meaning))])
  }
}

extension RuleGroup {
  fileprivate var json: JSON {
    .object([
      ("name", .string(name)), ("title", .string(title)),
      (
        "rules",
        .array(
          rules.map { rule in
            .object([
              ("id", .string(rule.id)), ("severity", .string(rule.severity.rawValue.capitalized)),
              ("summary", .string(Prose.markdown(rule.summary))),
            ])
          })
      ),
    ])
  }

  /// The ids as names that pages may use, with their headings on the page of all rules.
  fileprivate var names: [JSON] {
    rules.map { rule in
      .object([
        ("name", .string(rule.id)), ("summary", .string(rule.summary)), ("anchor", .string(rule.id)),
      ])
    }
  }
}

extension PaletteColor {
  fileprivate var json: JSON {
    .object([
      ("name", .string(name)), ("meaning", .string(meaning)), ("light", .string(light.longHex)),
      ("dark", .string(dark.longHex)),
    ])
  }
}

extension Language {
  fileprivate var json: JSON {
    .object([
      ("name", .string(id)), ("aliases", .array(aliases.map { .string($0) })), ("label", .string(label)),
      ("isParsed", .bool(parser != nil || !form.isCode)), ("isRun", .bool(runner != nil)),
    ])
  }
}

extension Family {
  fileprivate var json: JSON {
    .object([
      ("id", .string(id)), ("name", .string(name)), ("keywords", .array(keywords.map { .string($0) })),
    ])
  }
}
