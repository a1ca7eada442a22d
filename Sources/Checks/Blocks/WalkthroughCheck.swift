import Diagnostics
import Pages

/// A walkthrough can be proven: each step says what to do and how to find out whether it was done.
enum WalkthroughCheck {
  static let check = Check(
    .blocks, [.malformedWalkthrough], .shownPage { findings($0.page, $0.context) })

  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    // To other tools the words may be their own.
    guard context.project.isConfigured else { return [] }
    guard let walkthrough = Walkthrough(page, context.project, context.languages) else {
      return outside(page)
    }
    if walkthrough.steps.isEmpty {
      return [
        Diagnostic(
          .malformedWalkthrough,
          "This walkthrough has no step: no section of level 2 has a block that is run",
          at: page.source.span(ofLine: page.headings.first?.line ?? 1),
          fix: "write `sh run` or `python run` at the block of each step, or change `kind:`")
      ]
    }
    let inSteps = Set(walkthrough.steps.flatMap(\.blocks).map(\.index))
    return walkthrough.steps.flatMap { findings($0, page) }
      + page.blocks.filter { !inSteps.contains($0.index) }.compactMap { lost($0, page) }
      + page.blocks.compactMap { session($0, page, context) }
  }

  /// Attributes of walkthroughs on a page of another kind.
  private static func outside(_ page: Page) -> [Diagnostic] {
    page.blocks.compactMap { block in
      name(block).map { name in
        Diagnostic(
          .malformedWalkthrough, "`\(name)` has no effect, because the page is not a walkthrough",
          at: page.span(ofAttribute: name, of: block),
          fix: "write `kind: walkthrough` in the front matter, or remove `\(name)`")
      }
    }
  }

  private static func name(_ block: Block) -> String? {
    let attributes = block.attributes
    return attributes.isCheck
      ? "check" : attributes.isSolution ? "solution" : attributes.wrong == nil ? nil : "wrong"
  }

  private static func lost(_ block: Block, _ page: Page) -> Diagnostic? {
    name(block).map { name in
      Diagnostic(
        .malformedWalkthrough, "`\(name)` outside of a step", at: page.span(ofAttribute: name, of: block),
        fix: "move it below the level-2 heading of its step")
    }
  }

  private static func session(_ block: Block, _ page: Page, _ context: CheckContext) -> Diagnostic? {
    guard block.attributes.session != nil, Walkthrough.runsLive(block, context.languages) else { return nil }
    return Diagnostic(
      .malformedWalkthrough, "`session` has no effect, because all blocks of a walkthrough share one session",
      at: page.span(ofAttribute: "session", of: block), fix: "remove `session`")
  }

  private static func findings(_ step: WalkthroughStep, _ page: Page) -> [Diagnostic] {
    let name = step.heading.text
    func finding(_ message: String, _ attribute: String?, _ block: Block?, _ fix: String) -> Diagnostic {
      let place =
        block.map { block in
          attribute.map { page.span(ofAttribute: $0, of: block) } ?? page.span(ofFenceOf: block)
        } ?? page.source.span(ofLine: step.heading.line)
      return Diagnostic(.malformedWalkthrough, message, at: place, fix: fix)
    }
    guard let check = step.check else {
      if let block = step.mistakes.first ?? step.actions.first(where: { $0.attributes.isSolution }) {
        let attribute = block.attributes.wrong == nil ? "solution" : "wrong"
        return [
          finding(
            "`\(attribute)` in the step \"\(name)\", which has no check", attribute, block,
            "add a block with `check` that fails until the step is done")
        ]
      }
      if step.hasExpectation { return [] }
      return [
        finding(
          "The step \"\(name)\" has no check: nothing tells readers whether they have done it", nil, nil,
          "add a block with `check`, or an `output` after the last block")
      ]
    }
    var found: [Diagnostic] = []
    for other in step.blocks where other.attributes.isCheck && other.index != check.index {
      found.append(
        finding(
          "A second check in the step \"\(name)\"", "check", other,
          "put both into one block, or make it a step of its own"))
    }
    if step.actions.isEmpty {
      found.append(
        finding(
          "The check of the step \"\(name)\" has no block before it to check", "check", check,
          "put what does the step before it; to give it away on request only, add `solution`"))
    } else if step.mistakes.isEmpty {
      found.append(
        finding(
          "No mistake shows that the check of the step \"\(name)\" finds a wrong value", "check", check,
          "add a block with `wrong=\"…\"` that does the step with a mistake"))
    }
    for block in step.mistakes where block.attributes.tab == nil && step.check?.attributes.tab != nil {
      found.append(
        finding(
          "This mistake is made in each language, but the check is of one", "wrong", block,
          "give it the `tab` of the check"))
    }
    return found
  }
}
