/// About how large a formula is in a usual font, in em.
///
/// Widths are those of Latin Modern Math, heights those of TeX's display style, both rounded up: the box of a formula has
/// room around it rather than being crossed by its neighbours.
public struct FormulaExtent: Sendable, Hashable {
  public var width: Double
  /// From the baseline to the top.
  public var above: Double
  /// From the baseline to the bottom.
  public var below: Double

  /// The height from top to bottom.
  public var height: Double { above + below }

  private static let line = FormulaExtent(width: 0, above: 0.75, below: 0.25)
  private static let empty = FormulaExtent(width: 0, above: 0, below: 0)

  private init(width: Double, above: Double, below: Double) {
    self.width = width
    self.above = above
    self.below = below
  }

  init(of nodes: [MathNode]) {
    let inside = Self.row(nodes, isDisplay: true)
    self.init(
      width: inside.width + 0.2, above: max(inside.above, Self.line.above) + 0.1,
      below: max(inside.below, Self.line.below) + 0.1)
  }

  private static func row(_ nodes: [MathNode], isDisplay: Bool) -> FormulaExtent {
    nodes.reduce(into: empty) { sum, node in
      let next = extent(node, isDisplay: isDisplay)
      sum.width += next.width
      sum.above = max(sum.above, next.above)
      sum.below = max(sum.below, next.below)
    }
  }

  private static func extent(_ node: MathNode, isDisplay: Bool) -> FormulaExtent {
    switch node {
    case .identifier(let text, _), .number(let text), .text(let text), .function(let text, _): letters(text)
    case .symbol(let symbol): sign(symbol)
    case .space(let width): FormulaExtent(width: width, above: 0, below: 0)
    case .row(let nodes): row(nodes, isDisplay: isDisplay)
    case .style(let isDisplay, let nodes): row(nodes, isDisplay: isDisplay)
    case .phantom(let node): extent(node, isDisplay: isDisplay)
    case .fraction(let over, let under, _, let style):
      fraction(over, under, scale: style ?? isDisplay ? 1 : 0.72)
    case .root(let radicand, let index):
      root(extent(radicand, isDisplay: isDisplay), index.map { scaled($0, 0.6) })
    case .scripts(let base, let below, let above, let limits):
      scripts(
        extent(base, isDisplay: isDisplay), below.map { scaled($0, 0.72) }, above.map { scaled($0, 0.72) },
        areLimits: limits ?? (isDisplay && MathMLWriter.takesLimits(base)))
    case .mark(let base, let mark):
      stacked(
        extent(base, isDisplay: isDisplay), over: mark.isBelow ? nil : thin, under: mark.isBelow ? thin : nil)
    case .stacked(let base, let over, let under):
      stacked(
        extent(base, isDisplay: isDisplay), over: over.map { scaled($0, 0.72) },
        under: under.map { scaled($0, 0.72) })
    case .fenced(let open, let parts, let middles, let close):
      fenced([open, close] + middles, parts, isDisplay: isDisplay)
    case .delimiter(_, let height, _):
      FormulaExtent(width: 0.5, above: height / 2 + axis, below: height / 2 - axis)
    case .table(let table): self.table(table)
    }
  }

  /// The height of a fraction's line above the baseline.
  private static let axis = 0.25
  private static let thin = FormulaExtent(width: 0, above: 0.3, below: 0)

  private static func scaled(_ node: MathNode, _ scale: Double) -> FormulaExtent {
    let size = extent(node, isDisplay: false)
    return FormulaExtent(width: size.width * scale, above: size.above * scale, below: size.below * scale)
  }

  private static func letters(_ text: String) -> FormulaExtent {
    var result = line
    result.width = text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    return result
  }

  private static func width(of letter: Unicode.Scalar) -> Double {
    switch letter {
    case "i", "j", "l", "t", "f", "r", ".", ",", " ", "'": 0.38
    case "m", "w", "M", "W": 0.95
    case "A"..."Z", "Α"..."Ω": 0.75
    default: letter.value < 0x2E80 ? 0.58 : 1
    }
  }

  private static func sign(_ symbol: MathSymbol) -> FormulaExtent {
    switch symbol.kind {
    case .relation: FormulaExtent(width: 1.4, above: 0.75, below: 0.25)
    case .binary: FormulaExtent(width: 1.3, above: 0.75, below: 0.25)
    case .large: FormulaExtent(width: 1.2, above: 1, below: 0.4)
    case .punctuation, .opening, .closing: FormulaExtent(width: 0.48, above: 0.8, below: 0.3)
    case .ordinary, .function, .space: FormulaExtent(width: 0.7, above: 0.75, below: 0.25)
    }
  }

  private static func fraction(_ over: MathNode, _ under: MathNode, scale: Double) -> FormulaExtent {
    let (over, under) = (scaled(over, scale), scaled(under, scale))
    return FormulaExtent(
      width: max(over.width, under.width) + 0.3, above: over.height + axis + 0.15,
      below: under.height - axis + 0.15)
  }

  private static func root(_ radicand: FormulaExtent, _ index: FormulaExtent?) -> FormulaExtent {
    FormulaExtent(
      width: radicand.width + 0.95 + (index?.width ?? 0), above: radicand.above + 0.25,
      below: radicand.below + 0.05)
  }

  private static func scripts(
    _ base: FormulaExtent, _ below: FormulaExtent?, _ above: FormulaExtent?, areLimits: Bool
  ) -> FormulaExtent {
    if areLimits { return stacked(base, over: above, under: below) }
    var result = base
    result.width += max(below?.width ?? 0, above?.width ?? 0) + 0.08
    if let above { result.above = max(base.above, base.above - 0.4 + above.height) }
    if let below { result.below = max(base.below, base.below - 0.1 + below.height) }
    return result
  }

  private static func stacked(
    _ base: FormulaExtent, over: FormulaExtent?, under: FormulaExtent?
  ) -> FormulaExtent {
    FormulaExtent(
      width: max(base.width, over?.width ?? 0, under?.width ?? 0) + 0.1,
      above: base.above + (over.map { $0.height + 0.1 } ?? 0),
      below: base.below + (under.map { $0.height + 0.1 } ?? 0))
  }

  private static func fenced(_ signs: [String], _ parts: [[MathNode]], isDisplay: Bool) -> FormulaExtent {
    var result = parts.map { row($0, isDisplay: isDisplay) }.reduce(empty) { sum, part in
      FormulaExtent(
        width: sum.width + part.width, above: max(sum.above, part.above), below: max(sum.below, part.below))
    }
    result.width += signs.reduce(0) { $0 + ($1.isEmpty ? 0 : 0.6) }
    return result
  }

  private static func table(_ table: MathTable) -> FormulaExtent {
    let rows = table.rows.map { $0.map { row($0, isDisplay: table.form == .aligned) } }
    let columns = rows.map(\.count).max() ?? 0
    var width = 0.0
    for column in 0..<columns {
      width += rows.reduce(0) { max($0, column < $1.count ? $1[column].width : 0) }
    }
    let height = rows.reduce(0) { sum, cells in
      sum + max(1.35, cells.reduce(0) { max($0, $1.height) } + 0.35)
    }
    let fences = [table.open, table.close].reduce(0) { $0 + ($1.isEmpty ? 0 : 0.6) }
    return FormulaExtent(
      width: width + Double(columns) * 0.85 + fences, above: height / 2 + axis, below: height / 2 - axis)
  }
}
