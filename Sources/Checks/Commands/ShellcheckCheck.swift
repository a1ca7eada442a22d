import Diagnostics
import Languages
import Pages
import Project

extension Rule {
  public static let shellMistake = Rule(
    "shell-mistake", .warning, "What `shellcheck` finds in a shell block, where it is installed")
}

/// Shell blocks have none of the mistakes that `shellcheck` finds and that no style of writing makes right.
enum ShellcheckCheck {
  static let check = Check(
    .commands, [.shellMistake],
    .allPages { $0.context.parsesCode && !isOwnChecker($0.context.project) ? await findings($0) : [] })

  /// A project that starts `shellcheck` itself has its findings already.
  private static func isOwnChecker(_ project: Project) -> Bool {
    project.checkers.contains { $0.name == "shellcheck" || $0.tools["shellcheck"] != nil }
  }

  private static func findings(_ checked: CheckedPages) async -> [Diagnostic] {
    let context = checked.context
    let codes = checked.checked.flatMap { page in
      page.shellScripts.filter { isWhole($0) }.compactMap {
        SyntaxCode($0.block, on: page.page, context.project, context.languages, parser: .shellcheck)
      }
    }
    let tools = context.tools
    let cache = SyntaxCache(context.site.caches.syntax)
    switch await cache.parse(codes.map(\.unit), .shellcheck, tools) {
    // It is not installed, or does not work: `bash` has read the blocks all the same.
    case .failure: return []
    case .success(let found):
      return found.sorted { $0.key < $1.key }.map { codes[$0.key].diagnostic($0.value, .shellMistake) }
    }
  }

  /// Whether nothing of the block is left out or to be filled in.
  private static func isWhole(_ script: PageScripts.Script) -> Bool {
    script.script.placeholders.isEmpty && !script.block.code.contains("...")
      && !script.block.code.contains("…")
  }
}
