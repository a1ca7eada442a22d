import Diagnostics
import Pages
import TestSupport
import Testing

/// Pages that pages show as examples.
struct NestedPageTests {
  private func shown(on project: TestProject, _ path: String) async throws -> [Page] {
    let site = try await project.site()
    return site.pages(shownOn: try #require(site.page(path)))
  }

  @Test func findingsHaveTheirPlaceOnTheOuterPage() async throws {
    let pages = try await shown(
      on: .portal("# A\n\n````markdown\nText.\n\n```sh tittle=x\ntrue\n```\n````\n"), "page.md")
    #expect(pages.flatMap(\.diagnostics).map { $0.span?.label } == ["content/page.md:6:7"])
    #expect(
      pages.flatMap(\.diagnostics).map(\.message) == ["Unknown attribute `tittle`. Did you mean `title`?"])
  }

  @Test func textAndOtherToolsMarkdownAreLeftOut() async throws {
    #expect(try await shown(on: .portal("````markdown text\n```sh tittle=x\n```\n````\n"), "page.md").isEmpty)
    #expect(try await shown(on: .plain("````markdown\n```sh tittle=x\n```\n````\n"), "page.md").isEmpty)
  }
}
