import Languages
import Pages

/// The sessions of a page that readers can download as one program: their blocks from the first to the last, which is what
/// verification runs.
///
/// A session with blocks that readers do not see, or that are meant to fail, is left out. A walkthrough has programs of its
/// own.
struct PagePrograms: Sendable {
  /// The name of the session of each block in one.
  private var sessions: [Int: String] = [:]

  init(_ page: Page, _ languages: Languages) {
    if page.frontMatter.isWalkthrough { return }
    let blocks = page.blocks.filter { !$0.isOutput && $0.attributes.session != nil }
    for (name, blocks) in Dictionary(grouping: blocks, by: { $0.attributes.session ?? "" })
    where Self.isProgram(blocks, languages) {
      for block in blocks { sessions[block.index] = name }
    }
  }

  var isEmpty: Bool { sessions.isEmpty }

  subscript(block: Int) -> String? { sessions[block] }

  private static func isProgram(_ blocks: [Block], _ languages: Languages) -> Bool {
    blocks.count > 1 && Set(blocks.map(\.language)).count == 1
      && languages[blocks[0].language]?.isScript ?? false && blocks.allSatisfy(isPart)
  }

  private static func isPart(_ block: Block) -> Bool {
    let attributes = block.attributes
    return !attributes.isHidden && attributes.fails == nil && attributes.exit ?? 0 == 0
      && attributes.skip == nil
      && attributes.level != .text && attributes.level != .parse && block.origin.file == nil
  }
}
