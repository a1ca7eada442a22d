import Pages
import Testing

struct FormulaTests {
  @Test func formulasBecomeMathMLInvalidOnesStayCode() async throws {
    let portal = try await TinyPortal([
      "index.md": "# A\n\nIs $`x`$, not `$y$` or $`\\bad`$.\n\n```math\ny\n```\n\n```math text\nz\n```\n"
    ])
    func math(_ tex: String, _ attributes: String = "", source: String? = nil) -> String {
      "<math\(attributes) alttext=\"\(tex)\"><semantics><mi>\(tex)</mi>"
        + "<annotation encoding=\"application/x-tex\">\(source ?? tex)</annotation></semantics></math>"
    }
    let body = portal.body("index.html")
    #expect(
      body.contains(
        "<p>Is <span class=\"unbroken\">" + math("x")
          + ",</span> not <code>$y$</code> or <code>\\bad</code>.</p>"))
    #expect(
      body.contains("<div class=\"formula\">" + math("y", " display=\"block\"", source: "y\n") + "</div>"))
    #expect(body.contains("<figure class=\"code"))
  }

  @Test func punctuationAroundAFormulaDoesNotWrap() async throws {
    let portal = try await TinyPortal([
      "index.md": "# A\n\n$`a`$ is ($`b`$), [$`c`$] $`d`$: *$`e`$*. $`f`$s & ($`g`$\n\n$`h`$.\n"
    ])
    func unbroken(_ before: String, _ after: String, _ tex: String) -> String {
      "<span class=\"unbroken\">\(before)\(math(tex))\(after)</span>"
    }
    func math(_ tex: String) -> String {
      "<math alttext=\"\(tex)\"><semantics><mi>\(tex)</mi>"
        + "<annotation encoding=\"application/x-tex\">\(tex)</annotation></semantics></math>"
    }
    #expect(
      portal.body("index.html").contains(
        "<p>" + math("a") + " is " + unbroken("(", "),", "b") + " " + unbroken("[", "]", "c") + " "
          + unbroken("", ":", "d") + " <em>" + math("e") + "</em>. " + math("f") + "s &amp; "
          + unbroken("(", "", "g") + "</p>\n<p>" + unbroken("", ".", "h") + "</p>"))
  }
}
