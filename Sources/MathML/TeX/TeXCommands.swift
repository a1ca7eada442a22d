/// Every control word that is read, by its kind of node.
enum TeXCommands {
  /// Letters: the name is how they are read.
  static let greek: [String: String] = table(
    """
    alpha α, beta β, gamma γ, delta δ, epsilon ϵ, varepsilon ε, zeta ζ, eta η, theta θ, vartheta ϑ, iota ι,
    kappa κ, lambda λ, mu μ, nu ν, xi ξ, omicron ο, pi π, varpi ϖ, rho ρ, varrho ϱ, sigma σ, varsigma ς, tau τ,
    upsilon υ, phi ϕ, varphi φ, chi χ, psi ψ, omega ω, Gamma Γ, Delta Δ, Theta Θ, Lambda Λ, Xi Ξ, Pi Π, Sigma Σ,
    Upsilon Υ, Phi Φ, Psi Ψ, Omega Ω
    """)

  static let symbols: [String: MathSymbol] = {
    var symbols: [String: MathSymbol] = [:]
    func add(_ kind: MathSymbol.Kind, _ text: String) {
      for entry in text.split(separator: "\n").flatMap({ $0.split(separator: ",") }) {
        let words = entry.split(separator: " ")
        guard words.count >= 2 else { continue }
        let name = String(words[0])
        symbols[name] = MathSymbol(
          String(words[1]), kind, words.count > 2 ? words.dropFirst(2).joined(separator: " ") : name)
      }
    }
    add(
      .ordinary,
      """
      infty ∞ infinity, partial ∂, nabla ∇ gradient of, forall ∀ for all, exists ∃ there is, nexists ∄ there is no
      emptyset ∅ the empty set, varnothing ∅ the empty set, ell ℓ l, hbar ℏ h bar, Re ℜ real part of
      Im ℑ imaginary part of, aleph ℵ, angle ∠, prime ′, top ⊤, bot ⊥ bottom, neg ¬ not, lnot ¬ not, backslash \\
      dots …, ldots …, cdots ⋯, vdots ⋮, ddots ⋱, degree ° degrees, surd √, checkmark ✓ check, square □
      """)
    add(
      .large,
      """
      sum ∑ the sum, prod ∏ the product, coprod ∐ the coproduct, int ∫ the integral, iint ∬ the double integral
      oint ∮ the contour integral, bigcup ⋃ the union, bigcap ⋂ the intersection, bigvee ⋁ or, bigwedge ⋀ and
      bigoplus ⨁ the direct sum, bigotimes ⨂ the tensor product
      """)
    add(
      .binary,
      """
      pm ± plus or minus, mp ∓ minus or plus, times × times, div ÷ divided by, cdot ⋅ times, ast ∗ times
      star ⋆ star, circ ∘ of, bullet ∙ bullet, cup ∪ union, cap ∩ intersection, setminus ∖ without, wedge ∧ and
      land ∧ and, vee ∨ or, lor ∨ or, oplus ⊕ direct sum, otimes ⊗ tensor, odot ⊙ elementwise times
      """)
    add(
      .relation,
      """
      leq ≤ at most, le ≤ at most, geq ≥ at least, ge ≥ at least, lt < less than, gt > more than
      neq ≠ not equal to, ne ≠ not equal to, ll ≪ much less than, gg ≫ much more than, equiv ≡ equivalent to
      sim ∼ distributed as, simeq ≃ similar to, approx ≈ about, cong ≅ congruent to, propto ∝ proportional to
      in ∈ in, ni ∋ contains, notin ∉ not in, subset ⊂ subset of, subseteq ⊆ subset of, supset ⊃ superset of
      supseteq ⊇ superset of, mid ∣ given, nmid ∤ does not divide, parallel ∥ parallel to, perp ⟂ perpendicular to
      models ⊨ models, vdash ⊢ proves, prec ≺ before, succ ≻ after, doteq ≐ approaches
      triangleq ≜ is defined as
      to → to, rightarrow → to, leftarrow ← becomes, gets ← becomes, leftrightarrow ↔ corresponds to
      Rightarrow ⇒ implies, implies ⟹ implies, Leftarrow ⇐ follows from, impliedby ⟸ follows from
      Leftrightarrow ⇔ exactly if, iff ⟺ exactly if, longrightarrow ⟶ to, longleftarrow ⟵ becomes
      mapsto ↦ maps to, longmapsto ⟼ maps to, uparrow ↑ up, downarrow ↓ down, updownarrow ↕ up and down
      Uparrow ⇑ up, Downarrow ⇓ down, nearrow ↗ up, searrow ↘ down, hookrightarrow ↪ into
      """)
    add(.punctuation, "colon : such that")
    add(
      .opening, "langle ⟨ angle, lfloor ⌊ floor of, lceil ⌈ ceiling of, lbrace {, lbrack [, lvert |, lVert ‖")
    add(
      .closing,
      "rangle ⟩ end angle, rfloor ⌋ end floor, rceil ⌉ end ceiling, rbrace }, rbrack ], rvert |, rVert ‖")
    add(.ordinary, "vert |, Vert ‖")
    return symbols
  }()

  /// The same by the sign itself, for those who type it.
  static let signs: [String: MathSymbol] = Dictionary(
    symbols.sorted { $0.key < $1.key }.map { ($0.value.text, $0.value) },
    uniquingKeysWith: { first, _ in first })

  static let functions: Set<String> = [
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp", "hom",
    "ker",
    "lg", "ln", "log", "sec", "sin", "sinh", "tan", "tanh",
  ]
  static let functionsWithLimits: [String: String] = [
    "max": "max", "min": "min", "sup": "sup", "inf": "inf", "lim": "lim", "limsup": "lim sup",
    "liminf": "lim inf", "det": "det", "gcd": "gcd", "Pr": "Pr",
  ]

  static let marks: [String: MathMark] = [
    "hat": .init(text: "^", stretches: false, isBelow: false, words: "hat"),
    "widehat": .init(text: "^", stretches: true, isBelow: false, words: "hat"),
    "bar": .init(text: "¯", stretches: false, isBelow: false, words: "bar"),
    "overline": .init(text: "¯", stretches: true, isBelow: false, words: "bar"),
    "tilde": .init(text: "~", stretches: false, isBelow: false, words: "tilde"),
    "widetilde": .init(text: "~", stretches: true, isBelow: false, words: "tilde"),
    "vec": .init(text: "→", stretches: false, isBelow: false, words: "vector"),
    "overrightarrow": .init(text: "→", stretches: true, isBelow: false, words: "vector"),
    "dot": .init(text: "˙", stretches: false, isBelow: false, words: "dot"),
    "ddot": .init(text: "¨", stretches: false, isBelow: false, words: "double dot"),
    "check": .init(text: "ˇ", stretches: false, isBelow: false, words: "check"),
    "acute": .init(text: "´", stretches: false, isBelow: false, words: "acute"),
    "grave": .init(text: "`", stretches: false, isBelow: false, words: "grave"),
    "underline": .init(text: "_", stretches: true, isBelow: true, words: "underlined"),
    "overbrace": .init(text: "⏞", stretches: true, isBelow: false, words: "under a brace"),
    "underbrace": .init(text: "⏟", stretches: true, isBelow: true, words: "over a brace"),
  ]

  static let spaces: [String: Double] = [
    ",": 0.1667, ":": 0.2222, ">": 0.2222, ";": 0.2778, "!": -0.1667, " ": 0.25, "quad": 1, "qquad": 2,
    "thinspace": 0.1667, "medspace": 0.2222, "thickspace": 0.2778, "negthinspace": -0.1667, "enspace": 0.5,
  ]

  /// Heights of delimiters in em.
  static let sizes: [String: Double] = ["big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3]

  static let texts: [String: MathAlphabet] = [
    "text": .mathrm, "textrm": .mathrm, "textnormal": .mathrm, "mbox": .mathrm, "textbf": .mathbf,
    "textit": .mathit, "texttt": .mathtt, "textsf": .mathsf,
  ]

  /// Constructs that the parser reads with code of their own.
  static let constructs = [
    "frac", "dfrac", "tfrac", "cfrac", "binom", "dbinom", "tbinom", "sqrt", "left", "right", "middle",
    "begin",
    "end", "operatorname", "overset", "underset", "stackrel", "substack", "limits", "nolimits",
    "displaystyle",
    "textstyle", "phantom", "not", "bmod", "pmod", "mod", "xrightarrow", "xleftarrow",
  ]

  static let environments: [String: MathTable] = [
    "matrix": .init(rows: [], form: .matrix),
    "pmatrix": .init(rows: [], form: .matrix, open: "(", close: ")"),
    "bmatrix": .init(rows: [], form: .matrix, open: "[", close: "]"),
    "Bmatrix": .init(rows: [], form: .matrix, open: "{", close: "}"),
    "vmatrix": .init(rows: [], form: .matrix, open: "|", close: "|"),
    "Vmatrix": .init(rows: [], form: .matrix, open: "‖", close: "‖"),
    "smallmatrix": .init(rows: [], form: .small), "array": .init(rows: [], form: .matrix),
    "cases": .init(rows: [], form: .cases, open: "{"), "aligned": .init(rows: [], form: .aligned),
    "align": .init(rows: [], form: .aligned), "align*": .init(rows: [], form: .aligned),
    "split": .init(rows: [], form: .aligned), "gathered": .init(rows: [], form: .matrix),
    "gather": .init(rows: [], form: .matrix), "gather*": .init(rows: [], form: .matrix),
  ]

  /// Known control words, for suggestions for unknown ones.
  static let names: [String] = {
    let sized = sizes.keys.flatMap { size in ["", "l", "r", "m"].map { size + $0 } }
    var names = Array(greek.keys) + Array(symbols.keys) + Array(functions) + Array(functionsWithLimits.keys)
    names += Array(marks.keys) + spaces.keys.filter { $0.count > 1 } + sized
    names += Array(texts.keys) + constructs + MathAlphabet.allCases.map(\.rawValue)
    return names.sorted()
  }()

  private static func table(_ text: String) -> [String: String] {
    var table: [String: String] = [:]
    for entry in text.split(separator: "\n").flatMap({ $0.split(separator: ",") }) {
      let words = entry.split(separator: " ")
      if words.count == 2 { table[String(words[0])] = String(words[1]) }
    }
    return table
  }
}
