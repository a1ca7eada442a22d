import Pages
import TestSupport
import Testing

struct DirectiveTests {
  @Test func directivesAreFoundWithTheirArguments() throws {
    let page = page(
      "<!-- flowdocs:methods -->\n\n- <!-- flowdocs:method training.cancel -->\n\n<!-- another -->\n\n<!--   flowdocs:errors   -->\n"
    )
    #expect(page.diagnostics == [])
    #expect(page.directives.map(\.name) == ["methods", "method", "errors"])
    #expect(page.directives.map(\.argument) == [nil, "training.cancel", nil])
    #expect(page.source.text(in: page.directives[1].range) == "<!-- flowdocs:method training.cancel -->")
    #expect(page.source.text(in: page.directives[1].argumentRange) == "training.cancel")
  }

  @Test func directivesMayHaveSeveralLines() {
    let read = page("<!-- flowdocs:method\na.b -->\n\n<!--\nflowdocs:method\nc.d\n-->\n\nText.\n")
    #expect(read.diagnostics == [])
    #expect(read.directives.map(\.argument) == ["a.b", "c.d"])
    #expect(page("<!-- flowdocs:metod\na.b -->\n").diagnostics.count == 1)
  }

  @Test func mistakesInDirectivesAreNamed() {
    expectText(
      printed(
        page("x\n\n<!-- flowdocs:metod a -->\n\n<!-- flowdocs:method -->\n\n<!-- flowdocs:errors x -->\n")
          .diagnostics),
      """
      page.md:3:15: error: Unknown directive `flowdocs:metod`. Did you mean `flowdocs:method`? [unknown-directive]
       3 | <!-- flowdocs:metod a -->
         |               ^~~~~

      page.md:5:6: error: `flowdocs:method` needs a name [unknown-directive]
       5 | <!-- flowdocs:method -->
         |      ^~~~~~~~~~~~~~~
         = fix: write `<!-- flowdocs:method NAME -->`

      page.md:7:6: error: `flowdocs:errors` takes no argument [unknown-directive]
       7 | <!-- flowdocs:errors x -->
         |      ^~~~~~~~~~~~~~~
         = fix: write `<!-- flowdocs:errors -->`

      """)
  }

  /// What looks like a directive is one, or an error: never a comment that nobody sees.
  @Test func spacesInsideTheMarksMayBeLeftOut() {
    let page = page(
      "<!--flowdocs:methods-->\n\n<!--flowdocs:method a.b -->\n\n<!-- flowdocs:errorData 7-->\n")
    #expect(page.directives.map(\.name) == ["methods", "method"])
    #expect(page.directives.map(\.argument) == [nil, "a.b"])
    #expect(page.source.text(in: page.directives[0].range) == "<!--flowdocs:methods-->")
    expectText(
      printed(page.diagnostics),
      """
      page.md:5:15: error: Unknown directive `flowdocs:errorData`. Did you mean `flowdocs:error-data`? [unknown-directive]
       5 | <!-- flowdocs:errorData 7-->
         |               ^~~~~~~~~

      """)
  }

  @Test func directivesBesideTextAreErrors() {
    expectText(
      printed(
        page(
          """
          All <!-- flowdocs:methods --> and <!--flowdocs:methods-->.

          <!-- flowdocs:errors --> Errors

          <div>
          <!-- flowdocs:errors x -->
          </div>

          """
        ).diagnostics),
      """
      page.md:1:5: error: `flowdocs:methods` is not allowed inside lists, quotes or text [unknown-directive]
       1 | All <!-- flowdocs:methods --> and <!--flowdocs:methods-->.
         |     ^~~~~~~~~~~~~~~~~~~~~~~~~
         = fix: write it at the beginning of a line of its own

      page.md:1:35: error: `flowdocs:methods` is not allowed inside lists, quotes or text [unknown-directive]
       1 | All <!-- flowdocs:methods --> and <!--flowdocs:methods-->.
         |                                   ^~~~~~~~~~~~~~~~~~~~~~~
         = fix: write it at the beginning of a line of its own

      page.md:3:1: error: `flowdocs:errors` is not allowed inside lists, quotes or text [unknown-directive]
       3 | <!-- flowdocs:errors --> Errors
         | ^~~~~~~~~~~~~~~~~~~~~~~~
         = fix: write it at the beginning of a line of its own

      page.md:6:6: error: `flowdocs:errors` takes no argument [unknown-directive]
       6 | <!-- flowdocs:errors x -->
         |      ^~~~~~~~~~~~~~~
         = fix: write `<!-- flowdocs:errors -->`

      """)
  }
}
