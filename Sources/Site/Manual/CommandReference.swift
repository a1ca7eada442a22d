import JSON
import Reference

extension CommandDescription {
  /// The command with its arguments, `--help` and `--version` left out.
  var json: JSON {
    let arguments = arguments.filter { !$0.isCommon }
    let usage = [path] + arguments.map(\.usage) + (subcommands.isEmpty ? [] : ["<command>"])
    let paragraphs = discussion.split(separator: "\n\n").map { paragraph in
      Prose.markdown(paragraph.split(separator: "\n").joined(separator: " "))
    }
    return .object([
      ("name", .string(path)), ("usage", .string(usage.joined(separator: " "))),
      ("summary", .string(Prose.markdown(abstract))),
      ("discussion", .string(paragraphs.joined(separator: "\n\n"))),
      ("arguments", .array(arguments.map(\.json))),
    ])
  }

  /// The commands and their options as names that pages may use: `flowdocs check`, `flowdocs check --format` and
  /// `--format`, each with its heading on the page of all commands.
  var names: [JSON] {
    var names: [JSON] = []
    var short: Set<String> = []
    for command in all {
      let anchor = command.words.isEmpty ? nil : command.anchor
      func add(_ name: String, _ text: String) {
        let place: [(String, JSON)] = anchor.map { [("anchor", .string($0))] } ?? []
        names.append(
          .object([("name", .string(name)), ("summary", .string(SymbolSummary.line(text)))] + place))
      }
      add(command.path, command.abstract)
      for argument in command.arguments {
        for option in argument.names {
          add(command.path + " " + option, argument.abstract)
          // An option may belong to several commands; the text of the first is used for all.
          if short.insert(option).inserted { add(option, argument.abstract) }
        }
      }
    }
    return names
  }
}

extension CommandDescription.Argument {
  fileprivate var json: JSON {
    .object([
      ("name", .string(spelling)),
      ("meaning", .string(Prose.markdown(abstract) + (standard.map { " Default: `\($0)`." } ?? ""))),
    ])
  }
}
