import Foundation
import HTTP
import Portal
import Processes
import TestSupport
import Testing

@testable import PortalServer

struct ServingTests {
  func service(_ project: TestFolder) -> SiteService {
    let service = SiteService(files: SiteFiles(root: project.root + "/site"), changes: ChangeSignal())
    service.port.set(4000)
    return service
  }

  func get(_ path: String, _ headers: HTTPHeaders = ["Host": "127.0.0.1:4000"], method: String = "GET")
    -> HTTPExchangeRequest
  {
    HTTPExchangeRequest(method: method, path: path, headers: headers)
  }

  @Test func aPageIsFoundWithAndWithoutItsEnding() async throws {
    let project = try TestFolder([
      "site/index.html": "<html><head></head>home</html>", "site/guides/index.html": "<html></html>",
      "site/guides/start.html": "<html></html>", "site/404.html": "<html>lost</html>",
    ])
    let service = service(project)
    defer { withExtendedLifetime(project) {} }
    for path in [
      "/", "/index.html", "/guides", "/guides/", "/guides/start", "/guides/start.html", "/guides/st%61rt?q=1",
    ] {
      #expect(await service.respond(to: get(path)).status == 200, "\(path)")
    }
    let lost = await service.respond(to: get("/nothing"))
    #expect(lost.status == 404)
    #expect(lost.text == "<html>lost</html>")
  }

  @Test func pagesSayWhyThePortalCannotBeBuilt() async throws {
    let project = try TestFolder(["site/index.html": "<html></html>", "site/a.css": "a {}"])
    let service = service(project)
    service.files.preview.fail(FailedBuild.page("site/portal.yml:1:1: error: <b>\n"))
    for path in ["/", "/index.html", "/new/page"] {
      let answer = await service.respond(to: get(path))
      #expect(answer.status == 500, "\(path)")
      #expect(answer.text.contains("<pre>site/portal.yml:1:1: error: &lt;b&gt;\n</pre>"))
      // The page is loaded again after the next build.
      #expect(answer.text.contains("<script src=\"/__flowdocs/reload.js\" defer></script>"))
    }
    #expect(await service.respond(to: get("/a.css")).status == 200)
    service.files.preview.fail(nil)
    #expect(await service.respond(to: get("/")).status == 200)
  }

  @Test func noPathOrSymbolicLinkLeadsOutOfTheFolder() async throws {
    let project = try TestFolder([
      "site/index.html": "<html></html>", "secret.txt": "secret", "site/.hidden": "x", "out/x.html": "secret",
    ])
    let files = FileManager.default
    try files.createSymbolicLink(
      atPath: project.root + "/site/link.txt", withDestinationPath: "../secret.txt")
    try files.createSymbolicLink(atPath: project.root + "/site/out", withDestinationPath: "../out")
    #expect(mkfifo(project.root + "/site/pipe", 0o600) == 0)
    let service = service(project)
    defer { withExtendedLifetime(project) {} }
    for path in [
      "/../secret.txt", "/%2e%2e/secret.txt", "/guides/../../secret.txt", "/.hidden", "/a%00b", "/link.txt",
      "/out/x.html", "/out/x", "/pipe", "//etc/hostname", "/%ff",
    ] {
      #expect(await service.respond(to: get(path)).status == 404, "\(path)")
    }
  }

  @Test func onlyLocalRequestsOfTheSameOriginAreAnswered() async throws {
    let project = try TestFolder(["site/index.html": "<html></html>"])
    let service = service(project)
    defer { withExtendedLifetime(project) {} }
    let own: [HTTPHeaders] = [
      ["Host": "127.0.0.1:4000"], ["Host": "localhost:4000"], ["Host": "LOCALHOST:4000"],
      ["Host": "[::1]:4000"],
      ["Host": "localhost:4000", "Origin": "http://localhost:4000", "Sec-Fetch-Site": "same-origin"],
      ["Host": "localhost:4000", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"],
    ]
    for headers in own { #expect(await service.respond(to: get("/", headers)).status == 200, "\(headers)") }
    let others: [HTTPHeaders] = [
      [:], ["Host": "localhost"], ["Host": "127.0.0.1:"], ["Host": "localhost:1"], ["Host": "[::1]:40000"],
      ["Host": "evil.example"], ["Host": "evil.example:4000"], ["Host": "127.0.0.1.evil.example:4000"],
      ["Host": "localhost.evil.example"], ["Host": ""], ["Host": "localhost.:4000"],
      ["Host": "127.0.0.1.:4000"],
      ["Host": "user@localhost:4000"], ["Host": "localhost:4000:"], ["Host": "127.1"],
      ["Host": "0.0.0.0:4000"],
      ["Host": "[::1]evil:4000"], ["Host": "localhost:4000", "Origin": "http://evil.example"],
      ["Host": "localhost:4000", "Origin": "http://localhost:5000"],
      ["Host": "localhost:4000", "Origin": "null"],
      ["Host": "localhost:4000", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"],
    ]
    for headers in others {
      #expect(await service.respond(to: get("/", headers)).status == 403, "\(headers)")
    }
    #expect(await service.respond(to: get("/", method: "POST")).status == 405)
  }

  @Test func everyResponseForbidsOtherOriginsToUseIt() async throws {
    let page = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'">
      </head>
      """
    let project = try TestFolder([
      "site/index.html": page, "site/demo.html": "<script>x</script>", "site/a.js": "x",
    ])
    let service = service(project)
    defer { withExtendedLifetime(project) {} }
    for path in ["/", "/demo.html", "/a.js", "/nothing", "/__flowdocs/reload.js"] {
      let answer = await service.respond(to: get(path))
      #expect(answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", "\(path)")
      #expect(answer.headers["X-Content-Type-Options"] == "nosniff", "\(path)")
      #expect(
        answer.headers["Content-Security-Policy"]?.hasSuffix("frame-ancestors 'none'") == true, "\(path)")
    }
    let home = await service.respond(to: get("/"))
    #expect(home.headers["Content-Security-Policy"]?.contains("connect-src 'self'") == true)
    #expect(home.text.contains("<script src=\"/__flowdocs/reload.js\" defer></script>"))
    let demo = await service.respond(to: get("/demo.html"))
    #expect(demo.headers["Content-Security-Policy"] == "sandbox allow-scripts; frame-ancestors 'none'")
    #expect(demo.text == "<script>x</script>")
  }

  @Test func liveReloadAddsItsScriptAndAllowsConnections() {
    let page = """
      <head>
      <meta http-equiv="Content-Security-Policy" content="connect-src 'none'; base-uri 'none'">
      </head>
      <p>connect-src 'none'</p>
      """
    expectText(
      String(decoding: LiveReload.inject(into: Array(page.utf8)), as: UTF8.self),
      """
      <head>
      <meta http-equiv="Content-Security-Policy" content="connect-src 'self'; base-uri 'none'">
      <script src="/__flowdocs/reload.js" defer></script>
      </head>
      <p>connect-src 'none'</p>
      """)
    #expect(LiveReload.inject(into: Array("no head".utf8)) == Array("no head".utf8))
  }

  @Test func oneWaitingRequestTooManyReleasesTheOldest() async {
    let changes = ChangeSignal()
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<65 { group.addTask { await changes.next(after: 1, patience: .seconds(60)) } }
      #expect(await group.next() == 1)
      await changes.raise()
      while let generation = await group.next() { #expect(generation == 2) }
    }
  }

  @Test func waitingRequestsAreAnsweredAfterABuild() async throws {
    let changes = ChangeSignal()
    let seen = await changes.generation
    async let next = changes.next(after: seen)
    while await changes.waiting.isEmpty { await Task.yield() }
    await changes.raise()
    #expect(await next == seen + 1)
    #expect(await changes.next(after: seen) == seen + 1)
  }

  @Test func aWaitingRequestIsAnsweredAfterTheTimeout() async {
    let changes = ChangeSignal()
    #expect(await changes.next(after: 1, patience: .milliseconds(10)) == 1)
  }

  @Test func aChangedFileIsNoticedAndTheOutputIsNot() async throws {
    let project = try TestFolder(["a.md": "one", "_site/a.html": "one", ".git/x": "one"])
    let watch = FolderWatch(folders: [project.root], ignored: [project.root + "/_site"])
    var stamps = watch.snapshot()
    #expect(stamps.keys.map { $0.dropFirst(project.root.count) } == ["/a.md"])
    try project.write("_site/a.html", "two, longer")
    try project.write("b.md", "new")
    #expect(try await watch.change(from: &stamps, every: .milliseconds(5)) == [project.root + "/b.md"])
  }

  @Test func headRequestsAreAnsweredWithoutABody() async throws {
    let project = try TestFolder(["site/index.html": "<p>Home"])
    let server = SiteServer(
      root: project.root + "/site", host: "127.0.0.1", port: 0, changes: ChangeSignal())
    let (addresses, ready) = AsyncStream.makeStream(of: String.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run { ready.yield($0) } }
      let address = try #require(await addresses.first { _ in true })
      let answer = try await ProcessRunner().run(
        "curl", arguments: ["-sI", address], environment: ["PATH": "/usr/bin:/bin"])
      #expect(answer.outputText.hasPrefix("HTTP/1.1 200 OK\r\n"))
      #expect(answer.outputText.hasSuffix("\r\n\r\n"))
      group.cancelAll()
    }
  }

  @Test func theProgramsOwnLogIsNotAChange() throws {
    let project = try TestFolder(["a.md": "one", "serve.log": "one"])
    var status = stat()
    #expect(stat(project.root + "/serve.log", &status) == 0)
    let watch = FolderWatch(folders: [project.root], ignored: [], written: [FileIdentity(status)])
    let stamps = watch.snapshot()
    #expect(stamps.keys.map { $0.dropFirst(project.root.count) } == ["/a.md"])
    try project.write("serve.log", "one, and two")
    #expect(watch.snapshot() == stamps)
  }
}
