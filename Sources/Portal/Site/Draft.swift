import Diagnostics
import Pages

/// A portal that is written although there are errors, so that its writers can see it: every page says so, and leads to
/// the page with the findings.
public struct Draft: Sendable {
  /// Findings in the order in which they are shown.
  public let findings: [Diagnostic]

  /// The page with the findings, relative to the output folder.
  static let path = PortalOutput.findings

  public init(findings: [Diagnostic]) { self.findings = findings }

  var summary: String { ConsoleRenderer.summary(findings) }
}
