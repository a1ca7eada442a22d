import Diagnostics
import Ledger
import Project

extension Ledger {
  /// The verdicts of the last verification; `nil` when there was none.
  public static func load(_ files: FileReader) throws(DiagnosticError) -> Ledger? {
    guard files.kind(path) == .file else { return nil }
    let source: SourceText
    do throws(FileReadError) {
      source = try files.source(path)
    } catch {
      throw DiagnosticError(Diagnostic(.unreadableFile, "`\(files.printed(path))` \(error)"))
    }
    return try read(source)
  }
}
