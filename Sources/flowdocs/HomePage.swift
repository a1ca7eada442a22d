import Diagnostics
import Pages
import Project

extension FileReader {
  /// The same files; a folder whose pages have no `index.md` and no `README.md` gets a page that leads to them, so that
  /// every portal has a beginning.
  func addingHome(of project: Project) -> FileReader {
    let home = project.path(ofPage: "index.md")
    let pages = files(project.content) { $0.hasSuffix(".md") }
    guard !pages.isEmpty, !pages.contains(home), !pages.contains(project.path(ofPage: "README.md")) else {
      return self
    }
    let prefix = project.path(ofPage: "").utf8.count
    var text = "---\nkind: landing\n---\n\n# \(project.title)\n\n"
    if !project.description.isEmpty { text += project.description + "\n\n" }
    for page in pages {
      let path = String(page.dropFirst(prefix))
      text += "- [\(title(of: page) ?? path)](<\(path)>)\n"
    }
    return adding([home: SourceText(path: printed(home), text: text)])
  }

  /// The words of the first heading, as Markdown; `nil` without one.
  private func title(of page: String) -> String? {
    do throws(FileReadError) {
      let lines = try source(page).text.split(separator: "\n")
      // Brackets would end the link.
      return lines.first { $0.hasPrefix("# ") }.map { $0.dropFirst(2).filter { $0 != "[" && $0 != "]" } }
    } catch {
      // A page that cannot be read has a finding of its own.
      return nil
    }
  }
}
