import Pages
import Testing

/// The parts of the destination of a link.
struct LinkDestinationTests {
  @Test func splitsAndDecodes() {
    let link = LinkDestination("my%20page.md?v=1#a%20b")
    #expect(link.kind == .relative)
    #expect(link.written == "my%20page.md")
    #expect(link.path == "my page.md")
    #expect(link.tail == "?v=1#a%20b")
    #expect(link.fragment == "a b")
  }

  @Test(arguments: [
    ("https://example.com/a#b", LinkDestination.Kind.external), ("//example.com", .external),
    ("mailto:a@example.com", .external), ("a+b.c-d:e", .external),
    ("/a/b.md", .absolute), ("doc:Getting-Started", .relative), ("1:2", .relative), (":a", .relative),
    ("a/b:c", .relative), ("", .relative),
  ])
  func distinguishesKinds(_ text: String, _ kind: LinkDestination.Kind) {
    #expect(LinkDestination(text).kind == kind)
  }

  @Test(arguments: [
    ("#top", "", "top" as String?), ("a.md", "a.md", nil), ("a.md#", "a.md", ""), ("?q", "", nil),
    ("a#b#c", "a", "b#c"), ("a#b?c", "a", "b?c"), ("a%23b", "a#b", nil),
  ])
  func hasAFragment(_ text: String, _ path: String, _ fragment: String?) {
    let link = LinkDestination(text)
    #expect(link.path == path)
    #expect(link.fragment == fragment)
  }

  @Test func writesAPathThatIsReadAgain() {
    let path = "a b/(c)#d?e%20<f>\"\\.md"
    #expect(LinkDestination.written(path) == "a%20b/%28c%29%23d%3Fe%2520%3Cf%3E%22%5C.md")
    #expect(LinkDestination(LinkDestination.written(path)).path == path)
  }
}
