import Diagnostics
import Ledger
import Project

/// A ledger that cannot be believed: cut short, changed by other programs, or of another version of FlowDocs.
public struct DamagedLedger: Error, Sendable, CustomStringConvertible {
  /// As findings say it, with its place where there is one.
  public let finding: Diagnostic

  public var description: String {
    let place = finding.span.map { $0.label + ": " } ?? ""
    return place + finding.message + (finding.fix.map { "; " + $0 } ?? "")
  }
}

extension Ledger {
  /// The verdicts of the last verification; `nil` when there was none.
  public static func load(_ files: FileReader) throws(DamagedLedger) -> Ledger? {
    guard files.kind(path) == .file else { return nil }
    let name = files.printed(path)
    let source: SourceText
    do throws(FileReadError) {
      source = try files.source(path)
    } catch {
      throw DamagedLedger(finding: Diagnostic(.badLedger, "`\(name)` \(error)", fix: rebuild(name)))
    }
    do throws(DiagnosticError) {
      return try read(source)
    } catch {
      let cause = error.diagnostics.first
      throw DamagedLedger(
        finding: Diagnostic(
          .badLedger, "The record of verdicts is damaged: \(cause?.message ?? "it cannot be read")",
          at: cause?.span, fix: rebuild(name)))
    }
  }

  /// The verdicts of the last verification, for the next one. A damaged ledger counts as missing, with a warning.
  public static func previous(_ files: FileReader) -> (ledger: Ledger?, findings: [Diagnostic]) {
    do throws(DamagedLedger) {
      return (try load(files), [])
    } catch {
      var finding = error.finding
      finding.severity = .warning
      finding.fix = "none needed: this verification replaces it"
      return (nil, [finding])
    }
  }

  private static func rebuild(_ name: String) -> String { "delete `\(name)` and run `flowdocs verify`" }
}
