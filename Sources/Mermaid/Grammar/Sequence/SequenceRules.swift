import Diagnostics

extension Rule {
  public static let mermaidNoEffect = Rule(
    "mermaid-no-effect", .warning, "A Mermaid statement is read but has no effect as it is written")
}
