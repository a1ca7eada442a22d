extension Languages {
  /// The languages FlowDocs knows; `Languages.ofSites` adds the words that diagrams begin with. A new one is a folder beside
  /// this file and an entry here. Readers see tabs of samples, and keys of settings, in this order.
  public static let all = Languages(
    [.shell, .python, .swift, .console, .json, .yaml, .mermaid, .math, .http, .markdown, .toml, .sql]
      + [.javascript, .typescript, .c, .cpp, .go, .rust, .java, .ruby, .php, .sqlite]
      + [.pythonSession] + Language.jsonRelatives + Language.tomlRelatives + Language.web
      + Language.braces + Language.operations + Language.plainTexts)
}
