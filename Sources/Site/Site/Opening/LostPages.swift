import Diagnostics
import Pages
import Project

extension Rule {
  public static let linkedFolder = Rule(
    "linked-folder", .error, "Link to a folder among the pages, whose pages are not read")
}

extension Project {
  /// Findings about links to folders that have pages which are not read elsewhere.
  ///
  /// A link to a folder of the content loses nothing: its pages are read at their own paths, and links lead to them.
  func lostPages(in links: [LinkedFolder], files: FileReader) -> [Diagnostic] {
    if links.isEmpty { return [] }
    let read = Set(pagePaths(files).map { path(ofPage: $0) })
    return links.compactMap { link in
      switch link.target {
      case .inside(let folder):
        let lost = pages(of: link, in: folder, files).first { !read.contains($0) }
        return lost.map { finding(link, leadsTo: folder, lost: $0, files) }
      case .besideProject(hasPages: false): return nil
      case .besideProject(hasPages: true), .outsideProject: return findingOutside(link, files)
      }
    }
  }

  /// The pages that a link would have if it were a folder, by their own paths.
  private func pages(of link: LinkedFolder, in folder: String, _ files: FileReader) -> [String] {
    files.files(folder, PageName.isPage).filter { page in
      guard let name = RelativePath.inside(folder, page) else { return false }
      return RelativePath.inside(contentFolder, link.path + "/" + name).map(isRead) ?? false
    }
  }

  private func finding(
    _ link: LinkedFolder, leadsTo folder: String, lost page: String, _ files: FileReader
  ) -> Diagnostic {
    let folder = files.printed(folder)
    return Diagnostic(
      .linkedFolder,
      "`\(files.printed(link.path))` is a symbolic link to the folder `\(folder)`, and such links are not followed: pages"
        + " like `\(files.printed(page))` are not read",
      at: SourceSpan(file: files.printed(link.path)),
      fix: "move `\(folder)` to the place of the link, or remove the link")
  }

  private func findingOutside(_ link: LinkedFolder, _ files: FileReader) -> Diagnostic {
    Diagnostic(
      .linkedFolder,
      "`\(files.printed(link.path))` is a symbolic link to a folder outside of the project: its pages are not read",
      at: SourceSpan(file: files.printed(link.path)),
      fix: "copy the folder to the place of the link, or remove the link")
  }
}
