import Diagnostics

extension Rule {
  /// What mermaid.js would refuse to parse.
  public static let mermaidSyntax = Rule(
    "mermaid-syntax", .error, "A Mermaid diagram says something that mermaid.js does not read")
  /// mermaid.js has no kind of diagram that begins with the first word.
  public static let mermaidUnknownFamily = Rule(
    "mermaid-unknown-family", .error, "A Mermaid diagram begins with a word that names no kind of diagram")
  /// mermaid.js draws it, and this library does not.
  public static let mermaidFamilyNotDrawn = Rule(
    "mermaid-family-not-drawn", .warning,
    "A Mermaid diagram is of a kind that is not drawn yet: its source is shown")
  /// It is larger than `Limits` or `LayoutLimits` allow.
  public static let mermaidLimit = Rule(
    "mermaid-limit", .error, "A Mermaid diagram is larger or deeper than the limits allow")
  /// It names something that the diagram does not have.
  public static let mermaidReference = Rule(
    "mermaid-reference", .error, "A Mermaid statement refers to something that the diagram does not have")
  /// The lines between two `---` before the diagram.
  public static let mermaidFrontMatter = Rule(
    "mermaid-front-matter", .error, "The front matter of a Mermaid diagram is not YAML that mermaid.js reads")
  /// A directive that has no effect.
  public static let mermaidDirective = Rule(
    "mermaid-directive", .warning, "A %%{init: …}%% directive is not JSON, and mermaid.js ignores it")
  /// A statement that changes nothing.
  public static let mermaidNoEffect = Rule(
    "mermaid-no-effect", .warning, "A Mermaid statement is read but has no effect as it is written")
  /// A slip that mermaid.js accepts.
  public static let mermaidDoubtful = Rule(
    "mermaid-doubtful", .warning, "mermaid.js reads this, and surely not as it was meant")
  /// `@{ shape: … }` with the name of an unknown shape.
  public static let mermaidShape = Rule(
    "mermaid-shape", .error, "A flowchart node asks for a shape that mermaid.js does not know")
  /// mermaid.js accepts it, and draws nothing for it.
  public static let mermaidUnknownNode = Rule(
    "mermaid-unknown-node", .warning, "A Mermaid style, class or click names a node that the diagram lacks")
  /// mermaid.js parses it, and fails when it draws.
  public static let mermaidEllipse = Rule(
    "mermaid-ellipse", .warning, "A flowchart node is written (-…-), which mermaid.js 11 cannot draw")
}
