import Languages
import Pages

/// The shell blocks of a page that a reader would run, each read once, when the first check asks for them.
final class PageScripts: Sendable {
  struct Script: Sendable {
    let block: Block
    /// Whether it shows what its commands print.
    let isSession: Bool
    let script: ShellScript
  }

  private let readings = Memo<Int, [Script]>()

  func all(on checked: CheckedPage) -> [Script] {
    readings.value(0) { _ in
      checked.page.blocks.compactMap { block in
        guard block.form == .commands, Self.isRun(block, checked) else { return nil }
        let isSession = checked.context.languages[block.language]?.holdsOutput ?? false
        return Script(
          block: block, isSession: isSession, script: ShellScript(block: block.code, isSession: isSession))
      }
    }
  }

  /// Whether a block is code of the page itself that is meant to work: not text, a file, or an example of a mistake.
  private static func isRun(_ block: Block, _ checked: CheckedPage) -> Bool {
    block.origin.file == nil && block.attributes.fails == nil && !checked.context.isText(block)
      && checked.apparentLanguage(of: block) == nil && !hasOtherPrompt(block)
  }

  /// Whether a block is a session with another prompt than `$`, so that its output cannot be told from its commands.
  private static func hasOtherPrompt(_ block: Block) -> Bool {
    block.code.split(separator: "\n").contains { line in
      ["% ", "\u{276F}", "\u{279C}", "PS "].contains { line.hasPrefix($0) }
    }
  }
}

extension CheckedPage {
  var shellScripts: [PageScripts.Script] { scripts.all(on: self) }
}
