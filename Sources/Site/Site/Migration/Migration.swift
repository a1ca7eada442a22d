import Diagnostics
import Dialects
import Files
import Pages
import Project

/// The pages of a folder of another tool, rewritten into the plain form that every dialect reads.
///
///     let migration = Migration(of: site)
///     for page in migration.pages { print(page.path) }
///
/// A page whose reading would change stays as it is, and so does what has no plain form: no text is lost.
public struct Migration: Sendable {
  /// A page with its text as it is and as it becomes.
  public struct ChangedPage: Sendable {
    /// From the project's root.
    public let path: String
    public let original: [UInt8]
    public let bytes: [UInt8]
  }

  /// Markup without a plain form.
  public struct Rest: Sendable, Hashable {
    public var includes = 0
    public var components = 0
    public var directives = 0
    public var labels = 0
  }

  public private(set) var pages: [ChangedPage] = []
  /// Pages that stay as they are, because the portal would read them otherwise.
  public private(set) var left: [String] = []
  /// What stays on all pages.
  public private(set) var rest = Rest()

  public init(of site: Site) {
    let reader = PageReader(project: site.project, files: site.files, languages: site.languages)
    for page in site.pages {
      let path = site.project.path(ofPage: page.path)
      // A page that the program makes is not on the disk.
      guard let source = Self.source(path, site) else { continue }
      let original = reader.page(page.path, source)
      let text = Self.plainText(page.path, source, reader, site)
      rest.add(original, source, site.project)
      if text == source.bytes { continue }
      let rewritten = reader.page(page.path, SourceText(path: source.path, bytes: text))
      if PageShape(original, site) == PageShape(rewritten, site) {
        pages.append(ChangedPage(path: path, original: source.bytes, bytes: text))
      } else {
        left.append(path)
      }
    }
  }

  /// Two definitions with one destination are rewritten one after the other.
  private static func plainText(
    _ path: String, _ source: SourceText, _ reader: PageReader, _ site: Site
  ) -> [UInt8] {
    var text = source.bytes
    for _ in 0..<mostRounds {
      let next = PlainPage(reader.plainForm(path, SourceText(path: source.path, bytes: text)), site).text
      if next == text { break }
      text = next
    }
    return text
  }

  private static let mostRounds = 16

  private static func source(_ path: String, _ site: Site) -> SourceText? {
    if site.isHomeGenerated, path == site.project.path(ofPage: HomePage.path) { return nil }
    do throws(FileReadError) { return try site.files.page(path) } catch {
      // That it cannot be read is a finding of `flowdocs check`.
      return nil
    }
  }

  /// Writes the pages; gives the paths of those that were saved meanwhile, which stay as they are.
  public func write(in root: String) throws -> [String] {
    try pages.filter { page in
      try !NamedFile(path: root + "/" + page.path).write(page.bytes, over: page.original)
    }.map(\.path)
  }

  /// Why a folder is not migrated.
  public enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    case noWorkTree, uncommitted

    public var description: String {
      switch self {
      case .noWorkTree:
        "the folder is in no work tree of git, which could show what changes; use --allow-dirty to rewrite its pages all the same"
      case .uncommitted:
        "the folder has changes that are not committed; commit them first, so that git shows what changes, or use --allow-dirty"
      }
    }
  }

  /// Why the pages below a folder are not to be rewritten now; `nil` when git can show and undo every change.
  public static func refusal(in root: String) async -> Refusal? {
    switch await Git(root: root).isClean {
    case nil: .noWorkTree
    case false?: .uncommitted
    case true?: nil
    }
  }
}

extension Migration.Rest {
  fileprivate mutating func add(_ page: Page, _ source: SourceText, _ project: Project) {
    components += page.components.count
    labels += page.labels.count
    directives += page.blocks.count { block in
      let info = page.source.bytes[block.infoRange]
      return info.first == UInt8(ascii: "{") && info.dropFirst().first?.isLetter == true
    }
    let start = page.frontMatter.range.upperBound
    includes += IncludeReader.includes(in: source.bytes, from: start, project.dialect).count
  }
}
