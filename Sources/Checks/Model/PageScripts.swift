import Languages
import Pages

/// The shell blocks of a page that a reader would run, each read once, when the first check asks for them.
final class PageScripts: Sendable {
  struct Script: Sendable {
    let block: Block
    let script: ShellScript
  }

  private let readings = Memo<Int, [Script]>()

  func all(on page: Page, _ context: CheckContext) -> [Script] {
    readings.value(0) { _ in
      page.blocks.filter { Self.isShell($0) && Self.isRun($0, context) }.map { block in
        Script(
          block: block, script: ShellScript(block: block.code, isSession: block.language == "console"))
      }
    }
  }

  static func isShell(_ block: Block) -> Bool { block.language == "sh" || block.language == "console" }

  /// Whether a block is code of the page itself that is meant to work: not text, a file, or an example of a mistake.
  private static func isRun(_ block: Block, _ context: CheckContext) -> Bool {
    block.origin.file == nil && block.attributes.fails == nil && !context.isText(block)
      && ApparentLanguage(of: block) == nil
  }
}

extension CheckedPage {
  var shellScripts: [PageScripts.Script] { scripts.all(on: page, context) }
}
