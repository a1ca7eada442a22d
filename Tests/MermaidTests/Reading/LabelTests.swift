import Testing

@testable import Mermaid

struct LabelTests {
  private func words(_ label: RichText) -> String {
    label.lines.map { line in
      line.map { run in
        let mark =
          (run.bold ? "**" : "") + (run.italic ? "*" : "") + (run.code ? "`" : "")
          + (run.position == .superscript ? "^" : run.position == .subscript ? "_" : "")
        return mark.isEmpty ? run.text : "\(mark){\(run.text)}"
      }.joined()
    }.joined(separator: " / ")
  }

  @Test(arguments: [
    (#"a<br/>b<BR>c\nd"#, "a / b / c / d"),
    ("<b>bold</b> and <i>it</i>", "**{bold} and *{it}"),
    ("a < b and List<Item>", "a < b and List<Item>"),
    ("<span style='color:red'>red</span>", "red"),
    ("&lt;tag&gt; &amp; &#x41;", "<tag> & A"),
    ("\u{1}quot\u{2}x\u{1}35\u{2}", "\"x#"),
    ("**kept**", "**kept**"),
    ("fa:fa-car Drive", "Drive"),
    ("  a  \n   b ", "a / b"),
    ("<script>x", "x"),
    ("H<sub>2</sub>O, m<sup>2</sup>", "H_{2}O, m^{2}"),
    ("<p>one</p><p>two</p>", "one / two"),
    ("Ask for<ul><li>a key</li><li>a plan</li></ul>then", "Ask for / • a key / • a plan / then"),
    (
      "<ol><li>ask</li><li>wait<ul><li>a day</li></ul></li><li>go</li></ol>",
      "1. ask / 2. wait / ◦ a day / 3. go"
    ),
  ])
  func plain(_ source: String, _ expected: String) {
    #expect(words(Label.plain(source.utf8)) == expected)
  }

  @Test(arguments: [
    ("**bold** *it* `code`", "**{bold} *{it} `{code}"),
    ("***both***", "***{both}"),
    ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
    ("**open", "**open"),
    (#"\*kept\*"#, "*kept*"),
    ("_it_ __bold__", "*{it} **{bold}"),
    ("Ask for\n- a key\n  * a plan", "Ask for / • a key / • a plan"),
    ("-5 or *more*", "-5 or *{more}"),
  ])
  func markdown(_ source: String, _ expected: String) {
    #expect(words(Label.markdown(source.utf8)) == expected)
  }

  @Test func stylesKeepCommasInsideValues() {
    var style = Style.inherited
    StyleDeclarations.apply(
      "fill:rgb(1, 2, 3),stroke-dasharray: 5, 5,stroke-width:2px;color:#fff".utf8, to: &style)
    #expect(style.fill == .color(Color(red: 1, green: 2, blue: 3)))
    #expect(style.strokeDash == [5, 5])
    #expect(style.strokeWidth == 2)
    #expect(style.color == .color(.white))
  }

  @Test func yamlOfEveryKind() throws {
    let value = try YAMLSubset.parse(
      Array(
        "a: 1\nb:\n  - x\n  - {c: true, d: [1, 'it''s']}\n\"e f\": |\n  one\n  two\ng: plain text # no\n".utf8
      ))
    #expect(value["a"] == .number(1))
    #expect(
      value["b"]
        == .list([
          .string("x"),
          .mapping([.init("c", .bool(true)), .init("d", .list([.number(1), .string("it's")]))]),
        ]))
    #expect(value["e f"] == .string("one\ntwo\n"))
    #expect(value["g"] == .string("plain text"))
  }

  @Test func formulasAreTypeset() {
    let runs = Label.plain("so $$x^2 < y$$ is".utf8).lines[0]
    #expect(runs.map(\.text) == ["so ", "x squared less than y", " is"])
    #expect(runs.map { $0.formula?.tex } == [nil, "x^2 < y", nil])
  }

  @Test func formulasThatCannotBeTypesetAreTheirSource() {
    let runs = Label.plain("so $$\\frac{a}$$ is".utf8).lines[0]
    #expect(runs.map(\.text) == ["so ", "\\frac{a}", " is"])
    #expect(runs.map(\.code) == [false, true, false])
    #expect(Label.plain("$$5 or more".utf8).plain == "$$5 or more")
  }

  @Test(arguments: [
    ("a: 1\na: 2\n", "\"a\" is given twice"),
    ("a: [1, 2\n", "this \"[\" has no \"]\""),
    ("\ta: 1\n", "a tab indents this line, which YAML does not allow"),
    ("a: \"x\n", "this string has no closing quote"),
    ("a: 1\n  b: 2\n", "this looks like `name: value` inside another value"),
  ])
  func brokenYAML(_ source: String, _ message: String) {
    #expect {
      try YAMLSubset.parse(Array(source.utf8))
    } throws: { error in
      (error as? YAMLSubset.Failure)?.message == message
    }
  }
}
