import ArgumentParser
import Diagnostics
import JSON

/// A command as its parser describes it.
struct CommandDescription: Sendable {
  struct Argument: Sendable {
    /// `--out` and `-o`; none for a positional argument.
    var names: [String]
    /// What stands for the value in the usage; `nil` for a flag.
    var value: String?
    var isOptional: Bool
    var isRepeating: Bool
    var abstract: String
    var standard: String?

    /// `[--out <out>]`, `<file>`, `[<paths> ...]`.
    var usage: String {
      var text = names.first ?? ""
      if let value { text += (text.isEmpty ? "" : " ") + "<" + value + ">" }
      if isRepeating { text += " ..." }
      return isOptional ? "[" + text + "]" : text
    }

    /// `--out <out>, -o <out>`, as the first column of a table has it.
    var spelling: String {
      if names.isEmpty { return "<" + (value ?? "") + ">" }
      return names.map { name in value.map { "\(name) <\($0)>" } ?? name }.joined(separator: ", ")
    }
  }

  /// `flowdocs contract diff`.
  var path: String
  var abstract: String
  var discussion: String
  var arguments: [Argument]
  var subcommands: [CommandDescription]

  init(_ program: any ParsableCommand.Type) throws(DiagnosticError) {
    let help = try JSONParser.parse(
      SourceText(path: "the parser's description of itself", text: program._dumpHelp()))
    self.init(help["command"] ?? .null, below: "")
  }

  private init(_ command: JSON, below path: String) {
    let name = command["commandName"]?.string ?? ""
    let own = path.isEmpty ? name : path + " " + name
    self.path = own
    abstract = command["abstract"]?.string ?? ""
    discussion = command["discussion"]?.string ?? ""
    arguments = (command["arguments"]?.array ?? []).compactMap { argument in
      argument["shouldDisplay"]?.bool ?? true ? Argument(argument) : nil
    }
    subcommands = (command["subcommands"]?.array ?? []).map { CommandDescription($0, below: own) }
  }

  /// This one and all below it.
  var all: [CommandDescription] { [self] + subcommands.flatMap(\.all) }

  /// Of its heading: `flowdocs-contract-diff`.
  var anchor: String { path.replacing(" ", with: "-") }

  /// The words after the program's name: `contract diff`.
  var words: String { path.split(separator: " ").dropFirst().joined(separator: " ") }
}

extension CommandDescription.Argument {
  init(_ argument: JSON) {
    names = (argument["names"]?.array ?? []).compactMap { spelling in
      spelling["name"]?.string.map { (spelling["kind"]?.string == "long" ? "--" : "-") + $0 }
    }
    // Short ones second, whatever order they were declared in.
    names = names.filter { $0.hasPrefix("--") } + names.filter { !$0.hasPrefix("--") }
    value = argument["kind"]?.string == "flag" ? nil : argument["valueName"]?.string
    isOptional = argument["isOptional"]?.bool ?? false
    isRepeating = argument["isRepeating"]?.bool ?? false
    abstract = argument["abstract"]?.string ?? ""
    standard = argument["defaultValue"]?.string
  }
}
