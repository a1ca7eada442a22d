import JSON
import Testing

@testable import Languages

struct OperationSampleTests {
  private let post = OperationRequest(
    verb: "POST", path: "/loans?dry=true",
    headers: [
      .init(name: "Authorization", text: "Bearer ", variable: "TOKEN"), .init(name: "X-A", text: "1 \"2\""),
    ],
    body: ["name": "it's"], url: "API_URL")
  private let get = OperationRequest(verb: "GET", path: "/books", headers: [], body: nil, url: "API_URL")

  private func sample(_ language: String, _ request: OperationRequest) throws -> String {
    let write = try #require(Languages.all[language]?.samples?.operation)
    return write(request)
  }

  /// `$` is allowed in paths and in names of headers (RFC 3986, section 3.3; RFC 9110, section 5.6.2).
  @Test func curlQuotesWhatTheShellWouldExpand() throws {
    let request = OperationRequest(
      verb: "GET", path: "/$metadata", headers: [.init(name: "X-$A`b`", text: "1")], body: nil,
      url: "API_URL")
    #expect(
      try sample("sh", request) == #"""
        curl -sS "$API_URL/\$metadata" \
          -H "X-\$A\`b\`: 1"

        """#)
  }

  @Test func curl() throws {
    #expect(try sample("sh", get) == "curl -sS \"$API_URL/books\"\n")
    #expect(
      try sample("sh", post) == #"""
        curl -sS -X POST "$API_URL/loans?dry=true" \
          -H "Authorization: Bearer $TOKEN" \
          -H "X-A: 1 \"2\"" \
          -H "Content-Type: application/json" \
          -d '{
            "name": "it'\''s"
          }'

        """#)
  }

  @Test func python() throws {
    #expect(
      try sample("python", get) == """
        import os
        from urllib.request import Request, urlopen

        request = Request(
            os.environ["API_URL"] + "/books",
        )
        with urlopen(request) as response:
            print(response.status, response.read().decode())

        """)
    #expect(
      try sample("python", post) == #"""
        import json
        import os
        from urllib.request import Request, urlopen

        body = {"name": "it's"}
        request = Request(
            os.environ["API_URL"] + "/loans?dry=true",
            method="POST",
            data=json.dumps(body).encode(),
            headers={
                "Authorization": "Bearer " + os.environ["TOKEN"],
                "X-A": "1 \"2\"",
                "Content-Type": "application/json",
            },
        )
        with urlopen(request) as response:
            print(response.status, response.read().decode())

        """#)
  }

  @Test func javaScript() throws {
    #expect(
      try sample("javascript", get) == """
        const response = await fetch(process.env.API_URL + "/books");
        console.log(response.status, await response.text());

        """)
    #expect(
      try sample("javascript", post) == #"""
        const response = await fetch(process.env.API_URL + "/loans?dry=true", {
          method: "POST",
          headers: {
            "Authorization": "Bearer " + process.env.TOKEN,
            "X-A": "1 \"2\"",
            "Content-Type": "application/json",
          },
          body: JSON.stringify({
            "name": "it's"
          }),
        });
        console.log(response.status, await response.text());

        """#)
  }

  @Test func swift() throws {
    let code = try sample("swift", post)
    #expect(code.contains(#"environment["API_URL", default: ""] + "/loans?dry=true""#))
    #expect(code.contains("request.httpMethod = \"POST\"\n"))
    #expect(
      code.contains(
        #"request.setValue("Bearer " + environment["TOKEN", default: ""], forHTTPHeaderField: "Authorization")"#
      ))
    #expect(code.contains(#"request.setValue("1 \"2\"", forHTTPHeaderField: "X-A")"#))
    #expect(code.contains("  {\n    \"name\": \"it's\"\n  }\n  \"\"\"#.utf8)"))
  }

  /// JSON-RPC has samples in the languages that it had.
  @Test func javaScriptHasNoSamplesOfCalls() {
    #expect(Languages.all["javascript"]?.samples?.plain == nil)
    #expect(Languages.all["sh"]?.samples?.plain != nil)
  }
}
