import Diagnostics

extension Rule {
  public static let mermaidSyntax = Rule(
    "mermaid-syntax", .error, "A Mermaid diagram says something that mermaid.js does not read")
  public static let mermaidUnknownFamily = Rule(
    "mermaid-unknown-family", .error, "A Mermaid diagram begins with a word that names no kind of diagram")
  public static let mermaidFamilyNotDrawn = Rule(
    "mermaid-family-not-drawn", .warning,
    "A Mermaid diagram is of a kind that is not drawn yet: its source is shown")
  public static let mermaidLimit = Rule(
    "mermaid-limit", .error, "A Mermaid diagram is larger or deeper than the limits allow")
  public static let mermaidReference = Rule(
    "mermaid-reference", .error, "A Mermaid statement refers to something that the diagram does not have")
  public static let mermaidFrontMatter = Rule(
    "mermaid-front-matter", .error, "The front matter of a Mermaid diagram is not YAML that mermaid.js reads")
  public static let mermaidDirective = Rule(
    "mermaid-directive", .warning, "A %%{init: …}%% directive is not JSON, and mermaid.js ignores it")
  public static let mermaidNoEffect = Rule(
    "mermaid-no-effect", .warning, "A Mermaid statement is read but has no effect as it is written")
  public static let mermaidDoubtful = Rule(
    "mermaid-doubtful", .warning, "mermaid.js reads this, and surely not as it was meant")
  public static let mermaidShape = Rule(
    "mermaid-shape", .error, "A flowchart node asks for a shape that mermaid.js does not know")
  public static let mermaidUnknownNode = Rule(
    "mermaid-unknown-node", .warning, "A Mermaid style, class or click names a node that the diagram lacks")
  public static let mermaidEllipse = Rule(
    "mermaid-ellipse", .warning, "A flowchart node is written (-…-), which mermaid.js 11 cannot draw")
}
