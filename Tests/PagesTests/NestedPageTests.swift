import Diagnostics
import Pages
import Project
import Testing

/// Pages that pages show as examples.
struct NestedPageTests {
  private func nested(_ text: String, isConfigured: Bool = true) -> [Page] {
    let files = FileReader.memory(["page.md": text])
    let project = Project(root: "/p", content: ".", isConfigured: isConfigured)
    let reader = PageReader(project: project, files: files)
    return reader.pages(shownOn: reader.page("page.md", SourceText(path: "page.md", text: text)))
  }

  @Test func findingsHaveTheirPlaceOnTheOuterPage() {
    let pages = nested("# A\n\n````markdown\nText.\n\n```sh tittle=x\ntrue\n```\n````\n")
    #expect(pages.flatMap(\.diagnostics).map { $0.span?.label } == ["page.md:6:7"])
    #expect(
      pages.flatMap(\.diagnostics).map(\.message) == ["Unknown attribute `tittle`. Did you mean `title`?"])
  }

  @Test func textAndOtherToolsMarkdownAreLeftOut() {
    #expect(nested("````markdown text\n```sh tittle=x\n```\n````\n").isEmpty)
    #expect(nested("````markdown\n```sh tittle=x\n```\n````\n", isConfigured: false).isEmpty)
  }
}
