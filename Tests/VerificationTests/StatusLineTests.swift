import Testing
import Verification

@Suite("The status line of a response on a page")
struct StatusLineTests {
  @Test(
    "It states the version, the code and, where it is there, the reason phrase",
    arguments: [
      ("HTTP/1.1 413 Content Too Large", true),
      ("HTTP/1.1 413", true),
      ("HTTP/1.1 413 Payload Too Large", false),
      ("HTTP/1.1 413 Content", false),
      ("HTTP/1.0 413 Content Too Large", false),
      ("HTTP/1.1 422 Content Too Large", false),
    ])
  func matches(line: String, isMatch: Bool) {
    #expect(HTTPText(line + "\n\n{}").statusLine(matches: "HTTP/1.1 413 Content Too Large") == isMatch)
  }
}
