/// A kind of diagram: the words that begin it, and the grammar that reads it.
///
/// A family is one folder: its model (a `DiagramContent`), lexer, grammar, layout and words. `Family.all` lists those
/// that the parser reads.
public struct Family: Sendable, Hashable {
  /// Short and stable: "flowchart", "er".
  public let id: String
  /// In words, for messages: "entity relationship diagram".
  public let name: String
  /// The words that begin a diagram of this family, case-sensitively; the first is the one that messages recommend.
  public let keywords: [String]
  /// The section of a diagram's configuration with this family's settings, as in `config: {flowchart: {…}}`.
  let settings: String
  let read: @Sendable (inout Reading) -> (any DiagramContent)?

  init<G: Grammar>(
    id: String, name: String, keywords: [String], settings: String, grammar: G.Type
  ) where G.Content: DiagramContent {
    self.id = id
    self.name = name
    self.keywords = keywords
    self.settings = settings
    read = { G.read(&$0) }
  }

  public static func == (a: Self, b: Self) -> Bool { a.id == b.id }

  public func hash(into hasher: inout Hasher) { hasher.combine(id) }

  /// The distances in the settings of this family: `flowchart: {nodeSpacing: 20, rankSpacing: 80}`. As in mermaid.js, 0
  /// and values that are not numbers give the default.
  func spacing(in config: ConfigValue) -> DiagramSpacing {
    func distance(_ name: String) -> Double? {
      config[settings, name]?.number.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    }
    return DiagramSpacing(nodes: distance("nodeSpacing"), ranks: distance("rankSpacing"))
  }
}
