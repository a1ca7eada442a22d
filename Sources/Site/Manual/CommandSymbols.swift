import Reference
import Symbols

extension CommandDescription {
  /// The commands and their options as names that pages may use: `flowdocs check`, `flowdocs check --format` and
  /// `--format`.
  ///
  /// - Parameter page: The page that shows all commands, each below a heading of its own.
  public func symbols(on page: String? = nil) -> [Symbol] {
    var symbols: [Symbol] = []
    for command in all {
      // The program itself has the page, its commands their headings.
      let place = page.map { SymbolPlace(page: $0, anchor: command.words.isEmpty ? nil : command.anchor) }
      let destination = place.map { Symbol.Destination.page($0) } ?? .pageOfKind
      symbols.append(
        Symbol(.command, command.path, summary: SymbolSummary.line(command.abstract), at: destination))
      for argument in command.arguments {
        let summary = SymbolSummary.line(argument.abstract)
        for option in argument.names {
          symbols.append(
            Symbol(.command, command.path + " " + option, summary: summary, at: destination))
          // An option may belong to several commands; the text of the first is used for all.
          if !symbols.contains(where: { $0.name == option }) {
            symbols.append(Symbol(.command, option, summary: summary, at: destination))
          }
        }
      }
    }
    return symbols
  }
}
