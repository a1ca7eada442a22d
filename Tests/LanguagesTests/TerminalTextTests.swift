import Testing

@testable import Languages

struct TerminalTextTests {
  @Test(arguments: [
    ("plain\n\ttext é\n", "plain\n\ttext é\n"), ("a\r\nb\r\n", "a\nb\n"), ("1%\r50%\r100%\n", "100%\n"),
    ("100%\r5%\n", "5%0%\n"), ("\u{1B}[31mred\u{1B}[0m \u{1B}[1;38;5;9mbold\u{1B}[m\n", "red bold\n"),
    ("a\0b\u{7}\n", "ab\n"), ("abc\u{8}\u{8}X\n", "aXc\n"), ("long\r\u{1B}[Kx\n", "x\n"),
    ("one\ntwo\n\u{1B}[2A\u{1B}[2Kdone\n", "done\ntwo\n"), ("a\u{1B}[3Cb\n", "a   b\n"),
    ("\u{1B}]0;title\u{7}text\n", "text\n"),
    ("\u{1B}]8;;https://a.b\u{1B}\\link\u{1B}]8;;\u{1B}\\\n", "link\n"),
    // Bars that go back by characters, that are taken away at the end, and that have several lines.
    ("[    ]\u{8}\u{8}\u{8}\u{8}\u{8}##\n", "[##  ]\n"), ("50%\r\u{1B}[2K\rready\n", "ready\n"),
    ("a: 1\nb: 1\n\u{1B}[1A\u{1B}[2Kb: 2\r\u{1B}[1Aa: 2\u{1B}[1B\n", "a: 2\nb: 2\n"),
    ("\u{1B}[?25lx\u{1B}[?25h\n", "x\n"), ("\u{1B}(B\u{1B}[mx\n", "x\n"), ("\u{9B}31mx\u{9B}0m\n", "x\n"),
    ("one\u{1B}7\ntwo\u{1B}8!\n", "one!\ntwo"), ("old\n\u{1B}[2J\u{1B}[Hnew\n", "new\n"),
    ("abc\u{1B}[2Dx\u{1B}[K\n", "ax\n"), ("abcdef\u{1B}[3G\u{1B}[2P\n", "abef\n"),
    ("a\u{1B}[3;2Hb", "a\n\n b"),
    // Tabs stay tabs unless they are written over, or pass over text.
    ("a\tb\r\n", "a\tb\n"), ("\tb\rx\n", "x       b\n"), ("0123456789\r\tX\n", "01234567X9\n"),
    // A wide character takes two columns, a combining mark none.
    ("日本\rab\n", "ab本\n"), ("日本\u{8}x\n", "日 x\n"), ("e\u{301}x\r\u{1B}[1Cy\n", "e\u{301}y\n"),
    ("🎉 done\rok\n", "ok done\n"), ("\r\nlast", "\nlast"), ("x  \r", "x  "),
    ("\u{1B}", ""), ("\u{1B}[", ""), ("a\u{1B}[99999999Cb", "a" + String(repeating: " ", count: 9_999) + "b"),
  ])
  func aReaderSeesTheLastStateWithoutColours(_ printed: String, _ seen: String) {
    #expect(TerminalText.plain(printed) == seen)
  }

  @Test func movementsDoNotFillTheMemory() {
    let text = String(repeating: "\u{1B}[9999Cx\n", count: 50_000)
    #expect(TerminalText.plain(text).utf8.count < 4_000_000)
    #expect(TerminalText.plain(String(repeating: "\u{1B}[9999B", count: 50_000)).utf8.count <= 10_000)
  }

  @Test func manyLinesAreReadInLinearTime() {
    let text = String(repeating: "\u{1B}[32mok\u{1B}[0m\n", count: 50_000)
    #expect(TerminalText.plain(text) == String(repeating: "ok\n", count: 50_000))
  }
}
