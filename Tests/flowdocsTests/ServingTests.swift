import Foundation
import Processes
import Testing

@testable import flowdocs

@Suite struct ServingTests {
  func server(_ project: TemporaryProject) -> SiteServer {
    SiteServer(root: project.root + "/site", host: "127.0.0.1", port: 0, changes: ChangeSignal())
  }

  @Test func findsPagesByTheirSeveralNames() throws {
    let project = try TemporaryProject([
      "site/index.html": "<html><head></head>home</html>", "site/guides/index.html": "<html></html>",
      "site/guides/start.html": "<html></html>", "site/404.html": "<html>lost</html>",
    ])
    let server = server(project)
    for path in [
      "", "index.html", "guides", "guides/", "guides/start", "guides/start.html", "guides/st%61rt",
    ] {
      #expect(server.file(path).status == .ok, "\(path)")
    }
    #expect(server.file("nothing").status == .notFound)
  }

  @Test func leavesItsFolderByNoPath() throws {
    let project = try TemporaryProject([
      "site/index.html": "<html></html>", "secret.txt": "secret", "site/.hidden": "x",
    ])
    let server = server(project)
    for path in ["../secret.txt", "%2e%2e/secret.txt", "guides/../../secret.txt", ".hidden", "a%00b"] {
      #expect(server.file(path).status == .notFound, "\(path)")
    }
  }

  @Test func pagesHearOfANewBuild() async throws {
    let changes = ChangeSignal()
    let seen = await changes.generation
    async let next = changes.next(after: seen)
    while await changes.isIdle { await Task.yield() }
    await changes.raise()
    #expect(await next == seen + 1)
    #expect(await changes.next(after: seen) == seen + 1)
  }

  @Test func aPageThatWaitsIsAnsweredWhenPatienceEnds() async {
    let changes = ChangeSignal()
    #expect(await changes.next(after: 1, patience: .milliseconds(10)) == 1)
  }

  @Test func aChangedFileIsNoticedAndTheOutputIsNot() async throws {
    let project = try TemporaryProject(["a.md": "one", "_site/a.html": "one", ".git/x": "one"])
    let watch = FolderWatch(folders: [project.root], ignored: [project.root + "/_site"])
    var stamps = watch.snapshot()
    #expect(stamps.keys.map { $0.dropFirst(project.root.count) } == ["/a.md"])
    try project.write("_site/a.html", "two, longer")
    try project.write("b.md", "new")
    #expect(try await watch.change(from: &stamps, every: .milliseconds(5)) == [project.root + "/b.md"])
  }

  @Test func theHeadOfAPageCanBeAskedForAlone() async throws {
    let project = try TemporaryProject(["site/index.html": "<p>Home"])
    let server = server(project)
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

  @Test func theLogThatTheProgramWritesIsNoNews() throws {
    let project = try TemporaryProject(["a.md": "one", "serve.log": "one"])
    var status = stat()
    #expect(stat(project.root + "/serve.log", &status) == 0)
    let watch = FolderWatch(folders: [project.root], ignored: [], written: [FileIdentity(status)])
    let stamps = watch.snapshot()
    #expect(stamps.keys.map { $0.dropFirst(project.root.count) } == ["/a.md"])
    try project.write("serve.log", "one, and two")
    #expect(watch.snapshot() == stamps)
  }
}
