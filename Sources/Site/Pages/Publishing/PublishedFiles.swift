import Diagnostics
import Project
import Synchronization

extension Rule {
  public static let duplicateFile = Rule(
    "duplicate-file", .error, "Two files of the project with the same path in the portal")
}

/// Which files of a project, when pages link to them, become files of the portal.
///
/// A hidden file may be a secret. A file that a browser runs, such as an HTML page or a drawing with a script, would run
/// as part of the portal, whose policy forbids scripts on its own pages only. Both stay out, unless `trustedFiles` in
/// `site/portal.yml` names the latter.
public struct PublishedFiles: Sendable {
  public enum Refusal: Sendable, Hashable {
    case hidden
    /// The content that a browser would run: `it has a script`.
    case active(String)
  }

  private let trusted: [String]
  private let files: FileReader
  private let readings = Readings()

  public init(of project: Project, files: FileReader) {
    trusted = project.trustedFiles
    self.files = files
  }

  /// Why the file at a path from the project's root is not published; `nil` when it is.
  public func refusal(of path: String) -> Refusal? {
    if !HiddenFile.mayBePublished(path) { return .hidden }
    if trusted.contains(where: { path == $0 || $0.isEmpty || RelativePath.inside($0, path) != nil }) {
      return nil
    }
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last?.lowercased() ?? ""
    if Self.documents.contains(ending) { return .active("it is a document that may contain scripts") }
    guard ActiveXML.endings.contains(ending) else { return nil }
    return readings.refusal(of: path) {
      do throws(FileReadError) {
        return ActiveXML.reason(try files.read(path)).map { Refusal.active($0) }
      } catch {
        // An unreadable file is reported when it is copied.
        return nil
      }
    }
  }

  /// Findings in the files that were read, each once: many pages link to one drawing.
  private final class Readings: Sendable {
    private let refusals = Mutex<[String: Refusal?]>([:])

    func refusal(of path: String, _ read: () -> Refusal?) -> Refusal? {
      if let known = refusals.withLock({ $0[path] }) { return known }
      let found = read()
      refusals.withLock { $0[path] = .some(found) }
      return found
    }
  }

  /// Endings of files that browsers show as pages, with any contents.
  private static let documents: Set<String> = [
    "html", "htm", "xhtml", "xht", "shtml", "shtm", "dhtml", "mht", "mhtml", "hta", "htc", "svgz", "xsl",
    "xslt", "swf",
    "jsp", "php", "asp", "aspx", "cgi",
  ]
}
