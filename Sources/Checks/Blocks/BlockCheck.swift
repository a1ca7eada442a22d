import Diagnostics
import Pages
import Site

/// The rules for one block whose language no external parser reads: diagrams, formulas, YAML, queries, nested pages.
public enum BlockCheck {
  public struct Result: Sendable {
    /// Checks whether the block is valid in its language.
    public var parses: Bool
    public var findings: [Diagnostic]
  }

  /// `nil` when there is no rule for the block's language.
  public static func result(_ block: Block, on page: Page, _ context: CheckContext) -> Result? {
    switch block.form {
    case .diagram:
      let diagram = context.site.diagrams.diagram(block, on: page)
      return Result(
        parses: diagram.diagram != nil,
        findings: DiagramCheck.findings(diagram, block, on: page, context.site))
    case .formula:
      let finding = FormulaCheck.finding(block, on: page, context.site)
      return Result(parses: finding == nil, findings: finding.map { [$0] } ?? [])
    case .yaml:
      let problem = YAMLCode.problem(with: block, on: page)
      let finding =
        block.attributes.fails == nil ? YAMLCheck.finding(block, on: page, context) : problem
      return Result(parses: problem == nil, findings: finding.map { [$0] } ?? [])
    case .page:
      guard let shown = context.site.page(shownIn: block, on: page) else { return nil }
      return Result(parses: !shown.diagnostics.hasErrors, findings: shown.diagnostics)
    case .query:
      let problems = PageQueries.problems(in: block, on: page)
      let isAsked = context.project.asks(of: block, in: context.languages)
      return Result(
        parses: problems.isEmpty,
        findings: problems.compactMap { MonitoringCheck.problem($0.error, in: $0.query, isAsked: isAsked) })
    case .code, .commands, .json, .http: return nil
    }
  }
}
