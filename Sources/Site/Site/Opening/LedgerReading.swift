import Diagnostics
import Digests
import Ledger
import Project

/// A ledger that cannot be read, such as one that was cut short.
public struct DamagedLedger: Error, Sendable, CustomStringConvertible {
  /// As findings say it, with its place where there is one.
  public let finding: Diagnostic

  public init(finding: Diagnostic) { self.finding = finding }

  public var description: String {
    let place = finding.span.map { $0.label + ": " } ?? ""
    return place + finding.message + (finding.fix.map { "; " + $0 } ?? "")
  }
}

extension Ledger {
  /// The verdicts of the last verification, and why there are none although there is a ledger.
  public struct Loaded: Sendable {
    public var ledger: Ledger?
    public var findings: [Diagnostic] = []

    public init(ledger: Ledger? = nil, findings: [Diagnostic] = []) {
      self.ledger = ledger
      self.findings = findings
    }
  }

  /// The verdicts of the last verification, if the user's key signed them.
  public static func load(
    _ files: FileReader, signedWith key: SigningKey?
  ) throws(DamagedLedger) -> Loaded {
    let name = files.printed(path)
    let source: SourceText
    do throws(FileReadError) {
      source = try files.source(path)
    } catch {
      if error == .notFound { return Loaded() }
      throw DamagedLedger(
        finding: Diagnostic(
          .badLedger, "`\(name)` \(error)", at: SourceSpan(file: name), fix: rebuild(name)))
    }
    do throws(DiagnosticError) {
      switch try read(source, signedWith: key) {
      case .success(let ledger): return Loaded(ledger: ledger)
      case .failure(let reason):
        return Loaded(findings: [
          Diagnostic(
            .unsignedLedger, reason.message, at: source.span(0..<0),
            fix: "run `flowdocs verify`, or set FLOWDOCS_KEY to the key that it was signed with")
        ])
      }
    } catch {
      let cause = error.diagnostics.first
      throw DamagedLedger(
        finding: Diagnostic(
          .badLedger, "The record of verdicts is damaged: \(cause?.message ?? "it cannot be read")",
          at: cause?.span, fix: rebuild(name)))
    }
  }

  /// The verdicts of the last verification, for the next one. A damaged ledger counts as missing, with a warning.
  public static func previous(_ files: FileReader, signedWith key: SigningKey) -> Loaded {
    var loaded: Loaded
    do throws(DamagedLedger) {
      loaded = try load(files, signedWith: key)
    } catch {
      loaded = Loaded(findings: [error.finding])
    }
    for index in loaded.findings.indices {
      loaded.findings[index].severity = .warning
      loaded.findings[index].fix = "none needed: this verification replaces it"
    }
    return loaded
  }

  private static func rebuild(_ name: String) -> String { "delete `\(name)` and run `flowdocs verify`" }
}
