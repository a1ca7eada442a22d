import Diagnostics
import JSON

/// A command of the program as its parser describes it.
public struct CommandDescription: Sendable {
  public struct Argument: Sendable {
    /// `--out` and `-o`; none for a positional argument.
    var names: [String]
    /// The placeholder of the value in the usage; `nil` for a flag.
    var value: String?
    var isOptional: Bool
    var isRepeating: Bool
    var abstract: String
    var standard: String?

    /// Whether every command has it: `--help` and `--version`.
    var isCommon: Bool { names.contains("--help") || names.contains("--version") }

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
  public var path: String
  public var abstract: String
  public var discussion: String
  public var arguments: [Argument]
  public var subcommands: [CommandDescription]

  /// - Parameter help: the JSON description that the command line parser prints.
  public init(help: String) throws(DiagnosticError) {
    let help = try JSONParser.parse(SourceText(path: "the command line description", text: help))
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

  /// This command and all its subcommands.
  public var all: [CommandDescription] { [self] + subcommands.flatMap(\.all) }

  /// The anchor of its heading: `flowdocs-contract-diff`.
  public var anchor: String { path.replacing(" ", with: "-") }

  /// The words after the program's name: `contract diff`.
  public var words: String { path.split(separator: " ").dropFirst().joined(separator: " ") }
}

extension CommandDescription.Argument {
  init(_ argument: JSON) {
    names = (argument["names"]?.array ?? []).compactMap { spelling in
      spelling["name"]?.string.map { (spelling["kind"]?.string == "long" ? "--" : "-") + $0 }
    }
    // The long name first, in any order of declaration.
    names = names.filter { $0.hasPrefix("--") } + names.filter { !$0.hasPrefix("--") }
    value = argument["kind"]?.string == "flag" ? nil : argument["valueName"]?.string
    isOptional = argument["isOptional"]?.bool ?? false
    isRepeating = argument["isRepeating"]?.bool ?? false
    abstract = argument["abstract"]?.string ?? ""
    standard = argument["defaultValue"]?.string
  }
}
