import Foundation
import Portal
import Testing

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

@Suite("Output folder")
struct OutputFolderTests {
  @Test("Writes what changed, leaves what did not, removes what it no longer writes")
  func incremental() throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(path: temporary.path + "/site")
    let first = try folder.write([file("a.html", "1"), file("x/y/b.html", "2"), file("c.html", "3")])
    #expect(first == .init(written: 3, unchanged: 0, removed: 0))
    let before = try temporary.inode("site/a.html")
    let second = try folder.write([file("a.html", "1"), file("c.html", "three")])
    #expect(second == .init(written: 1, unchanged: 1, removed: 1))
    #expect(try temporary.inode("site/a.html") == before)
    #expect(temporary.listing == ["site", "site/.flowdocs-manifest", "site/a.html", "site/c.html"])
    #expect(temporary.text("site/c.html") == "three")
    #expect(temporary.text("site/.flowdocs-manifest") == "a.html\nc.html\n")
  }

  @Test("A folder with files of someone else is refused and stays as it is")
  func foreign() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("thesis.txt", "years of work")
    #expect(throws: OutputFolder.Failure.notEmpty(temporary.path)) {
      try OutputFolder(path: temporary.path).write([file("a.html", "1")])
    }
    #expect(temporary.listing == ["thesis.txt"])
    #expect(
      OutputFolder.Failure.notEmpty("out").description
        == "`out` holds files that FlowDocs did not write; choose an empty or new folder")
  }

  @Test("Files put beside the portal later stay; a manifest cannot name files outside the folder")
  func strangers() throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(path: temporary.path + "/site")
    _ = try folder.write([file("a.html", "1"), file("old/b.html", "1")])
    try temporary.write("site/CNAME", "docs.example.com")
    try temporary.write("precious", "keep")
    try temporary.write("site/.flowdocs-manifest", "../precious\na.html\nold/b.html\n")
    #expect(try folder.write([file("a.html", "1")]) == .init(written: 0, unchanged: 1, removed: 1))
    #expect(
      temporary.listing == ["precious", "site", "site/.flowdocs-manifest", "site/CNAME", "site/a.html"])
  }

  @Test("A path that is a file is named")
  func notAFolder() throws {
    let temporary = try TemporaryFolder()
    try temporary.write("site", "")
    #expect(throws: OutputFolder.Failure.notAFolder(temporary.path + "/site")) {
      try OutputFolder(path: temporary.path + "/site").write([file("a.html", "1")])
    }
  }

  @Test("A name too long for the system is reported, and the earlier portal stays")
  func failure() throws {
    let temporary = try TemporaryFolder()
    let folder = OutputFolder(path: temporary.path + "/site")
    _ = try folder.write([file("a.html", "1")])
    let long = String(repeating: "n", count: 300) + ".html"
    #expect(throws: OutputFolder.Failure.self) {
      try folder.write([file("a.html", "1"), file(long, "1")])
    }
    #expect(temporary.text("site/a.html") == "1")
    // The next build knows what the failed one may have left.
    #expect(try folder.write([file("b.html", "2")]) == .init(written: 1, unchanged: 0, removed: 1))
    #expect(temporary.listing == ["site", "site/.flowdocs-manifest", "site/b.html"])
  }
}
