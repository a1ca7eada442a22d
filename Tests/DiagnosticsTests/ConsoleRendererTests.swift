import Diagnostics
import Testing

@Suite("Console")
struct ConsoleRendererTests {
  private let rule = Rule("dead-link", .error, "A link leads nowhere")

  /// Marks the range between « and » in a text, and renders a finding there.
  private func render(_ marked: String, color: Bool = false) throws -> String {
    let parts = marked.split(separator: "«", omittingEmptySubsequences: false)
    let rest = try #require(parts.last).split(separator: "»", omittingEmptySubsequences: false)
    let text = String(parts[0] + rest[0] + rest[1])
    let start = parts[0].utf8.count
    let source = SourceText(path: "p.md", text: text)
    let diagnostic = Diagnostic(rule, "it is dead", at: source.span(start..<(start + rest[0].utf8.count)))
    return ConsoleRenderer(color: color).render(diagnostic)
  }

  @Test("The caret stands under the range")
  func caret() throws {
    #expect(
      try render("first\nSee [this](«quik.md»).\n") == """
        p.md:2:12: error: it is dead [dead-link]
         2 | See [this](quik.md).
           |            ^~~~~~~

        """)
  }

  @Test("An empty range is one caret")
  func empty() throws {
    #expect(try render("abc«»").hasSuffix(" 1 | abc\n   |    ^\n"))
  }

  @Test("Tabs before the range are kept")
  func tabs() throws {
    #expect(try render("\tlet\tx = «y»").hasSuffix(" 1 | \tlet\tx = y\n   | \t   \t    ^\n"))
  }

  @Test("Wide characters take two cells, combining marks none")
  func wide() throws {
    #expect(try render("日本 «語x»").hasSuffix(" 1 | 日本 語x\n   |      ^~~\n"))
    #expect(try render("e\u{301} «b»").hasSuffix("   |   ^\n"))
    #expect(try render("😀«b»").hasSuffix("   |   ^\n"))
    #expect(try render("🚀«b»").hasSuffix("   |   ^\n"))
    #expect(try render("✅«b»").hasSuffix("   |   ^\n"))
  }

  @Test("A range over several lines is marked to the end of its first")
  func multiline() throws {
    #expect(
      try render("a «bc\nde» f") == """
        p.md:1:3: error: it is dead [dead-link]
         1 | a bc
           |   ^~

        """)
  }

  @Test("The gutter is as wide as the line number")
  func gutter() throws {
    let text = String(repeating: "\n", count: 99) + "«x»"
    #expect(try render(text).hasSuffix(" 100 | x\n     | ^\n"))
  }

  @Test("Notes, fix and details")
  func parts() {
    let source = SourceText(path: "p.md", text: "x")
    let diagnostic = Diagnostic(
      rule, "it is dead", at: source.span(0..<1),
      notes: [.init("it was here"), .init("and here", span: source.span(0..<1))], fix: "write `quick.md`",
      details: "- a\n+ b", severity: .warning)
    #expect(
      ConsoleRenderer().render(diagnostic) == """
        p.md:1:1: warning: it is dead [dead-link]
         1 | x
           | ^
           = note: it was here
           = note: p.md:1:1: and here
           = fix: write `quick.md`
           | - a
           | + b

        """)
  }

  @Test("A finding without a place")
  func noPlace() {
    #expect(
      ConsoleRenderer().render(Diagnostic(rule, "no program `swiftc`", fix: "install Swift")) == """
        error: no program `swiftc` [dead-link]
          = fix: install Swift

        """)
  }

  @Test("Details with the line ends of Windows")
  func carriageReturns() {
    let text = ConsoleRenderer().render(Diagnostic(rule, "m", details: "a\r\nb\r\n"))
    #expect(text == "error: m [dead-link]\n  | a\n  | b\n  | \n")
  }

  @Test("Colour surrounds, and takes nothing away")
  func color() throws {
    let plain = try render("a «b»")
    let colored = try render("a «b»", color: true)
    #expect(colored.contains("\u{1B}[1;31merror: \u{1B}[0m"))
    var stripped = ""
    var isEscape = false
    for scalar in colored.unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true }
      if !isEscape { stripped.unicodeScalars.append(scalar) }
      if scalar == "m" { isEscape = false }
    }
    #expect(stripped == plain)
  }

  @Test("Control characters of the source do not reach the terminal")
  func control() throws {
    #expect(
      try render("a\u{1B}[2J\u{202E} «b»") == """
        p.md:1:8: error: it is dead [dead-link]
         1 | a␛[2J\u{FFFD} b
           |        ^

        """)
    let message = ConsoleRenderer().render(Diagnostic(rule, "found \u{1B}[31m\u{9B}"))
    #expect(message == "error: found ␛[31m\u{FFFD} [dead-link]\n")
  }

  @Test("Summary")
  func summary() {
    let warning = Diagnostic(rule, "x", severity: .warning)
    let error = Diagnostic(rule, "x")
    #expect(ConsoleRenderer.summary([]) == "no findings")
    #expect(ConsoleRenderer.summary([error, warning, error]) == "2 errors, 1 warning")
  }
}
