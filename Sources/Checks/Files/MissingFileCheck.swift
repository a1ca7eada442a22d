import Diagnostics
import Languages
import Markdown
import Pages
import Project

extension Rule {
  public static let missingFile = Rule(
    "missing-file", .warning,
    "A command, inline code or tree of folders names a file that the repository does not have")
  public static let missingLine = Rule(
    "missing-line", .warning, "`path:120` or `path::name` cites a line or name that the file does not have")
}

/// Files of the repository that a page names are there.
///
/// Only paths into folders that exist are judged: `k8s/job.yaml` where there is a folder `k8s`. What readers make themselves,
/// on the page or in a project of their own, is not there and need not be.
enum MissingFileCheck {
  static let check = Check(.facts, [.missingFile, .missingLine], .links(findings))

  private static func findings(_ checked: CheckedPage, _ index: OutlineIndex) -> [Diagnostic] {
    // These pages name files of earlier and later versions.
    if checked.isHistory { return [] }
    let made = CreatedPaths(checked)
    var places = PathPlaces(checked, index)
    let commands = CommandPaths(checked).all.filter { !made.has($0.path, places) }
    places.isAboutRepository = commands.contains { places.exists($0.path, from: $0.folders) }
    return inCommands(commands, places) + inText(made, places) + FileTrees.findings(checked, index.ignored)
  }

  // MARK: Commands

  private static func inCommands(_ paths: [CommandPaths.Path], _ places: PathPlaces) -> [Diagnostic] {
    var seen: Set<String> = []
    return paths.compactMap { path in
      guard case .missing(let guess) = places.finding(path.path, from: path.folders),
        seen.insert(path.path).inserted
      else { return nil }
      return finding(path.path, guess, at: path.span)
    }
  }

  private static func finding(_ path: String, _ guess: NearMiss.Guess?, at span: SourceSpan) -> Diagnostic {
    var finding = Diagnostic(
      .missingFile, "No file `\(path)` in this repository", at: span, name: path, guess: guess,
      otherwise: "name a file that exists, or say that the reader creates it")
    // The path may be meant from another folder.
    finding.replacements = []
    return finding
  }

  // MARK: Inline code

  private static func inText(_ made: CreatedPaths, _ places: PathPlaces) -> [Diagnostic] {
    let mentions = PathMention.all(on: places.checked.page)
    // A page that names files of this repository, rather than of a reader's project.
    let known = Set(mentions.map(\.path).filter { places.exists($0, from: []) })
    var spans = CodeSpanPlaces(places.checked.page)
    var seen: Set<String> = []
    return mentions.compactMap { mention in
      guard seen.insert(mention.text).inserted else { return nil }
      if let cited = CitedPlace.problem(mention, places) {
        return Diagnostic(
          .missingLine, cited, at: spans.span(of: mention.node, range: mention.range),
          fix: "cite a place that the file has")
      }
      guard !made.has(mention.path, places),
        case .missing(let guess) = places.finding(mention.path, from: []), guess != nil || known.count >= 2
      else { return nil }
      return finding(mention.path, guess, at: spans.span(of: mention.node, range: mention.range))
    }
  }
}

/// The folders that the text of a page names, which are looked up once, and only when a path is missing.
private final class NamedFolders {
  private let checked: CheckedPage

  init(_ checked: CheckedPage) { self.checked = checked }

  private(set) lazy var all: Set<String> = {
    let document = checked.page.document
    let names = document.nodes.compactMap { node in
      node.kind == .code && node.literal.count < 80 ? document.string(node.literal) : nil
    }
    return Set(names).filter { checked.context.files.kind($0) == .folder }
  }()
}

/// What is at the paths that a page names, from any folder that they may be meant from.
struct PathPlaces {
  let checked: CheckedPage
  private let index: OutlineIndex
  /// The folder of the page and those around it, up to the root.
  private let around: [String]
  /// Whether a command of the page reads a file of this repository, so that the others do, too.
  var isAboutRepository = false
  private let named: NamedFolders

  init(_ checked: CheckedPage, _ index: OutlineIndex) {
    self.checked = checked
    self.index = index
    named = NamedFolders(checked)
    let path = checked.context.project.path(ofPage: checked.page.path)
    around = RelativePath.folders(of: path) + [""]
  }

  func kind(_ path: String, from folders: [String]) -> FileReader.Kind? {
    for folder in folders + around {
      if let resolved = RelativePath.resolve(path, in: folder),
        let kind = checked.context.files.kind(resolved)
      {
        return kind
      }
    }
    return checked.context.files.foldersAbove.lazy.compactMap { above in
      checked.context.files.kindOutside(above + "/" + path)
    }.first
  }

  /// The text of a file; `nil` for one that is not there or cannot be read.
  func source(_ path: String) -> SourceText? {
    for folder in around {
      guard let resolved = RelativePath.resolve(path, in: folder),
        checked.context.files.kind(resolved) == .file
      else {
        continue
      }
      do throws(FileReadError) {
        return try checked.context.files.source(resolved)
      } catch {
        // Nothing is said of what cannot be read.
        return nil
      }
    }
    return nil
  }

  func exists(_ path: String, from folders: [String]) -> Bool { kind(path, from: folders) != nil }

  /// What is known of a path.
  enum Finding {
    case missing(NearMiss.Guess?)
    /// It exists, or cannot be judged.
    case other
  }

  func finding(_ path: String, from folders: [String]) -> Finding {
    let parts = path.split(separator: "/")
    guard parts.count > 1, !exists(path, from: folders) else { return .other }
    let folder = RelativePath.folder(of: RelativePath.normalized(path) ?? path)
    guard !folder.isEmpty, !isInNamedFolder(path), !isIgnored(path, from: folders) else { return .other }
    let guess = index.files.meant(by: path).flatMap { self.guess($0, for: path, folder) }
    if exists(folder, from: folders) {
      return guess != nil || isAboutRepository
        || !Self.common.contains(String(parts[0] == "." ? parts[1] : parts[0])) ? .missing(guess) : .other
    }
    // A folder that was renamed: the file is elsewhere under its name.
    guard let guess, guess.isCertain, let first = parts.first(where: { $0 != "." }).map(String.init),
      exists(first, from: folders)
    else {
      return .other
    }
    return .missing(guess)
  }

  /// Whether git ignores the path in one of the folders that it may be meant from: a build or the reader makes it.
  private func isIgnored(_ path: String, from folders: [String]) -> Bool {
    (folders + around).contains { folder in
      RelativePath.resolve(path, in: folder).map(index.ignored.contains) ?? false
    }
  }

  /// Whether the file is in a folder that the text of the page names: "from `backend`, run …".
  private func isInNamedFolder(_ path: String) -> Bool {
    named.all.contains { name in
      RelativePath.resolve(path, in: name).flatMap { checked.context.files.kind($0) } != nil
    }
  }

  /// A guess that is the same file elsewhere, or one with a similar name in the same folder.
  private func guess(_ guess: NearMiss.Guess, for path: String, _ folder: String) -> NearMiss.Guess? {
    let name = path.split(separator: "/").last
    if guess.name.split(separator: "/").last == name { return Self.isCommonName(path) ? nil : guess }
    return RelativePath.folder(of: guess.name) == folder && Self.ending(guess.name) == Self.ending(path)
      ? guess : nil
  }

  private static func ending(_ path: String) -> Substring? { path.split(separator: ".").last }

  /// Files of which every project has several.
  private static func isCommonName(_ path: String) -> Bool {
    guard let name = path.split(separator: "/").last else { return true }
    return [
      "index", "main", "README", "__init__", "mod", "lib", "app", "config", "package", "types", "utils",
      "setup",
      "values", "test", "page", "layout", "style", "styles", "conf", "settings", "models", "views", "urls",
    ].contains { name.hasPrefix($0 + ".") }
  }

  /// Folders that a reader's own project has, too.
  private static let common: Set<String> = [
    "src", "app", "lib", "config", "conf", "public", "docs", "doc", "test", "tests", "data", "bin", "pages",
    "components",
    "static", "assets", "templates", "content", "packages", "build", "dist", "out", "output", "tmp", "log",
    "logs", "images",
    "models", "server", "client", "web", "api", "include", "vendor", "target", "site", "etc", "var", "usr",
    "layouts",
    "resources", "node_modules", "my", "your", "path", "foo", "project", "example", "scripts", "examples",
    "hack", "tools", "script",
  ]
}
