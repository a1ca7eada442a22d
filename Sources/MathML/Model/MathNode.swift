/// One piece of a formula, as TeX sees it.
indirect enum MathNode: Sendable, Hashable {
  /// A letter, or a word that is used as a variable.
  case identifier(String, isUpright: Bool)
  case number(String)
  /// Prose inside of a formula, such as `\text{if}`.
  case text(String)
  case symbol(MathSymbol)
  /// `log`, `max`; `takesLimits` when scripts are under and over it in a display formula.
  case function(String, takesLimits: Bool)
  /// Width in em; may be negative.
  case space(Double)
  case row([MathNode])
  case fraction(MathNode, MathNode, hasLine: Bool, isDisplay: Bool?)
  case root(MathNode, index: MathNode?)
  /// `limits`: what `\limits` or `\nolimits` ask for.
  case scripts(MathNode, below: MathNode?, above: MathNode?, limits: Bool?)
  case mark(MathNode, MathMark)
  /// Something small written over and under something else.
  case stacked(MathNode, over: MathNode?, under: MathNode?)
  /// `\left( … \middle| … \right)`: one more part than there are middle delimiters.
  case fenced(open: String, parts: [[MathNode]], middles: [String], close: String)
  /// `\big(`: a delimiter of a given height in em.
  case delimiter(String, height: Double, MathSymbol.Kind)
  case table(MathTable)
  case style(isDisplay: Bool, [MathNode])
  case phantom(MathNode)

  /// How TeX spaces it.
  var kind: MathSymbol.Kind {
    switch self {
    case .symbol(let symbol): symbol.kind
    case .function: .function
    case .delimiter(_, _, let kind): kind
    case .scripts(let base, _, _, _): base.kind
    case .stacked(let base, _, _): base.kind
    case .row(let nodes) where nodes.count == 1: nodes[0].kind
    case .space: .space
    default: .ordinary
    }
  }
}

/// A sign other than a letter.
struct MathSymbol: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case ordinary, large, binary, relation, opening, closing, punctuation, function, space
  }

  var text: String
  var kind: Kind
  /// How it is read aloud.
  var words: String

  init(_ text: String, _ kind: Kind, _ words: String) {
    self.text = text
    self.kind = kind
    self.words = words
  }
}

/// The part that an accent, a line or a brace adds to its base.
struct MathMark: Sendable, Hashable {
  var text: String
  /// Whether it grows with its base.
  var stretches: Bool
  var isBelow: Bool
  var words: String

  /// Whether it is a line as long as its base.
  var isLine: Bool { stretches && (text == "¯" || text == "_") }
}

struct MathTable: Sendable, Hashable {
  enum Form: Sendable, Hashable {
    /// Columns in the middle; `\begin{array}{lcr}` says otherwise.
    case matrix
    /// Pairs of columns that meet at a sign.
    case aligned
    case cases
    case small
  }

  var rows: [[[MathNode]]]
  var form: Form
  /// `l`, `c`, `r` for each column; centred for columns without one.
  var alignments: [Character] = []
  var open = ""
  var close = ""
}
