import Diagnostics
import Pages
import Project
import TestSupport
import Testing

/// Lists and sections of data in place of their directives.
struct SectionTests {
  private let rules = """
    groups:
      - title: Links
        text: |
          Where links *lead*.

          Always.
        rules:
          - { id: dead-link, severity: error, pages: [a, b] }
          - { id: dead-anchor, severity: error, fixes: [{ from: a, to: "`b`" }] }
      - title: Empty

    """

  private func files(_ page: String) -> FileReader {
    FileReader.memory(["content/page.md": page, "rules.yml": rules])
  }

  private func read(_ page: String) -> (page: Page, directives: DirectiveList) {
    let files = files(page)
    let directives = DirectiveList(DataDirectives.kinds(DataFiles(files)))
    let reader = PageReader(
      project: Project(root: "/p", content: "content", isConfigured: true), files: files,
      directives: directives)
    return (
      reader.page("page.md", SourceText(path: "content/page.md", text: page), expandsDirectives: true),
      directives
    )
  }

  private func text(_ directive: String) -> String {
    read("<!-- flowdocs:\(directive) -->\n").page.source.text
  }

  private func messages(_ directive: String) -> [String] {
    let (page, directives) = read("<!-- flowdocs:\(directive) -->\n")
    return page.directives.flatMap { directives.findings($0, on: page).map(\.message) }
  }

  @Test func rowsBecomeItemsOfAList() {
    #expect(
      text(#"list rules.yml rows=/groups/0/rules item="**{id}** ({severity}): {pages}" empty="no page""#)
        == "- **dead-link** (error): a, b\n- **dead-anchor** (error): no page\n")
    // What has several lines stays one item.
    #expect(
      text(#"list rules.yml rows=/groups item="{title}: {text}""#)
        == "- Links: Where links *lead*. Always.\n- Empty: \n")
  }

  @Test func rowsBecomeSectionsWithThoseBelowThem() {
    expectText(
      text(
        """
        sections rules.yml rows=/groups heading="{title}"
             body="Group *{title}*.

        {text}"
             sections=rules heading="{id}" body="Is an {severity}." table=fixes columns="From=from, To=to" empty="–"
        """),
      """
      ## Links

      Group *Links*.

      Where links *lead*.

      Always.


      ### dead-link

      Is an error.

      ### dead-anchor

      Is an error.

      | From | To |
      | --- | --- |
      | a | `b` |

      ## Empty

      Group *Empty*.




      """)
  }

  @Test func headingsOfSectionsAreAnchors() {
    let (page, _) = read("<!-- flowdocs:sections rules.yml rows=/groups/*/rules heading=\"{id}\" -->\n")
    #expect(page.headings.map(\.anchor) == ["dead-link", "dead-anchor"])
    #expect(page.headings.map(\.level) == [2, 2])
  }

  @Test(arguments: [
    ("list item=\"{id}\"", "List without a file"), ("list rules.yml", "List without an item"),
    ("list rules.yml itm=\"{id}\"", "Unknown parameter `itm` of a list. Did you mean `item`?"),
    ("list rules.yml item={a} item={b}", "`item` is given twice"),
    ("list rules.yml rows=/groups rows=/groups item={title}", "`rows` is given twice"),
    ("list rules.yml rows=/groups item={titel}", "No row of `rules.yml` has `titel`. Did you mean `title`?"),
    ("sections rules.yml rows=/groups", "Sections without a heading"),
    ("sections rules.yml rows=/groups heading={title} sections=rules", "Sections without a heading"),
    ("sections rules.yml rows=/groups heading={title} table=rules", "Sections without columns"),
    ("sections rules.yml heading={title} columns=id", "Sections without `table` for its columns"),
    ("sections rules.yml heading={a} heading={b}", "`heading` is given twice"),
    (
      "sections rules.yml rows=/groups heading={title} sections=rulse heading={id}",
      "No row of `rules.yml` has `rulse`. Did you mean `rules`?"
    ),
    (
      "sections rules.yml rows=/groups heading={title} sections=rules heading={ids}",
      "No row of `rules.yml` has `ids`. Did you mean `id`?"
    ),
    (
      "sections rules.yml rows=/groups heading={title} table=rules columns=sevrity",
      "No row of `rules.yml` has `sevrity`. Did you mean `severity`?"
    ),
    (
      "sections rules.yml rows=/groups heading={title} body=\"{txt}\"",
      "No row of `rules.yml` has `txt`. Did you mean `text`?"
    ),
  ])
  func whatIsMissingIsNamed(directive: String, message: String) {
    #expect(messages(directive) == [message])
  }
}
