/// A label broken into lines and measured.
public struct TextBlock: Sendable, Hashable {
  /// One line of the label.
  public struct Line: Sendable, Hashable {
    /// The runs from left to right.
    public var runs: [RichText.Run]
    /// CSS pixels, safety margin included.
    public var width: Double
    /// CSS pixels: `font.lineHeight`, or that of its highest formula.
    public var height: Double
  }

  /// From top to bottom; none for a label without text.
  public var lines: [Line]
  /// The font of all lines.
  public var font: Font
  /// The widest line.
  public var width: Double
  /// The height of all lines together, in CSS pixels.
  public var height: Double
  /// Whether its lines begin at the same left edge.
  public var isList = false

  /// Width and height in CSS pixels.
  public var size: Size { Size(width, height) }

  /// A label without text.
  public static let empty = TextBlock(lines: [], font: .label, width: 0, height: 0)

  public var isEmpty: Bool { lines.isEmpty }

  /// The words alone.
  public var plain: String { lines.map { $0.runs.map(\.text).joined() }.joined(separator: " ") }
}

/// Size and weight of a label.
public struct Font: Sendable, Hashable {
  /// CSS pixels.
  public var size: Double
  /// Whether all of it is bold; a run may be bold by itself.
  public var bold: Bool
  /// Whether all of it is italic; a run may be italic by itself.
  public var italic: Bool

  /// A font of a size in CSS pixels.
  ///
  /// ```swift
  /// let heading = Font(size: 16, bold: true)
  /// ```
  public init(size: Double, bold: Bool = false, italic: Bool = false) {
    self.size = size
    self.bold = bold
    self.italic = italic
  }

  /// Labels of nodes and everything else that is the diagram's main text.
  public static let label = Font(size: 14)
  /// Labels of edges and other secondary text.
  public static let small = Font(size: 12)
  /// Names of classes and entities, in the header of their box.
  static let boxHeading = Font(size: 14, bold: true)
  /// Dense text: members of classes, attributes of entities, messages of sequences, legends.
  static let dense = Font(size: 13)
  /// Dates of axes, tags and numbers: the smallest text of a drawing.
  static let tiny = Font(size: 11)
  /// Titles of clusters.
  public static let title = Font(size: 12, bold: true)
  /// The diagram's own title.
  public static let heading = Font(size: 16, bold: true)

  /// CSS pixels from one baseline to the next.
  public var lineHeight: Double { (size * 1.36).rounded() }

  /// From the middle of a line to its baseline: half the height of the capitals and a little for the eye.
  public var baselineShift: Double { size * 0.345 }

  /// How much wider than measured a text may be drawn before it leaves its box (padding apart): it covers the
  /// differences between Helvetica, Arial, Liberation Sans, Roboto and Inter.
  public static let safetyMargin = 1.04

  /// The width of plain text in this font in CSS pixels, safety margin included.
  ///
  /// ```swift
  /// Font.label.width(of: "running") < Font.heading.width(of: "running")  // true
  /// ```
  public func width(of text: String) -> Double {
    width(of: RichText.Run(text))
  }

  func width(of run: RichText.Run) -> Double {
    if let formula = run.formula { return formula.extent.width * size }
    var em = 0.0
    let size = run.position == .baseline ? size : size * Font.scriptScale
    if run.code {
      // Every common monospaced font advances 0.6 em; wide characters have two cells.
      for scalar in run.text.unicodeScalars { em += AdvanceTable.isWide(scalar) ? 1.2 : 0.6 }
      return em * size * Font.codeScale * Font.safetyMargin
    }
    let table = bold || run.bold ? AdvanceTable.bold : AdvanceTable.regular
    for scalar in run.text.unicodeScalars { em += table.advance(of: scalar) }
    return em * size * Font.safetyMargin
  }

  /// CSS pixels.
  func height(of run: RichText.Run) -> Double {
    guard let formula = run.formula else { return lineHeight }
    return max(lineHeight, formula.extent.height * size)
  }

  /// Size of superscripts and subscripts to that of the text around them.
  static let scriptScale = 0.72
  /// How far superscripts are raised and subscripts lowered, in em.
  static let scriptShift = (above: 0.36, below: 0.18)

  /// Monospaced letters look larger than the text around them.
  static let codeScale = 0.92
}
