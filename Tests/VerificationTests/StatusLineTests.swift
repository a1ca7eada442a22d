import Testing
import Verification

struct StatusLineTests {
  @Test(arguments: [
    ("HTTP/1.1 413 Content Too Large", true),
    ("HTTP/1.1 413", true),
    ("HTTP/1.1 413 Payload Too Large", false),
    ("HTTP/1.1 413 Content", false),
    ("HTTP/1.0 413 Content Too Large", false),
    ("HTTP/1.1 422 Content Too Large", false),
  ])
  func statusLineMatchesVersionCodeAndOptionalReason(line: String, isMatch: Bool) {
    #expect(HTTPText(line + "\n\n{}").statusLine(matches: "HTTP/1.1 413 Content Too Large") == isMatch)
  }
}
