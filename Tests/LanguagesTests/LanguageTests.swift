import Languages
import Testing

struct LanguageTests {
  @Test func escapesHTMLAndLeavesUnknownLanguagesPlain() {
    #expect(Highlighter.html("a < b && c > \"d\"", language: "cobol") == "a &lt; b &amp;&amp; c &gt; \"d\"")
    #expect(Highlighter.html("if (a<b) {}", language: "c") == "<span class=\"k\">if</span> (a&lt;b) {}")
    #expect(Highlighter.html("let", language: "Swift") == "<span class=\"k\">let</span>")
  }

  @Test func swiftKeywordsTypesCallsAndAttributes() {
    #expect(
      spans("@MainActor let job = try await client.start(config: .default) // go", "swift")
        == "a‹@MainActor› k‹let› job = k‹try› k‹await› client.f‹start›(config: .p‹default›) c‹// go›")
    #expect(
      spans("for step in 1...0xFF { f($0) }", "swift") == "k‹for› step k‹in› m‹1›...m‹0xFF› { f‹f›(v‹$0›) }")
    #expect(
      spans("#if os(Linux)\nlet x: Int? = nil", "swift")
        == "a‹#if› f‹os›(t‹Linux›)\nk‹let› x: t‹Int›? = l‹nil›")
    #expect(spans("/* a /* b */ c */ d", "swift") == "c‹/* a /* b */ c */› d")
  }

  @Test func swiftInterpolatedRawAndMultilineStrings() {
    #expect(
      spans(#"print("\(jobs.count) of \(f("x)")) \n\u{1F600}")"#, "swift")
        == #"f‹print›(s‹"›e‹\(›jobs.p‹count›e‹)›s‹ of ›e‹\(›f‹f›(s‹"x)"›)e‹)›s‹ ›e‹\n›e‹\u{1F600}›s‹"›)"#)
    #expect(
      spans(##"let r = #"a"b\n\#(x)"# + y"##, "swift") == ##"k‹let› r = s‹#"a"b\n›e‹\#(›xe‹)›s‹"#› + y"##)
    #expect(
      spans("let t = \"\"\"\n  a \"b\" \\(c)\n  \"\"\"\nlet", "swift")
        == "k‹let› t = s‹\"\"\"\n  a \"b\" ›e‹\\(›ce‹)›s‹\n  \"\"\"›\nk‹let›")
    #expect(spans("let s = \"open\nlet", "swift") == "k‹let› s = s‹\"open›\nk‹let›")
  }

  @Test func pythonDecoratorsStringsAndSoftKeywords() {
    #expect(
      spans("@dataclass(frozen=True)\nclass Job:\n    def run(self) -> None: # go", "python")
        == "a‹@dataclass›(frozen=l‹True›)\nk‹class› t‹Job›:\n    k‹def› f‹run›(v‹self›) -> l‹None›: c‹# go›")
    #expect(
      spans(#"print(f"{job['id']!r:>{w}} {{x}} \n")"#, "py")
        == #"f‹print›(s‹f"›e‹{›job[s‹'id'›]e‹!r:>›e‹{›we‹}›e‹}›s‹ {{x}} ›e‹\n›s‹"›)"#)
    #expect(spans("x = '''a\n'b'\n'''\nr\"\\d\"", "python") == "x = s‹'''a\n'b'\n'''›\ns‹r\"\\d\"›")
    #expect(
      spans("match = 1\nmatch x:\n  case 2: pass", "python")
        == "match = m‹1›\nk‹match› x:\n  k‹case› m‹2›: k‹pass›")
    #expect(spans("MAX = a @ b", "python") == "MAX = a @ b")
  }

  @Test func jsonNamesStringsNumbersAndLiterals() {
    #expect(
      spans(#"{"id": -1.5e3, "ok": true, "s": "a\"\u00e9", "<uuid>": null}"#, "json")
        == #"{p‹"id"›: m‹-1.5e3›, p‹"ok"›: l‹true›, p‹"s"›: s‹"a›e‹\"›e‹\u00e9›s‹"›, p‹"<uuid>"›: l‹null›}"#)
  }

  @Test func shellCommandsVariablesAndHereDocuments() {
    #expect(
      spans("SEED=1 curl -sS \"$URL/x\" | jq -r '.id' # get", "sh")
        == "v‹SEED›=1 f‹curl› a‹-sS› s‹\"›v‹$URL›s‹/x\"› | f‹jq› a‹-r› s‹'.id'› c‹# get›")
    #expect(
      spans("id=$(date +%s)\nif [ -z \"${id}\" ]; then exit 1; fi", "bash")
        == "v‹id›=e‹$(›f‹date› +%se‹)›\nk‹if› [ a‹-z› s‹\"›v‹${id}›s‹\"› ]; k‹then› k‹exit› m‹1›; k‹fi›")
    #expect(
      spans("cat <<EOF > f\nid: $ID if\nEOF\necho", "sh")
        == "f‹cat› a‹<<EOF› > f\ns‹id: ›v‹$ID›s‹ if\n›a‹EOF›\nf‹echo›")
    #expect(spans("cat <<'EOF'\n$ID\nEOF", "sh") == "f‹cat› a‹<<'EOF'›\ns‹$ID\n›a‹EOF›")
  }

  @Test func shellAssignmentsAfterExport() {
    #expect(
      spans("export A=1 && ID=$(f \"$A\")", "sh")
        == "k‹export› v‹A›=1 && v‹ID›=e‹$(›f‹f› s‹\"›v‹$A›s‹\"›e‹)›")
  }

  @Test func consoleSeparatesCommandsFromOutput() {
    #expect(
      spans("$ flowdocs check \\\n    docs\n2 errors\n$ ls -l", "console")
        == "g‹$ ›f‹flowdocs› check \\\n    docs\no‹2 errors\n›g‹$ ›f‹ls› a‹-l›")
  }

  @Test func promptsAreRecognizedInShellAndPythonBlocks() {
    #expect(spans("$ ls -l\na\n", "sh") == "g‹$ ›f‹ls› a‹-l›\no‹a\n›")
    #expect(
      spans(">>> for i in x:\n...   i\n...\n1\n... 2\n>>> 3", "pycon")
        == "g‹>>> ›k‹for› i k‹in› x:\ng‹... ›  i\ng‹...›\no‹1\n›o‹... 2\n›g‹>>> ›m‹3›")
    #expect(spans(">>> 1\n1\n", "python") == "g‹>>> ›m‹1›\no‹1\n›")
  }

  @Test func yamlKeysScalarsAndComments() {
    #expect(
      spans("a: 1 # one\nlist:\n  - name: \"x\"\n    on: true\ntext: |\n  k: v\nend: plain words", "yaml")
        == "p‹a›: m‹1› c‹# one›\np‹list›:\n  - p‹name›: s‹\"x\"›\n    p‹on›: l‹true›\np‹text›: a‹|›\n"
        + "  s‹k: v›\np‹end›: s‹plain words›"
    )
  }

  @Test func httpStartLineHeadersAndJSONBody() {
    #expect(
      spans("POST /api HTTP/1.1\nAuthorization: Bearer $JWT_TOKEN\n\n{\"id\": 1}", "http")
        == "k‹POST› s‹/api› k‹HTTP/1.1›\np‹Authorization›: Bearer v‹$JWT_TOKEN›\n\n{p‹\"id\"›: m‹1›}")
    #expect(spans("HTTP/1.1 429 Too Many Requests", "http") == "k‹HTTP/1.1› m‹429› s‹Too Many Requests›")
  }

  @Test func sqlTOMLJavaScript() {
    #expect(
      spans("SELECT count(*) FROM jobs WHERE s = 'it''s' -- all", "sql")
        == "k‹SELECT› f‹count›(*) k‹FROM› jobs k‹WHERE› s = s‹'it''s'› c‹-- all›")
    #expect(
      spans("[tool]\nname = \"x\" # n\nports = [\n  1,\n]\nok = true", "toml")
        == "h‹[tool]›\np‹name› = s‹\"x\"› c‹# n›\np‹ports› = [\n  m‹1›,\n]\np‹ok› = l‹true›")
    #expect(
      spans("const r = /a[/]b/g.test(`x ${y / 2}`)", "js")
        == "k‹const› r = s‹/a[/]b/g›.f‹test›(s‹`x ›e‹${›y / m‹2›e‹}›s‹`›)")
  }

  @Test func htmlWithEmbeddedScriptAndCSS() {
    #expect(
      spans("<a href=\"x\">b&amp;</a><!-- c -->", "html")
        == "k‹<a› p‹href›=s‹\"x\"›k‹>›be‹&amp;›k‹</a›k‹>›c‹<!-- c -->›")
    #expect(spans("<script>let a</script>", "html") == "k‹<script›k‹>›k‹let› ak‹</script›k‹>›")
    #expect(
      spans(".card:hover { color: #fff; margin: 0 2px var(--gap) }", "css")
        == "t‹.card›:k‹hover› { p‹color›: m‹#fff›; p‹margin›: m‹0› m‹2px› f‹var›(v‹--gap›) }")
  }

  @Test func diffMarkdownMermaidAndPromQL() {
    #expect(spans("@@ -1 +1 @@\n-old\n+new\n same", "diff") == "a‹@@ -1 +1 @@›\nd‹-old›\ni‹+new›\n same")
    #expect(
      spans("# T\n\nSee `x` in [y](z.md).\n```json\n{\"a\":1}\n```\n- b", "markdown")
        == "h‹# T›\n\nSee s‹`x`› in [y](p‹z.md›).\na‹```json›\n{p‹\"a\"›:m‹1›}\na‹```›\nk‹-› b")
    #expect(
      spans("flowchart LR\n  A[API] -->|start| B %% c", "mermaid")
        == "flowchart l‹LR›\n  A[API] e‹-->›s‹|start|› B c‹%% c›")
    #expect(
      spans("sum by (state) (rate(training_jobs_total{state=\"failed\"}[5m])) > 0.1", "promql")
        == "sum k‹by› (state) (f‹rate›(training_jobs_total{p‹state›=s‹\"failed\"›}[m‹5m›])) > m‹0.1›")
  }

  /// The words that diagrams begin with are those of the families that read them.
  @Test(arguments: [
    ("flowchart LR", "k‹flowchart› l‹LR›"), ("shelf-beta\n  a", "k‹shelf-beta›\n  a"),
    ("shelf", "shelf"), ("graph", "graph"), ("end", "k‹end›"),
  ])
  func kindsOfDiagramsAreKeywords(code: String, expected: String) {
    let languages = Languages.all.adding(.mermaid(kinds: ["flowchart", "shelf-beta"]))
    #expect(spans(code, "mermaid", in: languages) == expected)
  }
}
