import Diagnostics
import Pages
import Project
import YAML

/// Blocks marked `yaml` are YAML.
///
/// In a folder that has never heard of FlowDocs they are meant for people, and it is a warning: what is
/// left out may be `...`, and a key may be shown with two values. A template is not YAML yet: it is
/// checked only when its fence or the policy asks for it.
enum YAMLCheck {
  static let check = Check(.blocks, [.invalidYAML], .shownPage { findings($0.page, $0.context) })

  static func findings(_ page: Page, _ context: CheckContext) -> [Diagnostic] {
    page.blocks.compactMap { block in
      guard block.form == .yaml, !context.isText(block), block.attributes.fails == nil else {
        return nil
      }
      return finding(block, on: page, context)
    }
  }

  static func finding(_ block: Block, on page: Page, _ context: CheckContext) -> Diagnostic? {
    guard var problem = YAMLCode.problem(with: block, on: page),
      context.project.asks(of: block, in: context.languages) || !YAMLCode.isTemplate(block)
    else { return nil }
    if !context.project.isConfigured {
      // Notes sketch what they propose.
      if NotePages.has(page) || YAMLCode.canBeReadLoosely(block) { return nil }
      problem.severity = .warning
    }
    return problem
  }
}
