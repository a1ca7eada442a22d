import JSONRPC
import Testing

@Suite("Reason phrases of HTTP")
struct HTTPStatusTests {
  @Test(
    "As RFC 9110 registers them",
    arguments: [
      (200, "200 OK"), (204, "204 No Content"), (413, "413 Content Too Large"),
      (422, "422 Unprocessable Content"), (429, "429 Too Many Requests"), (599, "599"),
    ])
  func line(status: Int, line: String) {
    #expect(HTTPStatus.line(status) == line)
  }
}
