import Languages
import Project

/// A page whose level-2 headings are steps: the reader does each, and a block checks the work.
///
///     let walkthrough = Walkthrough(page, project, languages)
///     for step in walkthrough?.steps ?? [] { print(step.heading.text) }
///
/// A step is a section with a block that can be run in a process that stays alive. Other sections are text: what to have
/// at hand, where to go next.
public struct Walkthrough: Sendable {
  public let page: Page
  public let steps: [WalkthroughStep]
  /// The labels of `tab=` among the blocks that are run, in the order of the page: a reader takes one language all the way.
  /// One track without a name when no block has a label.
  public let tracks: [String?]

  /// `nil` for a page of another kind.
  public init?(_ page: Page, _ project: Project, _ languages: Languages) {
    guard page.frontMatter.isWalkthrough else { return nil }
    self.page = page
    func isRun(_ block: Block) -> Bool {
      block.attributes.skip == nil && project.statedLevel(of: block, in: languages) == .run
        && Self.runsLive(block, languages)
    }
    let sections = Self.sections(of: page)
    steps = sections.compactMap { WalkthroughStep($0.heading, $0.blocks, isRun: isRun) }
    var labels: [String] = []
    for block in steps.flatMap(\.actions) {
      if let label = block.attributes.tab, !labels.contains(label) { labels.append(label) }
    }
    tracks = labels.isEmpty ? [nil] : labels
  }

  /// Whether a block can be run in a process that stays alive. What is compiled is verified as on other pages.
  public static func runsLive(_ block: Block, _ languages: Languages) -> Bool {
    block.form.isMessage || block.origin.file == nil && languages[block.language]?.runner?.live != nil
  }

  /// The sections of level 2 with their blocks, in page order.
  static func sections(of page: Page) -> [(heading: Heading, blocks: [Block])] {
    let starts = page.headings.filter { $0.level <= 2 }
    return starts.indices.compactMap { index in
      guard starts[index].level == 2 else { return nil }
      let end = index + 1 < starts.count ? starts[index + 1].node : nil
      let blocks = page.blocks.filter { block in
        block.node > starts[index].node && end.map { block.node < $0 } ?? true
      }
      return (starts[index], blocks)
    }
  }
}

/// One step of a walkthrough.
public struct WalkthroughStep: Sendable {
  public let heading: Heading
  /// Every block of the section.
  public let blocks: [Block]
  /// The blocks that are run, also its check and its mistakes.
  public let run: [Block]
  /// What is run to do the step, before its check; the responses of exchanges are among it.
  public let actions: [Block]
  /// The block that checks the work.
  public let check: Block?
  /// Blocks after the check: they look at what was done.
  public let looks: [Block]
  /// Blocks that do the step with a mistake.
  public let mistakes: [Block]

  init?(_ heading: Heading, _ blocks: [Block], isRun: (Block) -> Bool) {
    let run = blocks.filter { isRun($0) || $0.attributes.isOfWalkthrough }
    if run.isEmpty { return nil }
    self.run = run
    self.heading = heading
    self.blocks = blocks
    check = run.first { $0.attributes.isCheck }
    mistakes = run.filter { $0.attributes.wrong != nil }
    let others = run.filter { !$0.attributes.isCheck && $0.attributes.wrong == nil }
    let end = check?.index ?? .max
    actions = others.filter { $0.index < end }
    looks = others.filter { $0.index > end }
  }

  /// Whether the page says what its blocks print or what the service answers.
  public var hasExpectation: Bool {
    blocks.contains { $0.isOutput } || actions.contains { $0.form.isMessage }
  }
}
