import Diagnostics
import Languages
import Pages

/// A block `output` directly follows the example that prints it.
enum OutputCheck {
  static let check = Check(.blocks, [.outputWithoutExample], .shownPage { findings($0.page, $0.context) })

  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    // Elsewhere `output` has no special meaning.
    guard context.project.isConfigured else { return [] }
    return page.blocks.compactMap { block in
      guard block.isOutput else { return nil }
      let before = block.index > 0 ? page.blocks[block.index - 1] : nil
      if let before, before.attributes.level == .run || runs(before, on: page, context) { return nil }
      let reason =
        switch before {
        case nil: "there is no block before it"
        case let before? where before.isOutput: "the block before it is an output, too"
        case let before? where before.language.isEmpty: "the block before it has no language"
        case let before?: "the block before it is `\(before.language)`, which prints nothing"
        }
      return Diagnostic(
        .outputWithoutExample, "No example prints this output: \(reason)",
        at: page.span(ofFenceOf: block),
        fix: "move it directly after its example, or write `text` instead of `output`")
    }
  }
  private static func runs(_ block: Block, on page: Page, _ context: CheckContext) -> Bool {
    context.languages[block.language].map { context.project.runs($0, on: page.path) } ?? false
  }
}
