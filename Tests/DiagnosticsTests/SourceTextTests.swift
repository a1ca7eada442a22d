import Diagnostics
import Testing

@Suite("Source text")
struct SourceTextTests {
  private let source = SourceText(path: "a.md", text: "one\ntwö 😀x\r\n\tthree")

  @Test("Columns count Unicode scalars, lines count line feeds")
  func positions() {
    #expect(source.position(at: 0) == SourcePosition(line: 1, column: 1))
    #expect(source.position(at: 3) == SourcePosition(line: 1, column: 4))
    #expect(source.position(at: 4) == SourcePosition(line: 2, column: 1))
    // After "twö " (5 bytes) and the emoji (4 bytes).
    #expect(source.position(at: 13) == SourcePosition(line: 2, column: 6))
    #expect(source.position(at: 1_000) == SourcePosition(line: 3, column: 7))
    #expect(source.position(at: -1) == SourcePosition(line: 1, column: 1))
  }

  @Test("Offsets of lines")
  func offsets() {
    #expect(source.offset(ofLine: 1) == 0)
    #expect(source.offset(ofLine: 2) == 4)
    #expect(source.offset(ofLine: 3) == 16)
    #expect(source.offset(ofLine: 9) == source.bytes.count)
  }

  @Test("A span has the text of its first line without the line end")
  func span() {
    let span = source.span(9..<13)
    #expect(span.label == "a.md:2:5")
    #expect(span.end == SourcePosition(line: 2, column: 6))
    #expect(span.line == "twö 😀x")
  }

  @Test("A span beyond the text is its end")
  func spanBeyond() {
    let span = source.span(500..<600)
    #expect(span.start == span.end)
    #expect(span.label == "a.md:3:7")
  }

  @Test("The span of a line leaves out its indentation and its carriage return")
  func lineSpan() {
    let third = source.span(ofLine: 3)
    #expect(third.start == SourcePosition(line: 3, column: 2))
    #expect(third.end == SourcePosition(line: 3, column: 7))
    #expect(source.span(ofLine: 2).end == SourcePosition(line: 2, column: 7))
  }

  @Test("The span of a line and a column, as compilers say them")
  func lineAndColumn() {
    let span = source.span(line: 2, column: 5)
    #expect(span.start == SourcePosition(line: 2, column: 5))
    #expect(span.label == "a.md:2:5")
    // Beyond the end of the line: the end of the line.
    #expect(source.span(line: 1, column: 40).start == SourcePosition(line: 1, column: 4))
  }

  @Test("Text of a range")
  func text() {
    #expect(source.text(in: 4..<8) == "twö")
    #expect(source.text(in: 17..<900) == "three")
    #expect(source.text == "one\ntwö 😀x\r\n\tthree")
  }

  @Test("Findings are sorted by place, those without one first, equal places as they came")
  func sorting() {
    let rule = Rule("a-rule", .warning, "A rule")
    let findings = [
      Diagnostic(rule, "third", at: source.span(4..<5)), Diagnostic(rule, "second", at: source.span(0..<1)),
      Diagnostic(rule, "fourth", at: source.span(4..<6)), Diagnostic(rule, "first"),
    ]
    #expect(findings.sortedByPlace().map(\.message) == ["first", "second", "third", "fourth"])
    #expect(!findings.hasErrors)
    #expect([Diagnostic(rule, "x", severity: .error)].hasErrors)
  }
}
