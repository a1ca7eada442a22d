import MathML
import Testing

/// The markup between `<semantics>` and its annotation.
private func markup(_ tex: String, display: Bool = false) throws -> String {
  let text = String(decoding: try Formula(tex: tex).mathML(display: display), as: UTF8.self)
  let start = try #require(text.firstRange(of: "<semantics>"))
  let end = try #require(text.firstRange(of: "<annotation"))
  return String(text[start.upperBound..<end.lowerBound])
}

struct FormulaTests {
  @Test func wholeElement() throws {
    #expect(
      String(decoding: try Formula(tex: "a < b").mathML(display: true), as: UTF8.self)
        == "<math display=\"block\" alttext=\"a less than b\"><semantics><mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"
        + "<annotation encoding=\"application/x-tex\">a &lt; b</annotation></semantics></math>")
  }

  @Test func inXMLItNamesItsNamespace() throws {
    let text = String(decoding: try Formula(tex: "x").mathML(display: false, isInXML: true), as: UTF8.self)
    #expect(text.hasPrefix("<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"x\">"))
  }

  @Test(arguments: [
    ("x", #"\frac{x}{y}"#), ("x", "x^2"), ("x_1", "x_{1+2}"), (#"\frac{x}{y}"#, #"\frac{\frac{x}{y}}{z}"#),
    ("x", #"\begin{bmatrix} x \\ y \end{bmatrix}"#), ("xy", "xyz"), ("x", #"\sqrt{x}"#),
  ])
  func extentsGrowWithWhatIsInThem(less: String, more: String) throws {
    let (small, large) = (try Formula(tex: less).extent, try Formula(tex: more).extent)
    #expect(small.width * small.height < large.width * large.height)
  }

  @Test(arguments: [
    ("x", "<mi>x</mi>"),
    ("\\alpha \\Gamma", "<mrow><mi>α</mi><mi mathvariant=\"normal\">Γ</mi></mrow>"),
    ("\\mathrm{d}x", "<mrow><mi mathvariant=\"normal\">d</mi><mi>x</mi></mrow>"),
    ("\\mathbb{E}\\mathbf{x}\\mathcal L", "<mrow><mi>𝔼</mi><mi>𝐱</mi><mi>ℒ</mi></mrow>"),
    ("0.99 % a comment\n", "<mn>0.99</mn>"),
    ("\\text{if }x", "<mrow><mtext>if\u{A0}</mtext><mi>x</mi></mrow>"),
    ("\\textbf{50 \\%}", "<mtext>𝟓𝟎 %</mtext>"),
    ("\\infty", "<mi>∞</mi>"),
    ("1{,}000", "<mrow><mn>1</mn><mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">,</mo><mn>000</mn></mrow>"),
    ("a\\,b", "<mrow><mi>a</mi><mspace width=\"0.1667em\"/><mi>b</mi></mrow>"),
    ("ä", "<mi>ä</mi>"),
    ("a ≤ b", "<mrow><mi>a</mi><mo>≤</mo><mi>b</mi></mrow>"),
  ])
  func letters(_ tex: String, _ expected: String) throws {
    #expect(try markup(tex) == expected)
  }

  @Test(arguments: [
    ("a-b", "<mrow><mi>a</mi><mo form=\"infix\">−</mo><mi>b</mi></mrow>"),
    ("-b", "<mrow><mo form=\"prefix\">−</mo><mi>b</mi></mrow>"),
    ("=+1", "<mrow><mo>=</mo><mo form=\"prefix\">+</mo><mn>1</mn></mrow>"),
    ("\\log x", "<mrow><mi>log</mi><mspace width=\"0.1667em\"/><mi>x</mi></mrow>"),
    (
      "\\log(x)",
      "<mrow><mi>log</mi><mo form=\"prefix\" stretchy=\"false\">(</mo><mi>x</mi><mo form=\"postfix\" stretchy=\"false\">)</mo></mrow>"
    ),
    (
      "|P|",
      "<mrow><mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">|</mo><mi>P</mi><mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">|</mo></mrow>"
    ),
    ("\\not= x", "<mrow><mo>=\u{338}</mo><mi>x</mi></mrow>"),
  ])
  func spacing(_ tex: String, _ expected: String) throws {
    #expect(try markup(tex) == expected)
  }

  @Test(arguments: [
    ("x_i^2", "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>"),
    ("x'^2", "<msup><mi>x</mi><mrow><mi>′</mi><mn>2</mn></mrow></msup>"),
    ("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
    ("x^10", "<mrow><msup><mi>x</mi><mn>1</mn></msup><mn>0</mn></mrow>"),
    ("\\frac{1}{2}", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
    (
      "\\dfrac a b", "<mstyle displaystyle=\"true\"><mfrac><mi>a</mi><mi>b</mi></mfrac></mstyle>"
    ),
    (
      "\\binom n k",
      "<mrow><mo form=\"prefix\" stretchy=\"true\">(</mo><mfrac linethickness=\"0\"><mi>n</mi><mi>k</mi></mfrac><mo form=\"postfix\" stretchy=\"true\">)</mo></mrow>"
    ),
    ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
    (
      "\\hat R_i",
      "<msub><mover accent=\"true\"><mi>R</mi><mo stretchy=\"false\">^</mo></mover><mi>i</mi></msub>"
    ),
    ("\\overline{AB}", "<mrow class=\"math-over\"><mrow><mi>A</mi><mi>B</mi></mrow></mrow>"),
    ("\\overset{a}{=}", "<mover><mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">=</mo><mi>a</mi></mover>"),
    (
      "\\left.x\\right|",
      "<mrow><mi>x</mi><mo form=\"postfix\" stretchy=\"true\">|</mo></mrow>"
    ),
    (
      "\\bigl(",
      "<mo form=\"prefix\" stretchy=\"true\" symmetric=\"true\" minsize=\"1.2em\" maxsize=\"1.2em\" lspace=\"0\" rspace=\"0\">(</mo>"
    ),
    (
      "\\bigr)^2",
      "<msup><mrow><mo form=\"postfix\" stretchy=\"true\" symmetric=\"true\" minsize=\"1.2em\" maxsize=\"1.2em\" lspace=\"0\" rspace=\"0\">)</mo></mrow><mn>2</mn></msup>"
    ),
  ])
  func structures(_ tex: String, _ expected: String) throws {
    #expect(try markup(tex) == expected)
  }

  @Test func limitsStandUnderSumsOfTheirOwnLine() throws {
    let sum = "<mo>∑</mo><mi>i</mi><mi>G</mi>"
    #expect(try markup("\\sum_i^G", display: true) == "<munderover>\(sum)</munderover>")
    #expect(try markup("\\sum_i^G") == "<msubsup>\(sum)</msubsup>")
    #expect(try markup("\\sum\\nolimits_i^G", display: true) == "<msubsup>\(sum)</msubsup>")
    #expect(
      try markup("\\sum\\limits_i") == "<munder><mo movablelimits=\"false\">∑</mo><mi>i</mi></munder>")
    #expect(try markup("\\frac{\\sum_i}{2}", display: true).contains("<msub>"))
    #expect(
      try markup("\\operatorname*{arg\\,max}_x", display: true)
        == "<munder><mi>arg\u{A0}max</mi><mi>x</mi></munder>")
  }

  @Test func environmentsBecomeTables() throws {
    #expect(
      try markup("\\begin{cases} a & b \\\\ c & d \\\\ \\end{cases}")
        == "<mrow><mo form=\"prefix\" stretchy=\"true\">{</mo><mtable class=\"math-cases\">"
        + "<mtr><mtd class=\"math-left\"><mi>a</mi></mtd><mtd class=\"math-left\"><mi>b</mi></mtd></mtr>"
        + "<mtr><mtd class=\"math-left\"><mi>c</mi></mtd><mtd class=\"math-left\"><mi>d</mi></mtd></mtr></mtable></mrow>"
    )
    #expect(
      try markup("\\begin{aligned}x&=1\\end{aligned}")
        == "<mtable displaystyle=\"true\" class=\"math-aligned\"><mtr><mtd class=\"math-right\"><mi>x</mi></mtd>"
        + "<mtd class=\"math-left\"><mo>=</mo><mn>1</mn></mtd></mtr></mtable>")
    #expect(
      try markup("\\begin{array}{lr}a&b\\end{array}")
        == "<mtable><mtr><mtd class=\"math-left\"><mi>a</mi></mtd><mtd class=\"math-right\"><mi>b</mi></mtd></mtr></mtable>"
    )
    #expect(
      try markup("\\begin{pmatrix}a\\end{pmatrix}").contains(
        "<mtable><mtr><mtd><mi>a</mi></mtd></mtr></mtable>"))
  }

  @Test(arguments: [
    (
      "A_i = \\frac{R_i - \\mu}{\\sigma + \\varepsilon}",
      "A sub i equals (R sub i minus mu) over (sigma plus epsilon)"
    ),
    ("\\frac1G\\sum_{i=1}^G R_i^2", "1 over G the sum over i equals 1 to G of R sub i squared"),
    ("\\hat{R}_i \\in \\mathbb{R}", "R hat sub i in R"),
    ("\\gamma^{n-1-k}", "gamma to the power of (n minus 1 minus k)"),
    ("\\begin{cases} 1 & \\text{if } x \\\\ 0 & \\text{else} \\end{cases}", "either 1, if x, or 0, else"),
    ("\\sqrt{x} \\le \\max_a q", "square root of x at most max over a q"),
  ])
  func inWords(_ tex: String, _ expected: String) throws {
    #expect(try Formula(tex: tex).words == expected)
  }
}

struct FormulaErrorTests {
  /// The message, the text it is about and the fix.
  private func error(_ tex: String) -> String {
    do throws(FormulaError) {
      _ = try Formula(tex: tex)
      return "no error"
    } catch {
      let about = String(decoding: Array(tex.utf8)[error.range], as: UTF8.self)
      return "\(error.message) at \(error.range.lowerBound) <\(about)>" + (error.fix.map { " → \($0)" } ?? "")
    }
  }

  @Test(arguments: [
    ("x + \\alhpa", "`\\alhpa` is not known at 4 <\\alhpa> → write `\\alpha`"),
    ("\\argmax x", "`\\argmax` is not known at 0 <\\argmax> → write `\\operatorname*{arg\\,max}`"),
    ("\\zzzzzz", "`\\zzzzzz` is not known at 0 <\\zzzzzz>"),
    ("{x", "a `{` without its `}` at 0 <{> → close the group"),
    ("x}", "a `}` without its `{` at 1 <}> → remove it, or write `\\}` for a brace"),
    (
      "a & b",
      "`&` outside of an environment with columns at 2 <&> → write `\\&`, or put the lines in `\\begin{aligned}` … `\\end{aligned}`"
    ),
    (
      "a \\\\ b",
      "a line end outside of an environment with lines at 2 <\\\\> → put the lines in `\\begin{aligned}` … `\\end{aligned}`"
    ),
    ("x^", "nothing follows `^` at 1 <^> → write `^{…}`"),
    ("x_a_b", "a second subscript at 3 <_> → put both in braces: `a_{b_c}`"),
    ("\\frac{a}", "nothing follows `\\frac` at 0 <\\frac> → write `\\frac{…}`"),
    (
      "\\left( x",
      "`\\left` without its `\\right` at 0 <\\left> → write `\\right` and a delimiter, or `\\right.` for none, in the same group"
    ),
    ("x \\right)", "`\\right` without its `\\left` at 2 <\\right>"),
    (
      "\\left x \\right)",
      "`\\left` is not followed by a delimiter at 0 <\\left> → write one such as `\\left(`, or `\\left.` for none"
    ),
    ("\\begin{csaes}\\end{csaes}", "there is no environment `csaes` at 7 <csaes> → write `cases`"),
    ("\\begin{cases} x", "`\\begin{cases}` is not ended at 0 <\\begin{cases}> → write `\\end{cases}`"),
    (
      "\\begin{cases} x \\end{matrix}",
      "`\\begin{cases}` is ended by `\\end{matrix}` at 21 <matrix> → write `cases`"
    ),
    (
      "\\text{a $x$}",
      "a `$` inside `\\text` at 8 <$> → end the text before the formula: `\\text{…} x \\text{…}`"
    ),
    (
      "x \\limits",
      "`\\limits` must follow an operator that has limits at 2 <\\limits> → write it directly after `\\sum` or the like"
    ),
    ("", "an empty formula at 0 <> → write one, or remove it"),
    ("\\", "a `\\` without a name at 0 <\\> → write `\\backslash` for the sign"),
  ])
  func messages(_ tex: String, _ expected: String) {
    #expect(error(tex) == expected)
  }

  @Test func depthAndSizeAreBounded() {
    let deep = String(repeating: "{", count: 63) + "x" + String(repeating: "}", count: 63)
    #expect(error(deep) == "no error")
    #expect(error("{" + deep + "}").hasPrefix("groups are nested more than 64 deep"))
    #expect(
      error(String(repeating: "\\hat", count: 4000) + "x").hasPrefix("groups are nested more than 64 deep"))
    #expect(
      error(String(repeating: "\\displaystyle", count: 1500)).hasPrefix("groups are nested more than 64 deep")
    )
    #expect(error(String(repeating: "\\sqrt[", count: 3000)).hasPrefix("a `[` without its `]`"))
    #expect(error(String(repeating: "x", count: 20_001)).hasPrefix("the formula has 20001 bytes"))
  }

  /// Whatever the text, there is a result or an error that lies inside it.
  @Test func anyTextIsRead() {
    let pieces = [
      "\\frac", "\\left", "\\right", "(", ")", "{", "}", "_", "^", "'", "\\begin{cases}", "\\end{cases}", "&",
      "\\\\",
      "x", "1", ".", "\\sum", "\\limits", "\\text{a}", "\\sqrt", "[", "]", "\\", "%", "\n", "$", "é",
      "\\middle|",
      "\\substack{", "\\not", "\\operatorname*{a}", "\\big", "\\begin{array}{l}", "\\end{array}",
    ]
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      var tex = ""
      for _ in 0..<8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        tex += pieces[Int(state >> 33) % pieces.count]
      }
      do throws(FormulaError) {
        let formula = try Formula(tex: tex)
        #expect(Self.isBalanced(formula.mathML(display: true)), "\(tex)")
      } catch {
        #expect(error.range.lowerBound >= 0 && error.range.upperBound <= tex.utf8.count, "\(tex)")
      }
    }
  }

  /// Whether every start tag has its end tag.
  private static func isBalanced(_ markup: [UInt8]) -> Bool {
    var open: [Substring] = []
    for piece in String(decoding: markup, as: UTF8.self).split(separator: "<") {
      guard let end = piece.firstIndex(of: ">") else { return false }
      let tag = piece[..<end]
      if tag.hasSuffix("/") { continue }
      let name = tag.prefix { $0 != " " }
      if name.hasPrefix("/") {
        if open.popLast() != name.dropFirst() { return false }
      } else {
        open.append(name)
      }
    }
    return open.isEmpty
  }
}
