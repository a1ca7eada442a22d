import Files
import Foundation
import Testing

@testable import Portal

/// A fresh folder that is gone after the test.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "portal-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") }
  }

  func write(_ file: String, _ text: String) throws {
    try text.write(toFile: path + "/" + file, atomically: false, encoding: .utf8)
  }

  func text(_ file: String) -> String? {
    FileManager.default.contents(atPath: path + "/" + file).map { String(decoding: $0, as: UTF8.self) }
  }

  func makeFolder(_ folder: String) throws {
    try FileManager.default.createDirectory(atPath: path + "/" + folder, withIntermediateDirectories: true)
  }

  func link(_ file: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path + "/" + file, withDestinationPath: target)
  }

  /// All files, with the folders in them.
  var listing: [String] { (FileManager.default.subpaths(atPath: path) ?? []).sorted() }

  func inode(_ file: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + file)
    return try #require(attributes[.systemFileNumber] as? Int)
  }
}

private func file(_ path: String, _ text: String) -> OutputFile {
  OutputFile(path: path, bytes: Array(text.utf8))
}

@Suite struct OutputFolderTests {
  @Test func writesChangedFilesAndRemovesObsoleteOnes() async throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(path: temporary.path + "/site")
    let first = try await folder.write([file("a.html", "1"), file("x/y/b.html", "2"), file("c.html", "3")])
    #expect(first == .init(written: 3, unchanged: 0, removed: 0))
    let before = try temporary.inode("site/a.html")
    let second = try await folder.write([file("a.html", "1"), file("c.html", "three")])
    #expect(second == .init(written: 1, unchanged: 1, removed: 1))
    #expect(try temporary.inode("site/a.html") == before)
    #expect(temporary.listing == ["site", "site/.flowdocs-manifest", "site/a.html", "site/c.html"])
    #expect(temporary.text("site/c.html") == "three")
    #expect(temporary.text("site/.flowdocs-manifest") == "a.html\nc.html\n")
  }

  @Test func unchangedOutputIsNotWritten() async throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(path: temporary.path + "/site")
    _ = try await folder.write([file("a.html", "1")])
    let before = try (temporary.inode("site"), temporary.inode("site/.flowdocs-manifest"))
    #expect(try await folder.write([file("a.html", "1")]) == .init(unchanged: 1))
    #expect(try before == (temporary.inode("site"), temporary.inode("site/.flowdocs-manifest")))
  }

  @Test func openPortalIsReplacedAtomically() async throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(path: temporary.path + "/site")
    _ = try await folder.write([file("a.html", "1"), file("b.html", "1")])
    let reader = try Folder(at: temporary.path + "/site")
    _ = try await folder.write([file("a.html", "2"), file("b.html", "1")])
    // The old folder is gone, whoever has it open finds nothing of the new one in it.
    #expect(try reader.read("a.html") == nil)
    #expect(temporary.text("site/a.html") == "2")
  }

  @Test func refusesAFolderWithForeignFiles() async throws {
    let temporary = try TemporaryFolder()
    try temporary.write("thesis.txt", "years of work")
    await #expect(throws: OutputFolder.Failure.notEmpty(temporary.path)) {
      try await OutputFolder(path: temporary.path).write([file("a.html", "1")])
    }
    #expect(temporary.listing == ["thesis.txt"])
  }

  @Test func keepsForeignFilesDespiteAManipulatedManifest() async throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(path: temporary.path + "/site")
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
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(path: temporary.path + "/site")
    let names = ["a\nCNAME", "b\\x0ACNAME", "c\r.html", "ü \u{202E}.html"]
    _ = try await folder.write(names.map { file($0, "1") })
    try temporary.write("site/CNAME", "docs.example.com")
    let bytes = Array((temporary.text("site/.flowdocs-manifest") ?? "").utf8)
    #expect(OutputManifest(bytes: bytes).paths == names)
    #expect(try await folder.write([file("a.html", "1")]) == .init(written: 1, removed: 4))
    #expect(temporary.text("site/CNAME") == "docs.example.com")
  }

  @Test(arguments: [
    "/etc/passwd", "../x", "a/../x", ".env", "a/.git/config", "a//b", "", "x\\", "x\\x0", "x\\xZZ",
  ])
  func invalidManifestLinesAreIgnored(line: String) {
    #expect(OutputManifest(bytes: Array((line + "\na.html\n").utf8)).paths == ["a.html"])
  }

  @Test func outputPathThatIsAFileIsAnError() async throws {
    let temporary = try TemporaryFolder()
    try temporary.write("site", "")
    await #expect(throws: FileFailure.notAFolder(temporary.path + "/site")) {
      try await OutputFolder(path: temporary.path + "/site").write([file("a.html", "1")])
    }
  }

  @Test func failedWriteKeepsThePreviousPortal() async throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(path: temporary.path + "/site")
    _ = try await folder.write([file("a.html", "1")])
    let long = String(repeating: "n", count: 300) + ".html"
    await #expect(throws: FileFailure.self) {
      try await folder.write([file("a.html", "2"), file(long, "1")])
    }
    #expect(temporary.text("site/a.html") == "1")
    #expect(temporary.text("site/.flowdocs-manifest") == "a.html\n")
    #expect(try await folder.write([file("b.html", "2")]) == .init(written: 1, removed: 1))
    #expect(temporary.listing == ["site", "site/.flowdocs-manifest", "site/b.html"])
  }
}
