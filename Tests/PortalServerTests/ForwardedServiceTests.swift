import HTTP
import HTTPServing
import Processes
import TestSupport
import Testing

@testable import PortalServer

/// Requests to services that `flowdocs serve --with-services` has started.
struct ForwardedServiceTests {
  /// Answers with what it was asked.
  private struct Echo: HTTPService {
    let limits = HTTPLimits()

    func respond(to request: HTTPExchangeRequest) async -> HTTPExchangeResponse {
      let fields = request.headers.fields.map { "\($0.name.lowercased()): \($0.value)" }.sorted()
      return HTTPExchangeResponse(
        status: 201,
        headers: [
          "Set-Cookie": "a=b", "Access-Control-Allow-Origin": "*", "X-Own": "yes",
          "Content-Type": "text/html", "Content-Security-Policy": "default-src *",
        ],
        body: Array("\(request.method) \(request.path)\n\(fields.joined(separator: "\n"))\n".utf8)
          + request.body)
    }
  }

  private func service(token: String? = nil) -> SiteService {
    let service = SiteService(
      files: SiteFiles(root: "/nowhere"), changes: ChangeSignal(),
      services: ForwardedServices([.init(name: "main", endpoint: "/rpc", token: token, base: Echo())]))
    service.port.set(4000)
    return service
  }

  private func request(
    _ method: String, _ path: String, _ headers: HTTPHeaders = [:], body: String = ""
  ) -> HTTPExchangeRequest {
    HTTPExchangeRequest(
      method: method, path: path,
      headers: HTTPHeaders([.init(name: "Host", value: "127.0.0.1:4000")] + headers.fields),
      body: Array(body.utf8))
  }

  @Test func callsAndPathsAreForwarded() async {
    let call = await service(token: "t").respond(
      to: request("POST", "/__services/main?a=1", ["Content-Type": "application/json"], body: "{}"))
    #expect(call.status == 201)
    #expect(call.text == "POST /rpc?a=1\nauthorization: Bearer t\ncontent-type: application/json\n{}")
    let path = await service().respond(to: request("DELETE", "/__services/main/jobs/7?now=1"))
    #expect(path.text == "DELETE /jobs/7?now=1\n\n")
    let own = await service(token: "t").respond(
      to: request("GET", "/__services/main/jobs", ["Authorization": "Bearer other", "Cookie": "a=b"]))
    #expect(own.text == "GET /jobs\nauthorization: Bearer other\n")
  }

  @Test func whatCannotBeForwardedSaysWhy() async {
    let unknown = await service().respond(to: request("POST", "/__services/other"))
    #expect(unknown.status == 404 && unknown.text == "no service is named `other`; running: `main`\n")
    let get = await service().respond(to: request("GET", "/__services/main"))
    #expect(get.status == 405)
    var none = service()
    none.services = ForwardedServices()
    let nothing = await none.respond(to: request("POST", "/__services/main"))
    #expect(nothing.status == 404 && nothing.text.contains("flowdocs serve --with-services"))
  }

  /// The answer is on the origin of the portal.
  @Test func answersCannotRunScriptsOrSetCookies() async {
    let answer = await service().respond(to: request("GET", "/__services/main/page"))
    #expect(answer.headers["X-Own"] == "yes")
    #expect(answer.headers["Set-Cookie"] == nil && answer.headers["Access-Control-Allow-Origin"] == nil)
    #expect(
      answer.headers.fields.filter { $0.name.lowercased() == "content-security-policy" }.map(\.value)
        == ["default-src 'none'; sandbox; frame-ancestors 'none'"])
    #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
  }

  @Test(
    arguments: [
      ["Host": "evil.example:4000"], ["Origin": "http://evil.example"], ["Origin": "null"],
      ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"], ["Sec-Fetch-Site": "same-site"],
      ["Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "image"],
      ["Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"],
    ] as [[String: String]])
  func nothingElseReachesAService(_ headers: [String: String]) async {
    var asked = request("GET", "/__services/main/jobs")
    for (name, value) in headers { asked.headers[name] = value }
    #expect(await service().respond(to: asked).status == 403)
  }

  @Test(
    arguments: [
      [:], ["Origin": "http://127.0.0.1:4000", "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "empty"],
      ["Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "document"],
    ] as [[String: String]])
  func pagesProgramsAndReadersDo(_ headers: [String: String]) async {
    var asked = request("GET", "/__services/main/jobs")
    for (name, value) in headers { asked.headers[name] = value }
    #expect(await service().respond(to: asked).status == 201)
  }

  @Test func bodiesAreLargeOnlyWithServices() {
    #expect(service().limits.bodySize == 8 << 20)
    var none = service()
    none.services = ForwardedServices()
    #expect(none.limits.bodySize == 1 << 10)
  }
}
