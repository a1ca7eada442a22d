import MathML

/// A label: lines of runs. Line breaks are those the author wrote (`<br/>`, `\n`, a new line in a Markdown
/// string); lines that are too long are broken later, when the label is measured.
public struct RichText: Sendable, Hashable {
  /// A stretch of one line in one style, entities already decoded.
  public struct Run: Sendable, Hashable {
    /// Where a run is written: on the line, or smaller above or below it.
    public enum Position: String, Sendable, Hashable { case baseline, superscript, `subscript` }

    /// Without line breaks. Of a formula its words.
    public var text: String
    /// `**bold**` of a Markdown string, or `<b>`.
    public var bold: Bool
    /// `*italic*` of a Markdown string, or `<i>`.
    public var italic: Bool
    /// Drawn in a monospaced font.
    public var code: Bool
    /// `<sup>` and `<sub>`.
    public var position: Position
    /// Drawn in place of the text.
    public var formula: Formula?

    /// A run of characters in one style.
    ///
    /// ```swift
    /// let code = RichText.Run("swift build", code: true)
    /// let square = [RichText.Run("x"), RichText.Run("2", position: .superscript)]
    /// ```
    public init(
      _ text: String, bold: Bool = false, italic: Bool = false, code: Bool = false,
      position: Position = .baseline
    ) {
      self.text = text
      self.bold = bold
      self.italic = italic
      self.code = code
      self.position = position
    }

    /// A formula in a line of text.
    ///
    /// ```swift
    /// let area = RichText(lines: [[.init("Area: "), .init(try Formula(tex: #"\pi r^2"#))]])
    /// ```
    public init(_ formula: Formula) {
      self.init(formula.words)
      self.formula = formula
    }

    func hasSameStyle(as other: Run) -> Bool {
      formula == nil && other.formula == nil && bold == other.bold && italic == other.italic
        && code == other.code && position == other.position
    }

    /// Other characters in the same style.
    func with(_ text: some StringProtocol) -> Run {
      var run = self
      run.text = String(text)
      return run
    }
  }

  /// From top to bottom; each is a list of runs.
  public var lines: [[Run]]
  /// Whether lines begin with the marks of a list, and so at one left edge.
  public var isList = false

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
