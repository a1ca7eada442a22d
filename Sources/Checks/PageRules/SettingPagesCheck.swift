import Diagnostics
import Project

/// Pages and folders of pages that settings list exist. Where a name is misspelled, examples would run without the service or
/// the network that they need, and terms would not be linked.
struct SettingPagesCheck {
  static let check = Check(
    .pages, [.deadLink], .settings { context, _ in SettingPagesCheck(context: context).findings() })

  let context: CheckContext

  func findings() -> [Diagnostic] {
    let project = context.project
    return findings("network", project.network) + findings("glossary", project.glossary?.pages ?? [])
      + project.services.flatMap { findings("services", $0.pages) }
  }

  private func findings(_ setting: String, _ paths: [String]) -> [Diagnostic] {
    let pages = context.site.pages.map(\.path)
    return paths.filter { path in !pages.contains { Self.isIn(path, $0) } }.map { path in
      Diagnostic(
        .deadLink, "`\(setting)` names `\(path)`, but there is no such page or folder of pages",
        at: Project.place(of: path, below: setting, in: context.site.files), name: path,
        guess: NearMiss.guess(for: path, in: pages), otherwise: "write a path relative to `content`")
    }
  }

  private static func isIn(_ path: String, _ page: String) -> Bool {
    path.isEmpty || path == "." || page == path || RelativePath.inside(path, page) != nil
  }
}
