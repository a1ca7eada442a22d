import Testing

/// `<!-- flowdocs:cards -->`, `<!-- flowdocs:steps -->` and `<!-- flowdocs:badges -->` have a list below them.
struct ListDirectiveTests {
  @Test(arguments: [
    (
      "<!-- flowdocs:steps -->\n\n- a\n",
      "content/page.md:3:1: `steps` is not above a numbered list → put it, with an empty line after it, directly above a numbered list, or remove it"
    ),
    (
      "<!-- flowdocs:cards -->\n\n- [A](page.md)\n- plain\n",
      "content/page.md:3:1: `cards` is not above a list whose items begin with links → put it, with an empty line after it, directly above a list whose items begin with links, or remove it"
    ),
    (
      "Text.\n\n<!-- flowdocs:cards -->\n",
      "content/page.md:5:1: `cards` is not above a list whose items begin with links → put it, with an empty line after it, directly above a list whose items begin with links, or remove it"
    ),
    (
      "<!-- flowdocs:badges -->\n\n- Beta\n- Since\n  2.1\n",
      "content/page.md:3:1: `badges` is not above a list whose items are one line each → put it, with an empty line after it, directly above a list whose items are one line each, or remove it"
    ),
  ])
  func aDirectiveWithoutItsListIsAnError(_ text: String, _ line: String) async throws {
    #expect(try await Tree.portal("# A\n\n\(text)").lines() == [line])
  }

  @Test(arguments: [
    "<!-- flowdocs:steps -->\n\n1. a\n", "<!-- flowdocs:cards -->\n\n* [A](page.md): text\n",
    "<!-- flowdocs:cards -->\n- [A](page.md)\n",
  ])
  func aDirectiveAboveItsListIsRight(_ text: String) async throws {
    #expect(try await Tree.portal("# A\n\n\(text)").lines() == [])
  }
}
