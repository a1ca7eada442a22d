import Diagnostics
import Foundation
import TestSupport
import Testing

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

  @Test func theCaretIsUnderTheRange() throws {
    try expectText(
      render("first\nSee [this](«quik.md»).\n"),
      """
      p.md:2:12: error: it is dead [dead-link]
       2 | See [this](quik.md).
         |            ^~~~~~~

      """)
  }

  @Test func anEmptyRangeIsOneCaret() throws {
    #expect(try render("abc«»").hasSuffix(" 1 | abc\n   |    ^\n"))
  }

  @Test func tabsBeforeTheRangeAreKept() throws {
    #expect(try render("\tlet\tx = «y»").hasSuffix(" 1 | \tlet\tx = y\n   | \t   \t    ^\n"))
  }

  @Test func caretPositionCountsWideAndCombiningCharacters() throws {
    #expect(try render("日本 «語x»").hasSuffix(" 1 | 日本 語x\n   |      ^~~\n"))
    #expect(try render("e\u{301} «b»").hasSuffix("   |   ^\n"))
    #expect(try render("😀«b»").hasSuffix("   |   ^\n"))
    #expect(try render("🚀«b»").hasSuffix("   |   ^\n"))
    #expect(try render("✅«b»").hasSuffix("   |   ^\n"))
  }

  @Test func multilineRangeIsMarkedToTheEndOfItsFirstLine() throws {
    try expectText(
      render("a «bc\nde» f"),
      """
      p.md:1:3: error: it is dead [dead-link]
       1 | a bc
         |   ^~

      """)
  }

  @Test func theGutterIsAsWideAsTheLineNumber() throws {
    let text = String(repeating: "\n", count: 99) + "«x»"
    #expect(try render(text).hasSuffix(" 100 | x\n     | ^\n"))
  }

  @Test func notesFixAndDetails() {
    let source = SourceText(path: "p.md", text: "x")
    let diagnostic = Diagnostic(
      rule, "it is dead", at: source.span(0..<1),
      notes: [.init("it was here"), .init("and here", span: source.span(0..<1))], fix: "write `quick.md`",
      details: "- a\n+ b", severity: .warning)
    expectText(
      ConsoleRenderer().render(diagnostic),
      """
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

  @Test func rendersFindingWithoutLocation() {
    expectText(
      ConsoleRenderer().render(Diagnostic(rule, "no program `swiftc`", fix: "install Swift")),
      """
      error: no program `swiftc` [dead-link]
        = fix: install Swift

      """)
  }

  @Test func detailsWithWindowsLineEndings() {
    let text = ConsoleRenderer().render(Diagnostic(rule, "m", details: "a\r\nb\r\n"))
    #expect(text == "error: m [dead-link]\n  | a\n  | b\n  | \n")
  }

  @Test func colorDoesNotChangeTheText() throws {
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

  @Test func escapesControlCharactersOfTheSource() throws {
    try expectText(
      render("a\u{1B}[2J\u{202E} «b»"),
      """
      p.md:1:8: error: it is dead [dead-link]
       1 | a␛[2J[U+202E] b
         |               ^

      """)
    let message = ConsoleRenderer().render(Diagnostic(rule, "found \u{1B}[31m\u{9B}"))
    #expect(message == "error: found ␛[31m[U+009B] [dead-link]\n")
  }

  @Test func theSummaryCountsEachSeverity() {
    let warning = Diagnostic(rule, "x", severity: .warning)
    let error = Diagnostic(rule, "x")
    #expect(ConsoleRenderer.summary([]) == "no findings")
    #expect(ConsoleRenderer.summary([error, warning, error]) == "2 errors, 1 warning")
  }

  @Test func findingOnAVeryLongLineShowsAShortExcerpt() {
    let source = SourceText(
      path: "p.md", text: String(repeating: "word ", count: 200_000) + "[x](gone.md)\n")
    let text = ConsoleRenderer().render(
      Diagnostic(rule, "it is dead", at: source.span(1_000_004..<1_000_011)))
    #expect(text.hasPrefix("p.md:1:1000005: error: it is dead [dead-link]\n 1 | …rd word word "))
    #expect(text.hasSuffix(" word [x](gone.md)\n   | " + String(repeating: " ", count: 153) + "^~~~~~~\n"))
  }

  @Test func manyFindingsOnOneLineAreCutAndCounted() {
    let source = SourceText(path: "p.json", bytes: [UInt8](repeating: UInt8(ascii: "x"), count: 145_000))
    let findings = (0..<20_000).map { Diagnostic(rule, "it is dead \($0)", at: source.span($0..<($0 + 1))) }
    let text = ConsoleRenderer().render(findings)
    #expect(text.utf8.count < 50_000)
    #expect(text.hasSuffix("\nNot shown:\n  p.json: 19900 errors\n`--format json` prints all findings.\n"))
    #expect(text.components(separatedBy: "it is dead").count - 1 == 100)
  }

  @Test func countsHiddenFindingsPerFile() {
    let findings = (0..<50).map { index in
      Diagnostic(
        rule, "it is dead \(index)", at: SourceText(path: "\(index / 2 + 10).md", text: "x").span(0..<1))
    }
    var renderer = ConsoleRenderer()
    renderer.limits.findings = 1
    let text = renderer.render(findings)
    #expect(text.contains("\nNot shown:\n  10.md: 1 error\n  11.md: 2 errors\n"))
    #expect(
      text.hasSuffix("  29.md: 2 errors\n  5 more files: 10 errors\n`--format json` prints all findings.\n"))
  }

  @Test func caretCoversTheEscapedFormOfAControlCharacter() throws {
    try expectText(
      render("a «\u{2067}»\u{1B} b"),
      """
      p.md:1:3: error: it is dead [dead-link]
       1 | a [U+2067]␛ b
         |   ^~~~~~~~

      """)
  }

  @Test func totalOutputSizeIsLimited() {
    let long = String(repeating: "x", count: 10_000)
    let details = Array(repeating: long, count: 20).joined(separator: "\n")
    let findings = (0..<200).map { index in
      Diagnostic(
        rule, long, at: SourceText(path: "\(index).md", text: "x").span(0..<1),
        notes: Array(repeating: .init(long), count: 50), fix: long, details: details)
    }
    #expect(ConsoleRenderer().render(findings[0]).utf8.count < 50_000)
    let text = ConsoleRenderer().render(findings)
    #expect(text.utf8.count < 5 << 20)
    #expect(text.hasSuffix("`--format json` prints all findings.\n"))
  }

  @Test func longMessagesAndDetailsAreCut() {
    var diagnostic = Diagnostic(rule, String(repeating: "é", count: 600))
    #expect(
      ConsoleRenderer().render(diagnostic)
        == "error: " + String(repeating: "é", count: 500) + "… [dead-link]\n")
    diagnostic = Diagnostic(rule, "it is dead", details: (1...203).map { "\($0)" }.joined(separator: "\n"))
    #expect(ConsoleRenderer().render(diagnostic).hasSuffix("  | 200\n  | … 3 more lines\n"))
  }
}
