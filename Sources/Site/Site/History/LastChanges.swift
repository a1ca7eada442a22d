import Pages
import Project

/// The day of the last commit that changed each page, for readers, search engines and feeds.
///
/// Nothing is said of a page that is not committed as it is, nor of one whose last change lies before the beginning of a
/// shallow clone: there, the first commit seems to have changed everything.
public struct LastChanges: Sendable {
  /// By path from the project's root.
  private var days: [String: CalendarDay] = [:]

  public init() {}

  /// The days of files, from the root of the project, as `2027-03-01`.
  public init(_ days: [String: CalendarDay]) { self.days = days }

  public subscript(path: String) -> CalendarDay? { days[path] }

  /// Asks `git`. Without it, outside of a repository, or in that of another user, nothing is known.
  public static func read(_ project: Project) async -> LastChanges {
    let git = Git(root: project.root)
    // Whose repository it is, is asked before its history is read.
    guard let changed = await git.changedFiles(below: project.content),
      let shallow = await git.line(["rev-parse", "--is-shallow-repository"]),
      let log = await git.output(
        [
          "log", "--format=%x01%cs %P", "--name-only", "--relative", "--no-renames", "-z", "--",
          project.content,
        ])
    else { return LastChanges() }
    var changes = LastChanges(log: log, isShallow: shallow == "true")
    for path in changed { changes.days[path] = nil }
    return changes
  }

  /// - Parameters:
  ///   - log: for each commit, the newest first, U+0001, its day and its parents; then the files that it changed. NUL is
  ///     after each.
  ///   - isShallow: whether a commit without parents may have some that are not here.
  init(log: [UInt8], isShallow: Bool) {
    var day: CalendarDay?
    // The newest commit of a file decides, also when its day is not known.
    var seen: Set<String> = []
    for part in log.split(separator: 0) {
      if part.first == 1 {
        let words = String(decoding: part.dropFirst(), as: UTF8.self).split(separator: " ")
        let isKnown = words.count > 1 || !isShallow
        day = isKnown ? words.first.flatMap { CalendarDay(String($0)) } : nil
        continue
      }
      let name = part.first == UInt8(ascii: "\n") ? part.dropFirst() : part
      let path = String(decoding: name, as: UTF8.self)
      if !path.isEmpty, seen.insert(path).inserted { days[path] = day }
    }
  }
}
