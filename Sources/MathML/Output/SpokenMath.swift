/// A formula in words: what a reader without MathML gets, and what a search finds.
enum SpokenMath {
  static func words(of nodes: [MathNode]) -> String {
    nodes.map(words).filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func words(_ node: MathNode) -> String {
    switch node {
    case .identifier(let text, _): letter(text)
    case .number(let digits): digits
    case .text(let text): text.split { $0 == " " || $0 == "\u{A0}" }.joined(separator: " ")
    case .symbol(let symbol): symbol.words
    case .function(let name, _): name.replacing("\u{A0}", with: " ")
    case .space, .phantom: ""
    case .row(let nodes): words(of: nodes)
    case .fraction(let over, let under, let hasLine, _):
      grouped(over) + (hasLine ? " over " : " choose ") + grouped(under)
    case .root(let radicand, let index):
      (index.map { words($0) + "th " } ?? "square ") + "root of " + grouped(radicand)
    case .scripts(let base, let below, let above, _): scripts(base, below, above)
    case .mark(let base, let mark): words(base) + " " + mark.words
    case .stacked(let base, let over, let under):
      words(base) + (over.map { " with " + words($0) + " above" } ?? "")
        + (under.map { " with " + words($0) + " below" } ?? "")
    case .fenced(let open, let parts, let middles, let close):
      open
        + parts.enumerated().map { index, part in
          (index > 0 ? " " + middles[index - 1] + " " : "") + words(of: part)
        }.joined() + close
    case .delimiter(let text, _, _): text
    case .table(let table): self.table(table)
    case .style(_, let nodes): words(of: nodes)
    }
  }

  private static func scripts(_ base: MathNode, _ below: MathNode?, _ above: MathNode?) -> String {
    let name = words(base)
    if base.kind == .large {
      guard let below else { return name + (above.map { " up to " + words($0) } ?? "") + " of" }
      return name + " over " + words(below) + (above.map { " to " + words($0) } ?? "") + " of"
    }
    var text = name
    if let below { text += (base.kind == .function ? " over " : " sub ") + grouped(below) }
    switch above {
    case nil: break
    case .number("2"): text += " squared"
    case .number("3"): text += " cubed"
    case .symbol(let symbol) where symbol.words == "prime": text += " " + symbol.words
    case let above?: text += " to the power of " + grouped(above)
    }
    return text
  }

  /// In brackets when it is more than one word.
  private static func grouped(_ node: MathNode) -> String {
    switch node {
    case .identifier, .number, .text, .symbol, .function, .fenced: return words(node)
    case .row(let nodes) where nodes.count == 1: return grouped(nodes[0])
    case .scripts(let base, _, nil, _) where base.kind == .ordinary: return words(node)
    default: return "(" + words(node) + ")"
    }
  }

  private static func table(_ table: MathTable) -> String {
    let rows = table.rows.map { row in
      row.map(words(of:)).filter { !$0.isEmpty }.joined(separator: table.form == .aligned ? " " : ", ")
    }
    return (table.form == .cases ? "either " : "")
      + rows.joined(separator: table.form == .cases ? ", or " : "; ")
  }

  private static func letter(_ text: String) -> String {
    greek[text] ?? String(String.UnicodeScalarView(text.unicodeScalars.map(plain)))
  }

  private static let greek = Dictionary(
    TeXCommands.greek.map { ($0.value, $0.key.hasPrefix("var") ? String($0.key.dropFirst(3)) : $0.key) },
    uniquingKeysWith: { first, _ in first })

  /// The plain letter or digit of a character in a mathematical alphabet.
  private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar { letters[scalar] ?? scalar }

  private static let letters: [Unicode.Scalar: Unicode.Scalar] = {
    var letters: [Unicode.Scalar: Unicode.Scalar] = [:]
    for alphabet in MathAlphabet.allCases {
      for value in Array(0x41...0x5A) + Array(0x61...0x7A) + Array(0x30...0x39) {
        let scalar = Unicode.Scalar(UInt8(value))
        letters[alphabet.letter(scalar)] = scalar
      }
    }
    return letters
  }()
}
