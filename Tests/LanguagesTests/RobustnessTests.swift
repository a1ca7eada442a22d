import Languages
import Testing

private let languages = [
  "swift", "python", "json", "sh", "console", "yaml", "toml", "http", "sql", "javascript", "c", "go", "rust",
  "java",
  "html", "css", "diff", "markdown", "mermaid", "promql", "dockerfile", "none",
]

private let fragments = [
  "\"", "'", "\"\"\"", "'''", "\\", "\\(", "#\"", "\"#", "${", "$(", "$", "}", ")", "{", "(", "`", "```",
  "<!--", "-->",
  "<script>", "</script", "<<EOF\n", "EOF", "/*", "*/", "//", "--", "#", "@", "@x", "\n", "  ", "f\"{", "x",
  "let",
  "é", "日", "1e", "0x", ":", "|", ">", "<", "&", "=", "- ", "---\n", "[", "]", "/", "!", "%", ".", ";",
  "\r\n", "\\u",
]

struct RobustnessTests {
  /// SplitMix64, so that every run tries the same inputs.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  @Test(arguments: languages)
  func highlightingKeepsEveryByteOfTheCode(language: String) {
    var random = Generator(state: 7)
    for _ in 0..<400 {
      var code = ""
      for _ in 0..<Int.random(in: 0..<14, using: &random) {
        code += fragments[Int.random(in: 0..<fragments.count, using: &random)]
      }
      let html = Highlighter.html(code, language: language)
      #expect(Array(textContent(html).utf8) == Array(code.utf8), "\(language): \(code.debugDescription)")
    }
  }

  @Test func unboundedNestingDoesNotOverflowTheStack() {
    for (language, piece) in [
      ("swift", "\"\\("), ("js", "`${"), ("sh", "\"$("), ("python", "f\"{"), ("markdown", "```md\n"),
    ] {
      let code = String(repeating: piece, count: 20_000)
      #expect(Highlighter.html(code, language: language).utf8.count >= code.utf8.count)
    }
  }

  /// Shell code is read for its paths, options and variables without being run.
  @Test(arguments: [
    ("$[", "]"), ("$(", ")"), ("${a:-", "}"), ("\"$(", ")\""), ("`", "`"), ("[ ", ""), ("a[", "]=1 "),
    ("((", "))"),
    ("{ ", "; }"),
  ])
  func unboundedNestingOfShellIsRead(open: String, close: String) {
    let code = String(repeating: open, count: 20_000) + String(repeating: close, count: 20_000)
    #expect(ShellScript(code).commands.count <= 20_001)
  }
}
