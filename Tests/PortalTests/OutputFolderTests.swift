import Files
import Foundation
import TestSupport
import Testing

@testable import Portal

extension TestFolder {
  fileprivate func inode(_ file: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: root + "/" + file)
    return try #require(attributes[.systemFileNumber] as? Int)
  }
}

private func file(_ path: String, _ text: String) -> OutputFile {
  OutputFile(path: path, bytes: Array(text.utf8))
}

@Suite struct OutputFolderTests {
  @Test func writesChangedFilesAndRemovesObsoleteOnes() async throws {
    let temporary = try TestFolder()
    let folder = OutputFolder(path: temporary.root + "/site")
    let first = try await folder.write([file("a.html", "1"), file("x/y/b.html", "2"), file("c.html", "3")])
    #expect(first == .init(written: 3, unchanged: 0, removed: 0))
    let before = try temporary.inode("site/a.html")
    let second = try await folder.write([file("a.html", "1"), file("c.html", "three")])
    #expect(second == .init(written: 1, unchanged: 1, removed: 1))
    #expect(try temporary.inode("site/a.html") == before)
    #expect(temporary.listing == ["site", "site/.flowdocs-manifest", "site/a.html", "site/c.html"])
    #expect(temporary.read("site/c.html") == "three")
    #expect(temporary.read("site/.flowdocs-manifest") == "a.html\nc.html\n")
  }

  @Test func unchangedOutputIsNotWritten() async throws {
    let temporary = try TestFolder()
    let folder = OutputFolder(path: temporary.root + "/site")
    _ = try await folder.write([file("a.html", "1")])
    let before = try (temporary.inode("site"), temporary.inode("site/.flowdocs-manifest"))
    #expect(try await folder.write([file("a.html", "1")]) == .init(unchanged: 1))
    #expect(try before == (temporary.inode("site"), temporary.inode("site/.flowdocs-manifest")))
  }

  @Test func openPortalIsReplacedAtomically() async throws {
    let temporary = try TestFolder()
    let folder = OutputFolder(path: temporary.root + "/site")
    _ = try await folder.write([file("a.html", "1"), file("b.html", "1")])
    let reader = try Folder(at: temporary.root + "/site")
    _ = try await folder.write([file("a.html", "2"), file("b.html", "1")])
    // The old folder is gone, whoever has it open finds nothing of the new one in it.
    #expect(try reader.read("a.html") == nil)
    #expect(temporary.read("site/a.html") == "2")
  }

  @Test func refusesAFolderWithForeignFiles() async throws {
    let temporary = try TestFolder()
    try temporary.write("thesis.txt", "years of work")
    await #expect(throws: OutputFolder.Failure.notEmpty(temporary.root)) {
      try await OutputFolder(path: temporary.root).write([file("a.html", "1")])
    }
    #expect(temporary.listing == ["thesis.txt"])
  }

  @Test func keepsForeignFilesDespiteAManipulatedManifest() async throws {
    let temporary = try TestFolder()
    let folder = OutputFolder(path: temporary.root + "/site")
    _ = try await folder.write([file("a.html", "1"), file("old/b.html", "1")])
    try temporary.write("site/CNAME", "docs.example.com")
    try temporary.makeFolder("site/own/empty")
    try temporary.write("site/own/x.html", "mine")
    try temporary.write("precious", "keep")
    try temporary.write("site/.env", "keep")
    try temporary.write("site/.flowdocs-manifest", "../precious\n.env\na.html\nold/b.html\n")
    #expect(try await folder.write([file("a.html", "1")]) == .init(unchanged: 1, removed: 1))
    #expect(
      temporary.listing == [
        "precious", "site", "site/.env", "site/.flowdocs-manifest", "site/CNAME", "site/a.html", "site/own",
        "site/own/empty", "site/own/x.html",
      ])
  }

  @Test func manifestEscapesLineBreaksInFileNames() async throws {
    let temporary = try TestFolder()
    let folder = OutputFolder(path: temporary.root + "/site")
    let names = ["a\nCNAME", "b\\x0ACNAME", "c\r.html", "ü \u{202E}.html"]
    _ = try await folder.write(names.map { file($0, "1") })
    try temporary.write("site/CNAME", "docs.example.com")
    let bytes = Array((temporary.read("site/.flowdocs-manifest") ?? "").utf8)
    #expect(OutputManifest(bytes: bytes).paths == names)
    #expect(try await folder.write([file("a.html", "1")]) == .init(written: 1, removed: 4))
    #expect(temporary.read("site/CNAME") == "docs.example.com")
  }

  @Test(arguments: [
    "/etc/passwd", "../x", "a/../x", ".env", "a/.git/config", "a//b", "", "x\\", "x\\x0", "x\\xZZ",
  ])
  func invalidManifestLinesAreIgnored(line: String) {
    #expect(OutputManifest(bytes: Array((line + "\na.html\n").utf8)).paths == ["a.html"])
  }

  @Test func outputPathThatIsAFileIsAnError() async throws {
    let temporary = try TestFolder()
    try temporary.write("site", "")
    await #expect(throws: FileFailure.notAFolder(temporary.root + "/site")) {
      try await OutputFolder(path: temporary.root + "/site").write([file("a.html", "1")])
    }
  }

  @Test func failedWriteKeepsThePreviousPortal() async throws {
    let temporary = try TestFolder()
    let folder = OutputFolder(path: temporary.root + "/site")
    _ = try await folder.write([file("a.html", "1")])
    let long = String(repeating: "n", count: 300) + ".html"
    await #expect(throws: FileFailure.self) {
      try await folder.write([file("a.html", "2"), file(long, "1")])
    }
    #expect(temporary.read("site/a.html") == "1")
    #expect(temporary.read("site/.flowdocs-manifest") == "a.html\n")
    #expect(try await folder.write([file("b.html", "2")]) == .init(written: 1, removed: 1))
    #expect(temporary.listing == ["site", "site/.flowdocs-manifest", "site/b.html"])
  }
}
