import Pages
import Testing

struct DirectiveTests {
  @Test func directives() throws {
    let page = page(
      "<!-- flowdocs:methods -->\n\n- <!-- flowdocs:method training.cancel -->\n\n<!-- another -->\n\n<!--   flowdocs:errors   -->\n"
    )
    #expect(page.diagnostics == [])
    #expect(page.directives.map(\.name) == [.methods, .method, .errors])
    #expect(page.directives.map(\.argument) == [nil, "training.cancel", nil])
    #expect(page.source.text(in: page.directives[1].range) == "<!-- flowdocs:method training.cancel -->")
    #expect(page.source.text(in: page.directives[1].argumentRange) == "training.cancel")
  }

  @Test func findings() {
    #expect(
      printed(
        page("x\n\n<!-- flowdocs:metod a -->\n\n<!-- flowdocs:method -->\n\n<!-- flowdocs:errors x -->\n")
          .diagnostics)
          == """
          page.md:3:15: error: unknown directive `flowdocs:metod` [unknown-directive]
           3 | <!-- flowdocs:metod a -->
             |               ^~~~~
             = fix: write `flowdocs:method`

          page.md:5:6: error: `flowdocs:method` takes one name, here are 0 [unknown-directive]
           5 | <!-- flowdocs:method -->
             |      ^~~~~~~~~~~~~~~
             = fix: write `<!-- flowdocs:method NAME -->`

          page.md:7:6: error: `flowdocs:errors` takes nothing after it [unknown-directive]
           7 | <!-- flowdocs:errors x -->
             |      ^~~~~~~~~~~~~~~
             = fix: write `<!-- flowdocs:errors -->`

          """)
  }
}
