import Files
import Foundation
import TestSupport
import Testing

@testable import Portal

/// What a hostile repository may have put into the output folder, or in its place.
struct OutputSafetyTests {
  let temporary: TestFolder
  let folder: OutputFolder

  init() throws {
    temporary = try TestFolder()
    folder = OutputFolder(path: temporary.root + "/project/_site", project: temporary.root + "/project")
    try temporary.makeFolder("project/_site")
    try temporary.makeFolder("out")
    try temporary.write("out/precious", "keep")
  }

  /// What a build says, which has to leave the folder outside as it was.
  private func failure(writing path: String = "x/page.html") async throws -> String {
    let before = temporary.listing
    var message = "(written)"
    do {
      _ = try await folder.write([OutputFile(path: path, bytes: Array("new".utf8))])
    } catch {
      message = "\(error)".replacing(temporary.root + "/", with: "")
      #expect(temporary.listing == before)
    }
    #expect(temporary.read("out/precious") == "keep")
    #expect(temporary.listing.filter { $0.hasPrefix("out") } == ["out", "out/precious"])
    return message
  }

  private static let throughLink = " is a symbolic link, and FlowDocs does not write through links; remove it"

  @Test(arguments: [".flowdocs-new", "../._site.flowdocs-new"])
  func refusesALinkedStagingFolder(name: String) async throws {
    try temporary.link("project/_site/" + name, to: temporary.root + "/out")
    let place = name.hasPrefix("..") ? "project/._site.flowdocs-new" : "project/_site/.flowdocs-new"
    #expect(try await failure() == "`\(place)`" + Self.throughLink)
  }

  @Test(arguments: [".flowdocs-new", "../._site.flowdocs-new"])
  func refusesAStagingFolderWithForeignFiles(name: String) async throws {
    try temporary.makeFolder("project/_site/" + name)
    try temporary.write("project/_site/" + name + "/thesis.txt", "years of work")
    #expect(try await failure().hasSuffix("contains files that FlowDocs did not write; move or remove it"))
  }

  @Test func refusesALinkedOutputFolder() async throws {
    try FileManager.default.removeItem(atPath: temporary.root + "/project/_site")
    try temporary.link("project/_site", to: "../out")
    #expect(try await failure() == "`project/_site`" + Self.throughLink)
    let behind = OutputFolder(
      path: temporary.root + "/project/_site/deep", project: temporary.root + "/project")
    await #expect(throws: FileFailure.link(temporary.root + "/project/_site")) {
      try await behind.write([OutputFile(path: "a.html", bytes: [])])
    }
    #expect(temporary.listing.filter { $0.hasPrefix("out") } == ["out", "out/precious"])
  }

  @Test(arguments: ["x", "x/page.html"])
  func refusesLinksAtPathsOfThePortal(path: String) async throws {
    try temporary.write(
      "project/_site/.flowdocs-manifest",
      manifestLine("x/page.html", "keep") + manifestLine("x/precious", "keep"))
    if path != "x" { try temporary.makeFolder("project/_site/x") }
    try temporary.link(
      "project/_site/" + path, to: temporary.root + "/out" + (path == "x" ? "" : "/precious"))
    #expect(try await failure() == "`project/_site/\(path)`" + Self.throughLink)
  }

  @Test func refusesALinkedManifest() async throws {
    try temporary.link("project/_site/.flowdocs-manifest", to: temporary.root + "/out/precious")
    #expect(try await failure() == "`project/_site/.flowdocs-manifest`" + Self.throughLink)
  }

  @Test(arguments: ["x/page.html", "x"])
  func refusesAPipeWithoutBlocking(path: String) async throws {
    try temporary.write("project/_site/.flowdocs-manifest", manifestLine("x/page.html", "old"))
    if path != "x" { try temporary.makeFolder("project/_site/x") }
    #expect(mkfifo(temporary.root + "/project/_site/" + path, 0o600) == 0)
    #expect(
      try await failure() == "`project/_site/\(path)` is a pipe, socket or device; remove it")
  }

  @Test(arguments: ["x/page.html", "x"])
  func refusesToOverwriteForeignFiles(path: String) async throws {
    try temporary.write("project/_site/.flowdocs-manifest", "")
    if path != "x" { try temporary.makeFolder("project/_site/x") }
    try temporary.write("project/_site/" + path, "mine")
    #expect(
      try await failure()
        == "`project/_site/\(path)` is a file that FlowDocs did not write, and the portal has a file of that name; move or remove it"
    )
    #expect(temporary.read("project/_site/" + path) == "mine")
  }

  @Test func keepsUnrelatedLinks() async throws {
    try temporary.write("project/_site/.flowdocs-manifest", "")
    try temporary.link("project/_site/other", to: temporary.root + "/out")
    #expect(try await failure() == "(written)")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: temporary.root + "/project/_site/other")
        == temporary.root + "/out")
    #expect(temporary.read("project/_site/x/page.html") == "new")
  }

  @Test func removesLeftoversOfAnInterruptedBuild() async throws {
    try temporary.makeFolder("project/._site.flowdocs-new/x")
    try temporary.write("project/._site.flowdocs-new/.flowdocs-manifest", "")
    try temporary.write("project/._site.flowdocs-new/x/page.html", "half")
    #expect(try await failure() == "(written)")
    #expect(
      temporary.listing.filter { $0.hasPrefix("project/") } == [
        "project/_site", "project/_site/.flowdocs-manifest", "project/_site/x", "project/_site/x/page.html",
      ])
  }

  @Test func outputFolderContainingTheProjectIsUpdatedInPlace() async throws {
    let root = temporary.root + "/project"
    try temporary.write(
      "project/.flowdocs-manifest", ["old.html", "a", "b/c.html"].map { manifestLine($0, "old") }.joined())
    try temporary.write("project/old.html", "old")
    try temporary.write("project/a", "old")
    try temporary.makeFolder("project/b")
    try temporary.write("project/b/c.html", "old")
    let summary = try await OutputFolder(path: root, project: root).write(
      [("a/x.html", "new"), ("b", "new"), ("c.css", "new")].map {
        OutputFile(path: $0.0, bytes: Array($0.1.utf8))
      })
    #expect(summary.replacedOneByOne == "it contains the project")
    #expect((summary.written, summary.removed) == (3, 3))
    #expect(
      temporary.listing.filter { $0.hasPrefix("project/") } == [
        "project/.flowdocs-manifest", "project/_site", "project/a", "project/a/x.html", "project/b",
        "project/c.css",
      ])
    #expect(
      temporary.read("project/.flowdocs-manifest")
        == ["a/x.html", "b", "c.css"].map { manifestLine($0, "new") }.joined())
  }

  @Test func concurrentBuildsWaitForEachOther() async throws {
    let folder = folder
    try await withThrowingTaskGroup(of: Void.self) { group in
      for build in 0..<6 {
        let files = (0..<200).map { OutputFile(path: "p\($0).html", bytes: Array("build \(build)".utf8)) }
        group.addTask { _ = try await folder.write(files) }
      }
      try await group.waitForAll()
    }
    let texts = Set((0..<200).map { temporary.read("project/_site/p\($0).html") })
    #expect(texts.count == 1)
    #expect(temporary.listing.filter { $0.hasPrefix("project/.") } == [])
  }
}
