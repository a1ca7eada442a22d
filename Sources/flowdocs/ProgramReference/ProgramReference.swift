import Diagnostics
import Ledger
import Pages
import Project

/// The Markdown that the program writes about itself, each part from what the program itself works with.
enum ProgramReference {
  static func parts(_ program: CommandDescription) -> ProgramParts {
    let commands = program.all.filter { !$0.words.isEmpty && $0.words != "help" }
    return ProgramParts(
      commands: commands.map(markdown(of:)).joined(separator: "\n"),
      command: Dictionary(
        commands.map { ($0.words, body(of: $0)) }, uniquingKeysWith: { first, _ in first }),
      settings: settings(ProjectSetting.all), fences: fences(FenceAttribute.all), rules: rules(Rule.groups),
      directives: Prose.table(
        ["Directive", "What is put in place"],
        Directive.Name.allCases.map { ["`flowdocs:\($0.rawValue)`", $0.meaning] }),
      frontMatter: Prose.table(
        ["Key", "Meaning"], FrontMatter.meanings.map { ["`\($0.key)`", $0.meaning] }),
      verdicts: Prose.table(
        ["Verdict", "What was done"], Verdict.allCases.map { [$0.rawValue, $0.meaning] }))
  }

  // MARK: Commands

  private static func markdown(of command: CommandDescription) -> String {
    "## \(command.path)\n\n" + body(of: command)
  }

  private static func body(of command: CommandDescription) -> String {
    var text = Prose.escaped(command.abstract) + "\n\n"
    let arguments = command.arguments.filter { !$0.names.contains("--help") }
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
            Prose.escaped(argument.abstract) + (argument.standard.map { " Otherwise `\($0)`." } ?? ""),
          ]
        })
      text += "\n"
    }
    for inner in command.subcommands { text += "- `\(inner.path)`: \(Prose.escaped(inner.abstract))\n" }
    return text + (command.subcommands.isEmpty ? "" : "\n")
  }

  // MARK: Settings

  private static func settings(_ settings: [ProjectSetting]) -> String {
    Prose.table(["Key", "Meaning"], settings.map(row)) + "\n"
      + settings.filter { !$0.inner.isEmpty }.map { setting in
        "## \(setting.key)\n\n```yaml\n\(setting.sample)\n```\n\n"
          + Prose.table(["Key", "Meaning"], rows(setting.inner, below: "")) + "\n"
      }.joined()
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
    default: text + " Without it: \(setting.otherwise)."
    }
  }

  // MARK: Fences and rules

  private static func fences(_ attributes: [FenceAttribute]) -> String {
    Prose.table(
      ["Attribute", "Meaning"],
      attributes.map { attribute in
        ["`\(attribute.spelling)`", attribute.meaning + (attribute.takes.map { " Takes \($0)." } ?? "")]
      })
  }

  private static func rules(_ groups: [(title: String, rules: [Rule])]) -> String {
    groups.map { group in
      "## \(group.title)\n\n"
        + group.rules.map { rule in
          "### \(rule.id)\n\n\(rule.severity.rawValue.capitalized). \(Prose.escaped(rule.summary)).\n\n"
        }.joined()
    }.joined()
  }
}

/// Plain text of the program as Markdown.
private enum Prose {
  /// What would be markup outside of inline code is escaped; options are inline code.
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
