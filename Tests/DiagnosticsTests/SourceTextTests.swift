import Diagnostics
import Testing

struct SourceTextTests {
  private let source = SourceText(path: "a.md", text: "one\ntwö 😀x\r\n\tthree")

  @Test func columnsCountUnicodeScalarsAcrossAllLineEndings() {
    #expect(source.position(at: 0) == SourcePosition(line: 1, column: 1))
    #expect(source.position(at: 3) == SourcePosition(line: 1, column: 4))
    #expect(source.position(at: 4) == SourcePosition(line: 2, column: 1))
    // After "twö " (5 bytes) and the emoji (4 bytes).
    #expect(source.position(at: 13) == SourcePosition(line: 2, column: 6))
    #expect(source.position(at: 1_000) == SourcePosition(line: 3, column: 7))
    #expect(source.position(at: -1) == SourcePosition(line: 1, column: 1))
    #expect(SourceText(path: "a.md", text: "one\rtwo").position(at: 5) == SourcePosition(line: 2, column: 2))
    #expect(SourceText(path: "a.md", text: "").position(at: 1) == SourcePosition(line: 1, column: 1))
  }

  @Test func offsetsOfLines() {
    #expect(source.offset(ofLine: 1) == 0)
    #expect(source.offset(ofLine: 2) == 4)
    #expect(source.offset(ofLine: 3) == 16)
    #expect(source.offset(ofLine: 9) == source.bytes.count)
  }

  @Test func spanHasTheTextOfItsFirstLine() {
    let span = source.span(9..<13)
    #expect(span.label == "a.md:2:5")
    #expect(span.end == SourcePosition(line: 2, column: 6))
    #expect(span.line == "twö 😀x")
  }

  @Test func spanBeyondTheTextIsClampedToItsEnd() {
    let span = source.span(500..<600)
    #expect(span.start == span.end)
    #expect(span.label == "a.md:3:7")
  }

  @Test func lineSpanExcludesIndentationAndCarriageReturn() {
    let third = source.span(ofLine: 3)
    #expect(third.start == SourcePosition(line: 3, column: 2))
    #expect(third.end == SourcePosition(line: 3, column: 7))
    #expect(source.span(ofLine: 2).end == SourcePosition(line: 2, column: 7))
  }

  @Test func spanFromCompilerLineAndColumn() {
    let span = source.span(line: 2, column: 5)
    #expect(span.start == SourcePosition(line: 2, column: 5))
    #expect(span.label == "a.md:2:5")
    // Beyond the end of the line: the end of the line.
    #expect(source.span(line: 1, column: 40).start == SourcePosition(line: 1, column: 4))
  }

  /// What is shown of a line, with the character at an offset of the text between « and ».
  private func excerpt(_ text: String, at offset: Int) -> String {
    let span = SourceText(path: "a.json", text: text).span(offset..<(offset + 1))
    var scalars = Array(span.line.unicodeScalars)
    let index = span.start.column - span.lineColumn
    scalars.insert("»", at: index + 1)
    scalars.insert("«", at: index)
    return String(String.UnicodeScalarView(scalars))
  }

  @Test func excerptOfALineOver240BytesIsCutTo160() {
    func a(_ count: Int) -> String { String(repeating: "a", count: count) }
    func b(_ count: Int) -> String { String(repeating: "b", count: count) }
    #expect(excerpt(a(239) + "X", at: 239) == a(239) + "«X»")
    #expect(
      excerpt("first\n" + a(500) + "X" + b(500) + "\nlast", at: 506) == "…" + a(60) + "«X»" + b(99) + "…")
    #expect(excerpt("X" + b(500), at: 0) == "«X»" + b(159) + "…")
    #expect(excerpt(a(500) + "X", at: 500) == "…" + a(159) + "«X»")
  }

  @Test func excerptIsCutAtCharacterBoundaries() {
    let text = String(repeating: "é", count: 300) + "X" + String(repeating: "😀", count: 300)
    #expect(
      excerpt(text, at: 600)
        == "…" + String(repeating: "é", count: 30) + "«X»" + String(repeating: "😀", count: 24) + "…")
  }

  @Test func columnsAreExactDeepInALongMultibyteLine() {
    let source = SourceText(path: "a.md", text: "ö\n" + String(repeating: "aö", count: 1_000))
    for index in [0, 1, 511, 512, 513, 1_999] {
      // Line 2 begins at byte 3; two characters take three bytes.
      let offset = 3 + index / 2 * 3 + index % 2
      #expect(source.position(at: offset) == SourcePosition(line: 2, column: 1 + index))
    }
  }

  @Test func textOfARange() {
    #expect(source.text(in: 4..<8) == "twö")
    #expect(source.text(in: 17..<900) == "three")
    #expect(source.text == "one\ntwö 😀x\r\n\tthree")
  }

  @Test func sortsFindingsByPlaceStably() {
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
