import Diagnostics
import Languages
import Pages

extension Rule {
  public static let unknownOption = Rule(
    "unknown-option", .warning, "A command with an option that the help text of its program does not list")
}

/// Options in commands are those of the help text that the same documentation, or a file of the repository, shows.
///
/// Only a help text for exactly the command counts: that of `shop` says nothing of `shop orders`.
enum OptionCheck {
  static let check = Check(.commands, [.unknownOption], .links(findings))

  private static func findings(_ checked: CheckedPage, _ index: OutlineIndex) -> [Diagnostic] {
    if checked.isHistory { return [] }
    var seen: Set<String> = []
    return checked.shellScripts.flatMap { script -> [Diagnostic] in
      // A help text is not a command.
      guard HelpText(script.block.code, checked.page.span(ofFenceOf: script.block)) == nil else { return [] }
      return script.script.commands.flatMap { command -> [Diagnostic] in
        guard let call = Call(command, index.help) else { return [] }
        return call.unknownOptions.filter { seen.insert(call.name + $0.text).inserted }.map { word in
          finding(word, call, script.block, checked.page)
        }
      }
    }
  }

  private static func finding(
    _ word: ShellScript.Word, _ call: Call, _ block: Block, _ page: Page
  ) -> Diagnostic {
    let option = Call.option(word)
    let start = word.range.lowerBound
    var finding = Diagnostic(
      .unknownOption, "`\(call.name)` has no option `\(option)`",
      at: page.span(
        inCodeOf: block, codeRange: start..<min(start + option.utf8.count, word.range.upperBound)),
      name: option, guess: NearMiss.guess(for: option, in: call.options.sorted()),
      otherwise: "correct the option, or the help text")
    finding.notes.append(.init("its help text is here", span: call.help.place))
    // The help text may be what is wrong.
    finding.replacements = []
    return finding
  }

  /// A command, and the help text for it.
  private struct Call {
    let help: HelpText
    let options: Set<String>
    let unknownOptions: [ShellScript.Word]

    var name: String { help.command.joined(separator: " ") }

    /// `nil` for a command that no help text describes.
    init?(_ command: ShellScript.Command, _ texts: HelpTexts) {
      let words = Array(command.words.drop { $0.text == "sudo" })
      guard let program = words.first?.text, words.contains(where: { $0.text.hasPrefix("--") }) else {
        return nil
      }
      let all = texts.of(program)
      let fitting = all.filter { text in
        words.count >= text.command.count && zip(words, text.command).allSatisfy { $0.text == $1 }
      }
      guard let help = fitting.max(by: { $0.command.count < $1.command.count }) else { return nil }
      let rest = words.dropFirst(help.command.count).prefix { $0.text != "--" }
      if help.hasCommands, rest.contains(where: { !$0.text.hasPrefix("-") }) { return nil }
      self.help = help
      options = fitting.reduce(into: ["--help", "--version"]) { $0.formUnion($1.options) }
      let judged = help.passesArguments ? Array(rest.prefix { $0.text.hasPrefix("-") }) : Array(rest)
      let known = options
      unknownOptions = judged.filter { word in
        let option = Self.option(word)
        return option.count > 3 && option.hasPrefix("--") && !known.contains(option)
          && word.range.count >= option.utf8.count
      }
    }

    /// `--output` of `--output=a.txt`; empty for what a variable or placeholder is a part of.
    static func option(_ word: ShellScript.Word) -> String {
      let name = word.text.prefix { $0 != "=" }
      return name.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
        ? String(name) : ""
    }
  }
}
