extension Language {
  /// The kind of content that FlowDocs itself reads in a block, besides the parsers and runners of languages.
  ///
  /// Checks, verification and rendering go by the form, never by the name of a language, so that a new language with one
  /// of these forms needs nothing but its entry in the list.
  public enum Form: Sendable, Hashable {
    /// Code, or any other text.
    case code
    /// Commands of a shell, alone or in a terminal session.
    case commands
    /// A Mermaid diagram, which is drawn.
    case diagram
    /// A TeX formula, which is typeset.
    case formula
    /// YAML documents.
    case yaml
    /// One JSON value, which may be a JSON-RPC message.
    case json
    /// An HTTP request or response.
    case http
    /// A page of Markdown, shown as an example.
    case page
    /// A PromQL query, whose metrics are symbols.
    case query

    /// Whether it is code of a program or of a shell.
    public var isCode: Bool { self == .code || self == .commands }
    /// Whether it may be sent to a service: a request, and the response after it.
    public var isMessage: Bool { self == .json || self == .http }
  }
}
