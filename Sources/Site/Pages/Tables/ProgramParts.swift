import Diagnostics
import Project

/// What the program writes about itself where pages ask for it, as Markdown: its commands, settings, fence
/// attributes, front matter, verdicts, rules and directives. Made at the edge, where these are known; pages only
/// take it in.
public struct ProgramParts: Sendable {
  /// Every command in full.
  public var commands: String
  /// One command in full, by its words: `contract diff`.
  public var command: [String: String]
  public var settings: String
  public var fences: String
  public var rules: String
  public var directives: String
  public var frontMatter: String
  public var verdicts: String

  public init(
    commands: String, command: [String: String], settings: String, fences: String, rules: String,
    directives: String, frontMatter: String, verdicts: String
  ) {
    self.commands = commands
    self.command = command
    self.settings = settings
    self.fences = fences
    self.rules = rules
    self.directives = directives
    self.frontMatter = frontMatter
    self.verdicts = verdicts
  }

  /// The Markdown for a directive; `nil` for one that is not of this kind or asks for a command that is not there.
  public func markdown(_ name: Directive.Name, _ argument: String?) -> String? {
    switch name {
    case .commands: commands
    case .command: command[argument ?? ""]
    case .settings: settings
    case .fences: fences
    case .rules: rules
    case .directives: directives
    case .frontMatter: frontMatter
    case .verdicts: verdicts
    default: nil
    }
  }

  /// What is wrong with a directive of this kind that was not put in place.
  public static func finding(_ directive: Directive, on page: Page, _ parts: ProgramParts?) -> Diagnostic {
    let argument = directive.argument ?? ""
    if directive.name == .command, let parts, parts.command[argument] == nil {
      return Diagnostic(
        .unknownDirective, "there is no command `\(argument)`", at: page.source.span(directive.argumentRange),
        fix: NearMiss.nearest(to: argument, in: parts.command.keys.sorted()).map { "write `\($0)`" }
          ?? "the commands are " + parts.command.keys.sorted().map { "`\($0)`" }.joined(separator: ", "))
    }
    return directive.misplaced(on: page)
  }
}

extension FileReader {
  /// The same files; pages have the program's own parts where their directives ask for them.
  public func with(_ parts: ProgramParts) -> FileReader {
    with { page, comment in
      guard let (name, argument) = Directive.request(in: page, comment),
        let markdown = parts.markdown(name, argument)
      else { return nil }
      var assembly = SourceAssembly()
      assembly.add(markdown, from: page, at: comment)
      return assembly
    }
  }
}
