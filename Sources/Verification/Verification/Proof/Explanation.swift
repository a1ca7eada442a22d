import Languages
import Ledger
import Pages
import Project

/// Why a block was run, or not, in words for `verify --explain`.
struct Explanation: Sendable {
  var page: Page
  var block: Block
  var project: Project
  var languages: Languages
  var outcome: BlockOutcome?
  /// The session that the block belongs to; `nil` when it is in none.
  var session: Session?
  /// The parts of the session's key.
  var parts: KeyParts?
  /// The parts in the verification before.
  var earlier: KeyParts?
  var isFromCache: Bool
  var usesCache: Bool

  var lines: [String] {
    let language = block.language.isEmpty ? "without a language" : block.language
    var lines = [
      "\(page.source.path):\(block.fenceLine): block \(block.index + 1), \(language)",
      "asked: \(asked)",
      "verdict: " + (outcome?.verdict ?? .text).rawValue + (outcome?.reason.map { ", \($0)" } ?? ""),
      history,
    ]
    if let parts, session?.isCacheable ?? false {
      lines.append("depends on: " + parts.names.joined(separator: ", "))
    }
    return lines
  }

  private var asked: String {
    let attributes = block.attributes
    if attributes.skip != nil { return "nothing, because of `skip`" }
    if let level = attributes.level { return "`\(level.rawValue)`, by its fence" }
    if block.isOutput { return "that the example before it prints this" }
    if let exit = attributes.exit, exit != 0 { return "that it ends with exit code \(exit), by its fence" }
    if attributes.fails != nil { return "that it fails, by its fence" }
    guard let level = project.statedLevel(of: block, in: languages) else { return "nothing" }
    return "`\(level.rawValue)`, by the setting `policy`"
  }

  private var history: String {
    guard let session, session.isCacheable else { return "checked in every verification" }
    let action = session.executes ? "run" : "checked"
    if isFromCache { return "not \(action) again: nothing that it depends on has changed since it passed" }
    if !usesCache { return "\(action): `--fresh` uses no earlier result" }
    guard let earlier, let parts else { return "\(action): it is new since the last verification" }
    let changes = parts.changes(since: earlier)
    if changes.isEmpty {
      return "\(action): nothing that it depends on has changed, but it has not passed before"
    }
    return "\(action): changed since the last verification: " + changes.joined(separator: ", ")
  }
}
