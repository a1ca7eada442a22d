import Digests
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

struct OutputFolderTests {
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
    expectText(
      temporary.read("site/.flowdocs-manifest"),
      """
      6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b a.html
      8b5b9db0c13db24256c829aa364aa90c6d2eba318b9232a4ab9313b954d3555f c.html

      """)
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

  @Test func manifestEscapesLineBreaksInFileNames() async throws {
    let temporary = try TestFolder()
    let folder = OutputFolder(path: temporary.root + "/site")
    let names = ["a\nCNAME", "b\\x0ACNAME", "c\r.html", "ü \u{202E}.html"]
    _ = try await folder.write(names.map { file($0, "1") })
    try temporary.write("site/CNAME", "1")
    let manifest = OutputManifest(bytes: Array((temporary.read("site/.flowdocs-manifest") ?? "").utf8))
    for name in names { #expect(manifest.digests(of: name) == [SHA256.hex("1".utf8)]) }
    #expect((manifest.digests(of: "CNAME"), manifest.unreadableLines) == ([], 0))
    #expect(try await folder.write([file("a.html", "1")]) == .init(written: 1, removed: 4))
    #expect(temporary.read("site/CNAME") == "1")
  }

  @Test(arguments: [
    "/etc/passwd", "../x", "a/../x", ".env", "a/.git/config", "a//b", "", "x\\", "x\\x0", "x\\xZZ", "x\\xFF",
  ])
  func pathsThatNoBuildWritesAreIgnored(path: String) {
    let manifest = OutputManifest(bytes: Array((manifestLine(path, "1") + manifestLine("a.html", "1")).utf8))
    #expect(manifest.digests(of: path).isEmpty)
    #expect(manifest.digests(of: "a.html") == [SHA256.hex("1".utf8)])
    #expect(manifest.unreadableLines == 1)
  }

  @Test(arguments: [
    "a.html", "6B86B273FF34FCE19D6B804EFF5A3F5747ADA4EAA22F1D49C01E52DDB7875B4B a.html",
    "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b\ta.html",
    "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4 a.html",
    "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
  ])
  func linesWithoutADigestAreIgnored(line: String) {
    let manifest = OutputManifest(bytes: Array((line + "\n").utf8))
    #expect(manifest.digests(of: "a.html").isEmpty)
    #expect(manifest.unreadableLines == 1)
  }

  /// To the file system these are two names, to Swift two equal strings.
  @Test func namesInDifferentNormalFormsAreDifferentFiles() async throws {
    let temporary = try TestFolder()
    let folder = OutputFolder(path: temporary.root + "/site")
    let (composed, decomposed) = ("\u{E9}", "e\u{301}")
    _ = try await folder.write([file(composed + "/a.html", "1"), file("b.html", "1")])
    try temporary.makeFolder("site/" + decomposed)
    try temporary.write("site/\(decomposed)/mine.html", "mine")
    try temporary.write("site/\(decomposed)/a.html", "mine, too")
    #expect(
      try await folder.write([file(composed + "/a.html", "1"), file("b.html", "2")])
        == .init(written: 1, unchanged: 1))
    #expect(temporary.read("site/\(decomposed)/mine.html") == "mine")
    #expect(temporary.read("site/\(decomposed)/a.html") == "mine, too")
    #expect(temporary.read("site/\(composed)/a.html") == "1")
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
    #expect(temporary.read("site/.flowdocs-manifest") == manifestLine("a.html", "1"))
    #expect(temporary.listing == ["site", "site/.flowdocs-manifest", "site/a.html"])
    #expect(try await folder.write([file("b.html", "2")]) == .init(written: 1, removed: 1))
    #expect(temporary.listing == ["site", "site/.flowdocs-manifest", "site/b.html"])
  }

  @Test func aFolderHoldsThePortalUntilOneOfItsFilesChanges() async throws {
    let temporary = try TestFolder()
    let folder = OutputFolder(path: temporary.root + "/site")
    #expect(try await !folder.holds(manifest: ""))
    #expect(temporary.listing == [], "looking makes no folder")
    let manifest = try await folder.write([file("a.html", "1"), file("x/b.html", "2")]).portal.manifest
    #expect(try await folder.holds(manifest: manifest))
    #expect(try await !folder.holds(manifest: "another"))
    try temporary.write("site/CNAME", "docs.example")
    #expect(try await folder.holds(manifest: manifest), "a file of somebody else")
    try temporary.write("site/x/b.html", "3")
    #expect(try await !folder.holds(manifest: manifest))
    try temporary.write("site/x/b.html", "2")
    #expect(try await folder.holds(manifest: manifest))
    try FileManager.default.removeItem(atPath: temporary.root + "/site/a.html")
    #expect(try await !folder.holds(manifest: manifest))
  }
}
