import HTTP
import Testing

struct HTTPStatusTests {
  @Test(arguments: [
    (200, "200 OK"), (204, "204 No Content"), (413, "413 Content Too Large"),
    (422, "422 Unprocessable Content"), (429, "429 Too Many Requests"), (599, "599"),
  ])
  func statusLinesMatchRFC9110(status: Int, line: String) {
    #expect(HTTPStatus.line(status) == line)
  }
}
