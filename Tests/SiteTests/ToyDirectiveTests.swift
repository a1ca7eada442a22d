import Diagnostics
import Pages
import Portal
import Project
import Site
import TestSupport
import Testing

/// A directive that only this test knows. It is added to the list and to nothing else, so a new kind of directive is
/// one entry.
extension DirectiveSource {
  fileprivate static let toy = DirectiveSource { facts in
    [
      DirectiveKind(
        "greeting", argument: .name, "Greets. Takes a name.",
        findings: { directive, page in
          directive.argument == "nobody"
            ? [
              Diagnostic(
                .unknownDirective, "nobody can be greeted", at: page.source.span(directive.argumentRange))
            ] : []
        },
        expansion: { request in
          request.argument == "nobody"
            ? nil : request.assembly("## Hello, \(request.argument ?? "") of \(facts.project.title)\n")
        }),
      DirectiveKind("motto", "The motto.") { $0.assembly("Per aspera ad astra.\n") },
      DirectiveKind(
        "badge", "A badge.", content: .html { _, _ in Array("<p id=\"badge\">Badge</p>\n".utf8) },
        anchors: { _ in ["badge"] }),
    ]
  }
}

struct ToyDirectiveTests {
  private func site(_ page: String) async throws -> Site {
    try await TestProject.portal(page).with { $0.directives = [.toy] }.site()
  }

  @Test func itIsExpandedRenderedAndLinkedTo() async throws {
    let site = try await site(
      "# A\n\n<!-- flowdocs:greeting Ada -->\n\n[b](#badge)\n\n<!-- flowdocs:badge -->\n")
    let page = try #require(site.page("page.md"))
    #expect(page.headings.map(\.text) == ["A", "Hello, Ada of T"])
    #expect(page.expanded == ["greeting"])
    #expect(site.generated["badge"]?.page == "page.md")
    #expect(site.generated["badge"]?.section == 2)
    let files = try await PortalBuilder(site: site).prepare().outputFiles()
    let html = try #require(files.first { $0.path == "page.html" }).text
    #expect(html.contains("<p id=\"badge\">Badge</p>"))
  }

  /// Also where it would become Markdown, and the words would vanish with the comment.
  @Test(arguments: [
    (
      "motto right=b", "`flowdocs:motto` takes no argument", "write `<!-- flowdocs:motto -->`",
      "<!-- flowdocs:motto -->"
    ),
    ("greeting", "`flowdocs:greeting` needs a name", "write `<!-- flowdocs:greeting NAME -->`", nil),
    (
      "greeting Ada Eve", "`flowdocs:greeting` takes one name, but 2 are given",
      "write `<!-- flowdocs:greeting NAME -->`", nil
    ),
    (
      "badge x", "`flowdocs:badge` takes no argument", "write `<!-- flowdocs:badge -->`",
      "<!-- flowdocs:badge -->"
    ),
  ])
  func itsWordsAreCounted(words: String, message: String, fix: String, replacement: String?) async throws {
    let site = try await site("<!-- flowdocs:\(words) -->\n")
    let page = try #require(site.page("page.md"))
    #expect(page.expanded == [])
    #expect(page.diagnostics.map(\.message) == [message])
    #expect(page.diagnostics.map(\.fix) == [fix])
    #expect(page.diagnostics.flatMap(\.replacements).map(\.text) == (replacement.map { [$0] } ?? []))
  }

  @Test func itsFindingsAreItsOwn() async throws {
    let site = try await site("<!-- flowdocs:greeting nobody -->\n\n<!-- flowdocs:methods -->\n")
    let page = try #require(site.page("page.md"))
    #expect(
      page.directives.flatMap { site.directives.findings($0, on: page).map(\.message) } == [
        "nobody can be greeted"
      ])
    #expect(
      page.diagnostics.map(\.fix) == [
        "the directives are `flowdocs:greeting`, `flowdocs:motto`, `flowdocs:badge`"
      ])
  }
}
