import Pages
import Testing

struct HeadingTests {
  @Test(arguments: [
    ("Start a job", "start-a-job"),
    ("What's `training.start_grpo`?", "whats-trainingstart_grpo"),
    ("C++ & Swift — both", "c--swift--both"),
    ("Überblick: Größe", "überblick-größe"),
    ("Установка", "установка"),
    ("日本語 テスト", "日本語-テスト"),
    ("🚀 Launch", "-launch"),
    ("a_b-c 1.2", "a_b-c-12"),
    ("١٢ x²", "١٢-x"),
    ("!!!", "section"),
  ])
  func anchors(_ text: String, _ anchor: String) {
    #expect(page("# \(text)\n").headings.map(\.anchor) == [anchor])
  }

  @Test func duplicatesAreNumbered() {
    #expect(
      page("# Foo\n## Foo\n### Foo 1\n# foo\n# Foo-1\n").headings.map(\.anchor)
        == ["foo", "foo-1", "foo-1-1", "foo-2", "foo-1-2"])
  }

  @Test func textsWithoutMarkup() {
    let headings = page("# A *b* [c](d) ![no](e) <i>f</i> `g`\n\nTwo\nlines\n---\n").headings
    #expect(headings.map(\.text) == ["A b c  f g", "Two lines"])
    #expect(headings.map(\.level) == [1, 2])
  }

  @Test func titles() {
    #expect(page("---\ntitle: Front\n---\n# Heading\n").title == "Front")
    #expect(page("## Second\n# First\n# Later\n").title == "First")
    #expect(page("text\n", path: "guides/quick-start.md").title == "quick-start")
  }
}
