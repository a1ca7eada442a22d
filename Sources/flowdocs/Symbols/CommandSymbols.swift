import ArgumentParser
import Diagnostics
import JSON
import Pages

/// The commands of this program and their options, as its parser knows them.
enum CommandSymbols {
  /// `flowdocs check`, `flowdocs check --format` and `--format`.
  static func of(_ program: any ParsableCommand.Type) throws(DiagnosticError) -> [Symbol] {
    let help = try JSONParser.parse(
      SourceText(path: "the parser's description of itself", text: program._dumpHelp()))
    var symbols: [Symbol] = []
    if let root = help["command"] { add(root, below: "", &symbols) }
    return symbols
  }

  private static func add(_ command: JSON, below path: String, _ symbols: inout [Symbol]) {
    guard let name = command["commandName"]?.string else { return }
    let path = path.isEmpty ? name : path + " " + name
    symbols.append(Symbol(.command, path, summary: SymbolSummary.line(command["abstract"]?.string)))
    for argument in command["arguments"]?.array ?? [] where argument["shouldDisplay"]?.bool ?? true {
      let summary = SymbolSummary.line(argument["abstract"]?.string)
      for spelling in argument["names"]?.array ?? [] {
        guard let word = spelling["name"]?.string else { continue }
        let option = (spelling["kind"]?.string == "long" ? "--" : "-") + word
        symbols.append(Symbol(.command, path + " " + option, summary: summary))
        // Alone it may belong to several commands; the first one's words stand for all.
        if !symbols.contains(where: { $0.name == option }) {
          symbols.append(Symbol(.command, option, summary: summary))
        }
      }
    }
    for inner in command["subcommands"]?.array ?? [] { add(inner, below: path, &symbols) }
  }
}
