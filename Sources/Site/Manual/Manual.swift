import Diagnostics
import Ledger
import Pages
import Project
import Site
import Symbols

/// The program's own reference, for pages that include it by directives. Each part is generated from the values that the program uses.
public struct Manual: Sendable {
  public var program: CommandDescription
  /// Every rule, in reading order.
  public var rules: [RuleGroup]

  public init(program: CommandDescription, rules: [RuleGroup]) {
    self.program = program
    self.rules = rules
  }

  /// The names of commands and rules, leading to the pages that show all of them.
  public func symbols(_ project: Project, _ pages: [Page]) -> [Symbol] {
    func page(of kind: SymbolKind, showing directive: String) -> String? {
      guard let place = project.symbols.first(where: { $0.kind == kind })?.page, place.anchor == nil
      else { return nil }
      let isShown = pages.contains { $0.path == place.page && $0.expanded.contains(directive) }
      return isShown ? place.page : nil
    }
    let rulePage = page(of: .rule, showing: "rules")
    return program.symbols(on: page(of: .command, showing: "commands"))
      + rules.flatMap(\.rules).map { rule in
        Symbol(
          .rule, rule.id, summary: rule.summary,
          at: rulePage.map { .page(SymbolPlace(page: $0, anchor: rule.id)) } ?? .pageOfKind)
      }
  }
}

extension DirectiveSource {
  /// The program's own commands, settings, attributes, rules and directives.
  public static func manual(_ manual: Manual) -> DirectiveSource {
    DirectiveSource { _ in manual.directives }
  }
}

extension Manual {
  private var commands: [CommandDescription] {
    program.all.filter { !$0.words.isEmpty && $0.words != "help" }
  }

  var directives: [DirectiveKind] {
    let commands = commands
    func kind(
      _ name: String, _ meaning: String, _ markdown: @escaping @Sendable (DirectiveRequest) -> String
    ) -> DirectiveKind {
      DirectiveKind(name, meaning) { request in request.assembly(markdown(request)) }
    }
    return [
      kind("commands", "Every command of FlowDocs.") { _ in
        commands.map(Self.markdown(of:)).joined(separator: "\n")
      },
      DirectiveKind(
        "command", argument: .words, "One command of FlowDocs. Takes its name, such as `contract diff`.",
        findings: { directive, page in Self.findings(directive, page, commands.map(\.words)) },
        expansion: { request in
          commands.first { $0.words == request.argument }.map { request.assembly(Self.body(of: $0)) }
        }),
      kind("settings", "The keys of `site/portal.yml`.") { _ in Self.settings(ProjectSetting.all) },
      kind("fences", "The attributes of fences.") { _ in Self.fences(FenceAttribute.all) },
      kind("rules", "All rules, with their severity.") { [rules] _ in Self.markdown(of: rules) },
      kind("directives", "This table.") { request in
        Prose.table(
          ["Directive", "Replaced by"],
          request.directives.kinds.map { ["`flowdocs:\($0.name)`", $0.meaning] })
      },
      kind("front-matter", "The keys of a page's front matter.") { _ in
        Prose.table(["Key", "Meaning"], FrontMatterKey.all.map { ["`\($0.name)`", $0.meaning] })
      },
      kind("verdicts", "The verdicts of blocks.") { _ in
        Prose.table(["Verdict", "Meaning"], Verdict.allCases.map { [$0.rawValue, $0.meaning] })
      },
    ]
  }

  private static func findings(_ directive: Directive, _ page: Page, _ known: [String]) -> [Diagnostic] {
    let words = directive.argument ?? ""
    if known.contains(words) { return [] }
    return [
      Diagnostic(
        .unknownDirective, "Unknown command `\(words)`", at: page.source.span(directive.argumentRange),
        name: words, guess: NearMiss.guess(for: words, in: known),
        otherwise: "the commands are " + known.sorted().map { "`\($0)`" }.joined(separator: ", "))
    ]
  }

  private static func markdown(of command: CommandDescription) -> String {
    "## \(command.path)\n\n" + body(of: command)
  }

  private static func body(of command: CommandDescription) -> String {
    var text = Prose.escaped(command.abstract) + "\n\n"
    let arguments = command.arguments.filter { !$0.isCommon }
    let usage =
      ([command.path] + arguments.map(\.usage) + (command.subcommands.isEmpty ? [] : ["<command>"]))
      .joined(separator: " ")
    text += "```text\n\(usage)\n```\n\n"
    for paragraph in command.discussion.split(separator: "\n\n") {
      text += Prose.escaped(paragraph.split(separator: "\n").joined(separator: " ")) + "\n\n"
    }
    if !arguments.isEmpty {
      // Two columns, which fit a phone.
      text += Prose.table(
        ["Argument", "Meaning"],
        arguments.map { argument in
          [
            "`" + argument.spelling + "`",
            Prose.escaped(argument.abstract) + (argument.standard.map { " Default: `\($0)`." } ?? ""),
          ]
        })
      text += "\n"
    }
    for inner in command.subcommands { text += "- `\(inner.path)`: \(Prose.escaped(inner.abstract))\n" }
    return text + (command.subcommands.isEmpty ? "" : "\n")
  }

  private static func settings(_ settings: [ProjectSetting]) -> String {
    Prose.table(["Key", "Meaning"], settings.map(row)) + "\n"
      + settings.filter { !$0.inner.isEmpty }.map { setting in
        "## \(setting.key)\n\n```yaml\n\(setting.sample)\n```\n\n"
          + Prose.table(["Key", "Meaning"], rows(setting.inner, below: "")) + "\n"
      }.joined()
      + "## When verdicts are kept\n\nA verdict is kept as long as its cache key is the same.\n\n"
      + Prose.table(["Key", "In the cache key"], cacheKeys(settings, below: "")) + "\n"
  }

  private static func cacheKeys(_ settings: [ProjectSetting], below path: String) -> [[String]] {
    settings.flatMap { setting in
      let name = "`\(path)\(setting.key)`"
      return switch setting.cacheKey {
      case .inputs where setting.inner.isEmpty:
        [[name, "Yes: what it says, and the contents of what it names."]]
      case .inputs, .below: cacheKeys(setting.inner, below: path + setting.key + ".")
      case .blocks(let how): [[name, "Yes: \(how)."]]
      case .none(let why): [[name, "No: \(why)."]]
      }
    }
  }

  private static func row(_ setting: ProjectSetting) -> [String] {
    let key = "`\(setting.key)`"
    return [setting.inner.isEmpty ? key : "[\(key)](#\(setting.key.lowercased()))", meaning(of: setting)]
  }

  private static func rows(_ settings: [ProjectSetting], below path: String) -> [[String]] {
    settings.flatMap { setting in
      [["`\(path)\(setting.key)`", meaning(of: setting)]]
        + rows(setting.inner, below: path + setting.key + ".")
    }
  }

  /// All in one cell: two columns fit a phone.
  private static func meaning(of setting: ProjectSetting) -> String {
    let text = setting.meaning + " Takes \(setting.takes)."
    return switch setting.otherwise {
    case "nothing": text
    case "required": text + " Required."
    default: text + " Default: \(setting.otherwise)."
    }
  }

  private static func fences(_ attributes: [FenceAttribute]) -> String {
    Prose.table(
      ["Attribute", "Meaning"],
      attributes.map { attribute in
        [
          "`\(attribute.spelling)`",
          attribute.meaning + (attribute.takes.map { " Takes \($0)." } ?? "") + keeping(attribute),
        ]
      })
  }

  private static func keeping(_ attribute: FenceAttribute) -> String {
    if case .none(let why) = attribute.cacheKey { " A change keeps the verdict: \(why)." } else { "" }
  }

  private static func markdown(of groups: [RuleGroup]) -> String {
    groups.map { group in
      "## \(group.title)\n\nThe group `\(group.name)`.\n\n"
        + group.rules.map { rule in
          "### \(rule.id)\n\n\(rule.severity.rawValue.capitalized). \(Prose.escaped(rule.summary)).\n\n"
        }.joined()
    }.joined()
  }
}

/// Plain text of the program as Markdown.
private enum Prose {
  /// Markup outside of inline code is escaped; options become inline code.
  static func escaped(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
      if index % 2 == 1 { return "`\(part)`" }
      return part.split(separator: " ", omittingEmptySubsequences: false).map { word in
        let option = word.prefix { $0 == "-" || $0.isLetter }
        if option.hasPrefix("--"), option.count > 2 {
          return "`\(option)`" + escapedMarks(word.dropFirst(option.count))
        }
        return escapedMarks(word)
      }.joined(separator: " ")
    }.joined()
  }

  private static func escapedMarks(_ text: Substring) -> String {
    var escaped = ""
    for character in text {
      if "*_<>[]\\".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }

  static func table(_ titles: [String], _ rows: [[String]]) -> String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
    }
    return line(titles) + line(titles.map { _ in "---" }) + rows.map(line).joined()
  }
}
