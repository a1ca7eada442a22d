import Diagnostics
import Files
import Foundation
import Languages
import Pages
import Project

/// Why a ready-made service, or the programs of a language, cannot be started on this machine.
struct ToolAbsence: Sendable, Hashable {
  /// `PostgreSQL is not installed`.
  var reason: String
  /// What to do about it.
  var fix: String

  /// `nil` for a service whose programs are all found.
  init?(_ service: ReadyService, _ starter: ProcessStarter) {
    let path = service.folders.flatMap(Self.folders).reduce(Self.ownPath) { $0 + ":" + $1 }
    guard let missing = service.tools.first(where: { starter.find($0, path) == nil }) else { return nil }
    reason = "\(service.label) is not installed"
    fix = "install it: `\(service.installation)`, which brings `\(missing)`"
  }

  /// `nil` for a language whose programs are all found.
  init?(_ language: Language, _ starter: ProcessStarter) {
    let tools = language.runner?.tools ?? []
    guard let missing = tools.first(where: { starter.find($0, nil) == nil }) else { return nil }
    reason = "\(language.label) is not installed"
    fix = "install it, so that `\(missing)` is on the PATH, or write `skip=` with the reason"
  }

  private static var ownPath: String {
    ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
  }

  /// The folders that a path with a `*` in place of one name stands for.
  private static func folders(_ pattern: String) -> [String] {
    guard let star = pattern.firstRange(of: "/*") else { return [pattern] }
    let folder = String(pattern[..<star.lowerBound])
    do {
      return try Folder(at: folder).entries().map {
        folder + "/" + $0.exactName + pattern[star.upperBound...]
      }
    } catch {
      return []  // The folder does not exist.
    }
  }

  /// One finding for the blocks of a session.
  func finding(_ blocks: [Int], on page: Page, isError: Bool) -> Diagnostic {
    let what = blocks.count == 1 ? "This block was" : "\(blocks.count) blocks were"
    return Diagnostic(
      .toolMissing, "\(what) not run: \(reason)",
      at: blocks.first.map { page.span(ofFenceOf: page.blocks[$0]) },
      fix: fix, severity: isError ? .error : .warning)
  }
}
