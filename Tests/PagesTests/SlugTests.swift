import Dialects
import Testing

/// Addresses of headings as tools make them; the values are what each tool gives.
struct SlugTests {
  @Test(arguments: [
    ("server.host", "server-host"), ("1. Install", "_1-install"),
    ("Dev Containers / VS Code", "dev-containers-vs-code"),
    ("Übung macht's", "ubung-macht-s"), ("C++ & Swift — both", "c-swift-—-both"),
    ("snake_case", "snake-case"),
  ])
  func vitePress(_ text: String, _ slug: String) { #expect(SlugStyle.vitePress.slug(text) == slug) }

  @Test(arguments: [
    ("server.host", "serverhost"), ("1. Install", "1-install"), ("A / B", "a-b"), ("Übung", "ubung"),
    ("snake_case --flag", "snake_case-flag"), ("日本", ""), ("--verbose", "-verbose"), ("foo - ", "foo-"),
    ("½ cup", "12-cup"), ("C++ & Swift — both", "c-swift-both"),
  ])
  func pythonMarkdown(_ text: String, _ slug: String) { #expect(SlugStyle.pythonMarkdown.slug(text) == slug) }

  @Test(arguments: [
    ("Getting Started!", "Getting-Started"), ("A – B", "A-B"), ("Why isn’t “it” `a`?", "Why-isnt-it-a"),
    ("a_b + c", "ab-+-c"),
  ])
  func docC(_ text: String, _ slug: String) { #expect(SlugStyle.docC.slug(text) == slug) }

  @Test(arguments: [
    ("1. Install it", "install-it"), ("a_b", "a-b"), ("2.0 Straße Łódź", "strasze-lodz"), ("日本", ""),
    ("-x-", "x"), ("Æther", "aether"), ("C++ & Swift — both", "c-swift-both"),
  ])
  func docutils(_ text: String, _ slug: String) { #expect(SlugStyle.docutils.slug(text) == slug) }

  @Test func eachToolNumbersInItsWay() {
    var github = Anchors(.github)
    var python = Anchors(.pythonMarkdown)
    #expect((0..<2).map { _ in github.next(for: "A") } == ["a", "a-1"])
    #expect(
      ["A", "A", "日本", "中", "A_1", "A"].map { python.next(for: $0) } == [
        "a", "a_1", "_1", "_2", "a_2", "a_3",
      ])
    #expect((0..<2).map { _ in python.next(for: "a_9999999999999999999") }.last == "a_9999999999999999999_1")
  }

  @Test(arguments: [
    "{#a}", "{ #a .b c=d }", "{: .wide}", "{width=\"4 8\"}", "{.unnumbered -}", "{#a-b_c:d}",
  ])
  func listsOfAttributes(_ text: String) { #expect(AttributeList(text[...])?.length == text.utf8.count) }

  @Test(arguments: [
    "{a}", "{#if ok}", "{}", "{ }", "{#}", "{key}", "{a: 1}", "{#a", "{x=\"1}", "{ {a} }", "{#{x}}",
  ])
  func otherThingsInBraces(_ text: String) { #expect(AttributeList(text[...]) == nil) }
}
