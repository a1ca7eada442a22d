import Project
import Symbols
import Testing

@testable import Portal

struct GlossaryTests {
  private static let glossary = """
    # Glossary

    ## Query

    One *task* with its "outcome".

    ## Query budget

    What a query may cost.

    ## RPO, recovery point objective

    How much data may be lost.

    ## IT

    Computers.

    ## Where to go next

    - [Home](../index.md)

    """

  private func portal(_ page: String, pages: [String] = []) async throws -> TinyPortal {
    var project = Project(root: "/project", title: "Tiny", isConfigured: true)
    var glossary = Project.Glossary()
    glossary.place = SymbolPlace(page: "guides/glossary.md")
    glossary.pages = pages
    project.glossary = glossary
    return try await TinyPortal(
      ["index.md": "# Home\n", "guides/glossary.md": Self.glossary, "api/page.md": page], project: project)
  }

  private static let query =
    #"<a class="term" href="../guides/glossary.html#query" title="One task with its &quot;outcome&quot;.">"#

  @Test func theFirstUseOfATermShowsItsDefinition() async throws {
    let page = try await portal("# Page\n\nA query & a query.\n\n| The RPO |\n|---|\n| of queries |\n")
      .body("api/page.html")
    #expect(page.contains("<p>A \(Self.query)query</a> &amp; a query.</p>"))
    #expect(
      page.contains(
        #"The <a class="term" href="../guides/glossary.html#rpo-recovery-point-objective" title="How much data may be lost.">RPO</a>"#
      ))
    #expect(page.contains("of queries</td>"))
  }

  @Test func pluralsSynonymsAndCapitalsAreTerms() async throws {
    let page = try await portal("# Page\n\nQueries and recovery\npoint objectives.\n").body("api/page.html")
    #expect(page.contains("<p>\(Self.query)Queries</a> and recovery\npoint objectives.</p>"))
    let next = try await portal("# Page\n\nThe recovery point objective.\n").body("api/page.html")
    #expect(next.contains(#"lost.">recovery point objective</a>.</p>"#))
  }

  @Test func theLongestTermAtAPlaceIsTheOneThatIsMeant() async throws {
    let page = try await portal("# Page\n\nA query budget.\n").body("api/page.html")
    #expect(page.contains(#"title="What a query may cost.">query budget</a>.</p>"#))
  }

  @Test func notInCodeHeadingsLinksAndWords() async throws {
    let page = try await portal(
      "# Query\n\n## A query\n\n`query`, [a query](../index.md), subquery, query_id\n\n```text\nquery\n```\n"
    ).body("api/page.html")
    #expect(!page.contains("class=\"term\""))
  }

  @Test func notInElementsOfRawHTML() async throws {
    let page = try await portal(
      """
      # Page

      <a href="../index.md">a *query*</a>, <kbd>query</kbd>, <code>a <b>query</b> or query</code>,
      <abbr title="x">query</abbr>, <b>query</b>

      """
    ).body("api/page.html")
    #expect(page.split(separator: "class=\"term\"").count == 2)
    #expect(page.contains("<b>\(Self.query)query</a></b>"))
    // An element ends with its block.
    let open = try await portal("# Page\n\n<kbd>query\n\nA query.\n").body("api/page.html")
    #expect(open.contains("<p>A \(Self.query)query</a>.</p>"))
    // Tags that are blocks hold the blocks between them.
    let blocks = try await portal(
      "# Page\n\n<pre><kbd>\n\nA query\n\n</kbd></pre>\n\nA query.\n\n<div>\n\nA query\n\n</div>\n"
    ).body("api/page.html")
    #expect(blocks.contains("<p>A query</p>"))
    #expect(blocks.contains("<p>A \(Self.query)query</a>.</p>"))
  }

  @Test func termsInCapitalsAreOnlyMeantInCapitals() async throws {
    let other = try await portal("# Page\n\nIt is it. Its, ITS, rpo.\n").body("api/page.html")
    #expect(!other.contains("class=\"term\""))
    let page = try await portal("# Page\n\nIt is IT, with RPOs.\n").body("api/page.html")
    #expect(
      page.contains(
        ##"<p>It is <a class="term" href="../guides/glossary.html#it" title="Computers.">IT</a>, with <a"##))
    #expect(page.contains(#"lost.">RPOs</a>.</p>"#))
  }

  @Test func notOnTheGlossaryAndOutsideOfThePagesThatAreNamed() async throws {
    let all = try await portal("# Page\n\nA query.\n")
    #expect(!all.body("guides/glossary.html").contains("class=\"term\""))
    #expect(all.body("api/page.html").contains("class=\"term\""))
    #expect(
      !(try await portal("# Page\n\nA query.\n", pages: ["guides"])).body("api/page.html").contains("term\""))
    #expect(try await portal("# Page\n\nA query.\n", pages: ["api"]).body("api/page.html").contains("term\""))
  }

  @Test func headingsWithoutAParagraphAreNoTerms() async throws {
    let page = try await portal("# Page\n\nWhere to go next.\n").body("api/page.html")
    #expect(!page.contains("class=\"term\""))
  }

  @Test func readersCanReportAMistakeOfThePageTheyRead() async throws {
    var project = Project(root: "/project", title: "Tiny", isConfigured: true)
    project.feedback = "https://code.example.org/issues/new?title={page}&label=docs"
    let portal = try await TinyPortal(
      ["index.md": "# Home\n", "guides/a & b.md": "# A\n"], project: project)
    #expect(
      portal.piece("guides/a & b.html", from: "<footer", to: "</footer>").contains(
        #"<a href="https://code.example.org/issues/new?title=guides/a%20%26%20b.md&amp;label=docs">Report a mistake on this page</a>"#
      ))
    #expect(!portal["404.html"].contains("Report a mistake"))
  }
}
