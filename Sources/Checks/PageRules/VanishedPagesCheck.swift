import Diagnostics
import JSON
import Pages
import Project

extension Rule {
  public static let vanishedPage = Rule(
    "vanished-page", .error, "Page of the published portal that is gone, without a new address")
}

/// Each page of the portal that is published is still there, or its address leads to another one: the list `published`
/// names is the `portal.json` of that portal.
struct VanishedPagesCheck {
  static let check = Check(
    .pages, [.vanishedPage], .settings { context, _ in VanishedPagesCheck(context: context).findings() })

  let context: CheckContext

  func findings() -> [Diagnostic] {
    guard let list = context.project.published else { return [] }
    do throws(DiagnosticError) {
      let known = addresses()
      return try Self.pages(list, context.files).filter { !known.contains($0) }.map { finding($0, list) }
    } catch {
      return error.diagnostics
    }
  }

  /// The files of all pages, and those at former addresses.
  private func addresses() -> Set<String> {
    let site = context.site
    let pages = site.pages.map { site.paths.output(of: $0.path) }
    let moved = site.moved.filter { $0.old.anchor == nil }.map { FormerAddress.output(ofPage: $0.old.page) }
    let former = site.pages.flatMap(\.frontMatter.formerAddresses).compactMap { FormerAddress.output($0) }
    return Set(pages + moved + former)
  }

  private func finding(_ page: String, _ list: Project.SettingFile) -> Diagnostic {
    Diagnostic(
      .vanishedPage, "`\(page)` was published and is gone", at: list.span,
      fix:
        "add its former path to `aliases` of the page that took its place, or to the file that `moved` names, or remove it from `\(list.file)`"
    )
  }

  /// The `path` of each page.
  private static func pages(
    _ list: Project.SettingFile, _ files: FileReader
  ) throws(DiagnosticError) -> [String] {
    let source: SourceText
    do throws(FileReadError) {
      source = SourceText(path: files.printed(list.file), bytes: try files.read(list.file))
    } catch {
      throw Self.error(.unreadableFile, "`\(list.file)` \(error)", list)
    }
    let json = try JSONParser.parse(source)
    let paths = json["pages"]?.array?.map { $0["path"]?.string }
    guard let paths, !paths.contains(nil) else {
      throw Self.error(.vanishedPage, "`\(list.file)` has no `pages`, or one without `path`", list)
    }
    return paths.compactMap(\.self)
  }

  private static func error(_ rule: Rule, _ message: String, _ list: Project.SettingFile) -> DiagnosticError {
    DiagnosticError(
      Diagnostic(
        rule, message, at: list.span, fix: "save the `portal.json` of the published portal there"))
  }
}
