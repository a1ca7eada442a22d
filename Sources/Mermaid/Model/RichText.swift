/// A label: lines of runs. Line breaks are those the author wrote (`<br/>`, `\n`, a new line in a Markdown
/// string); lines that are too long are broken later, when the label is measured.
public struct RichText: Sendable, Hashable {
  /// A stretch of one line in one style, entities already decoded.
  public struct Run: Sendable, Hashable {
    /// Without line breaks.
    public var text: String
    /// `**bold**` of a Markdown string, or `<b>`.
    public var bold: Bool
    /// `*italic*` of a Markdown string, or `<i>`.
    public var italic: Bool
    /// Drawn in a monospaced font.
    public var code: Bool

    /// A run of characters in one style.
    ///
    /// ```swift
    /// let code = RichText.Run("swift build", code: true)
    /// ```
    public init(_ text: String, bold: Bool = false, italic: Bool = false, code: Bool = false) {
      self.text = text
      self.bold = bold
      self.italic = italic
      self.code = code
    }
  }

  /// From top to bottom; each is a list of runs.
  public var lines: [[Run]]

  /// A text of several lines, each of which is a list of runs.
  ///
  /// ```swift
  /// let text = RichText(lines: [[.init("Start "), .init("now", bold: true)], [.init("or later")]])
  /// ```
  public init(lines: [[Run]]) { self.lines = lines }

  /// Plain text; each `\n` begins a new line.
  ///
  /// ```swift
  /// let text = RichText("two\nlines")  // text.lines.count == 2
  /// ```
  public init(_ text: String) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { [Run(String($0))] }
  }

  /// Nothing to draw.
  public var isEmpty: Bool {
    lines.allSatisfy { $0.allSatisfy { $0.text.allSatisfy(\.isWhitespace) } }
  }

  /// The words alone, lines joined by a space: for descriptions, search and messages.
  public var plain: String {
    lines.map { $0.map(\.text).joined() }.joined(separator: " ")
  }
}

extension RichText: ExpressibleByStringLiteral {
  /// A literal is read like `RichText(_:)`.
  ///
  /// ```swift
  /// let label: RichText = "Ready?"
  /// ```
  public init(stringLiteral value: String) { self.init(value) }
}
