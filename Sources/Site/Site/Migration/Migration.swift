import Diagnostics
import Dialects
import Files
import Foundation
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
    /// The lines that change, and what is on them.
    public let changes: [PlainChange]
  }

  /// Markup without a plain form.
  public struct UnmigratedMarkup: Sendable, Hashable {
    public var includes = 0
    public var components = 0
    public var directives = 0
    public var labels = 0
  }

  /// A line that stays, because what is on it has no plain form.
  public struct UnmigratedLine: Sendable, Hashable {
    public let path: String
    public let line: Int
    public let kind: String
  }

  /// Why a page stays as it is.
  public enum Reason: String, Sendable {
    case otherwise = "in the plain form it would be read differently"
    case words = "in the plain form it would lose words, such as options of a box or a directive"
    case included = "another page includes it"
    case untracked = "git does not track it"
    case link = "it is a symbolic link"
    case saved = "somebody saved it in the meantime"
  }

  public private(set) var pages: [ChangedPage] = []
  /// Pages that stay as they are, although they are not in the plain form.
  public private(set) var left: [(path: String, reason: Reason)] = []
  /// The lines that stay, in the order of the pages.
  public private(set) var kept: [UnmigratedLine] = []
  /// Markup that stays on all pages.
  public private(set) var unmigrated = UnmigratedMarkup()

  /// - Parameter tracked: the files that git can give back; `nil` for all.
  public init(of site: Site, tracked: Set<String>? = nil) {
    let reader = PageReader(project: site.project, files: site.files, languages: site.languages)
    var included: Set<String> = []
    for page in site.pages {
      let path = site.project.path(ofPage: page.path)
      // A page that the program makes is not on the disk.
      guard let source = Self.source(path, site) else { continue }
      let original = reader.page(page.path, source)
      included.formUnion(Self.includedFiles(of: original).subtracting([source.path]))
      let start = original.frontMatter.range.upperBound
      let keptStarts = MissingWords.places(in: source, from: start, site.project.dialect)
      let text = Self.withLineEnds(
        of: source.bytes, Self.plainText(page.path, source, start, keptStarts, reader, site))
      unmigrated.add(original, source, site.project)
      kept += UnmigratedLines(original, source, site.project, starts: keptStarts).places(path)
      if text == source.bytes { continue }
      let rewritten = reader.page(page.path, SourceText(path: source.path, bytes: text))
      if let tracked, !tracked.contains(path) {
        left.append((path, .untracked))
      } else if MissingWords.areThere(in: source, from: start, site.project.dialect, keeping: keptStarts) {
        left.append((path, .words))
      } else if PageShape(original, site) == PageShape(rewritten, site) {
        let changes = reader.plainChanges(source, from: start, keeping: keptStarts)
        let links = Self.changedLinks(page.path, source, keptStarts, reader, site)
        pages.append(
          ChangedPage(
            path: path, original: source.bytes, bytes: text,
            changes: (changes + links).sorted { $0.line < $1.line }))
      } else {
        left.append((path, .otherwise))
      }
    }
    // Lines of such a page would move under the pages that include it.
    for page in pages where included.contains(site.files.printed(page.path)) {
      left.append((page.path, .included))
    }
    pages.removeAll { included.contains(site.files.printed($0.path)) }
  }

  /// The files that parts of a page come from.
  private static func includedFiles(of page: Page) -> Set<String> {
    Set(
      page.source.pieces.map { piece in
        switch piece.origin {
        case .copied(let source, _), .generated(let source, _): source.path
        }
      })
  }

  /// The result of a file whose lines all end with CRLF has no other line ends.
  private static func withLineEnds(of original: [UInt8], _ text: [UInt8]) -> [UInt8] {
    let isCRLF = original.indices.allSatisfy {
      original[$0] != 0x0A || ($0 > 0 && original[$0 - 1] == 0x0D)
    }
    guard isCRLF, original.contains(0x0A) else { return text }
    var result: [UInt8] = []
    for byte in text {
      if byte == 0x0A, result.last != 0x0D { result.append(0x0D) }
      result.append(byte)
    }
    return result
  }

  /// The lines with links whose destinations change.
  private static func changedLinks(
    _ path: String, _ source: SourceText, _ kept: Set<Int>, _ reader: PageReader, _ site: Site
  ) -> [PlainChange] {
    let page = PlainPage(reader.plainForm(path, source, keeping: kept), site)
    return page.changedLines.map { PlainChange(line: $0, kind: "link") }
  }

  /// Two definitions with one destination are rewritten one after the other.
  ///
  /// - Parameters:
  ///   - start: where Markdown begins, after the front matter.
  ///   - kept: the starts of lines of the file that open boxes and tabs which stay as they are.
  private static func plainText(
    _ path: String, _ source: SourceText, _ start: Int, _ kept: Set<Int>, _ reader: PageReader, _ site: Site
  ) -> [UInt8] {
    var current = source
    var kept = kept
    for _ in 0..<mostRounds {
      let next = PlainPage(reader.plainForm(path, current, keeping: kept), site).text
      if next == current.bytes { break }
      current = SourceText(path: source.path, bytes: next)
      kept = MissingWords.places(in: current, from: start, site.project.dialect)
    }
    return current.bytes
  }

  private static let mostRounds = 16

  private static func source(_ path: String, _ site: Site) -> SourceText? {
    if site.isHomeGenerated, path == site.project.path(ofPage: HomePage.path) { return nil }
    do throws(FileReadError) { return try site.files.page(path) } catch {
      // That it cannot be read is a finding of `flowdocs check`.
      return nil
    }
  }

  /// Writes the pages; those that cannot be written as they were read stay as they are.
  public mutating func write(in root: String) throws {
    var written: [ChangedPage] = []
    for page in pages {
      let path = root + "/" + page.path
      if Self.isLink(page.path, in: root) {
        left.append((page.path, .link))
      } else if try NamedFile(path: path).write(page.bytes, over: page.original) {
        written.append(page)
      } else {
        left.append((page.path, .saved))
      }
    }
    pages = written
  }

  private static func isLink(_ path: String, in root: String) -> Bool {
    let page = URL(fileURLWithPath: root).resolvingSymlinksInPath().appendingPathComponent(path)
    return page.path != page.resolvingSymlinksInPath().path
  }

  /// The files below a folder that git can give back; `nil` where there is no git.
  public static func tracked(in root: String) async -> Set<String>? {
    await Git(root: root).output(["ls-files", "-z", "--", "."]).map { output in
      Set(output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
    }
  }

  /// Why a folder is not migrated.
  public enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    case noWorkTree, uncommitted

    public var description: String {
      switch self {
      case .noWorkTree:
        "the folder is not in a git repository that you own, which could show what changes; use --allow-dirty to rewrite its pages all the same"
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

extension Migration.UnmigratedMarkup {
  fileprivate mutating func add(_ page: Page, _ source: SourceText, _ project: Project) {
    components += page.components.count
    labels += page.labels.count
    directives += page.directiveBlocks.count + page.imageDirectives(in: source, project).count
    let start = page.frontMatter.range.upperBound
    // Marks around the paths of several files have no path.
    includes += IncludeReader.includes(in: source.bytes, from: start, project.dialect).count {
      !$0.path.isEmpty
    }
  }
}
