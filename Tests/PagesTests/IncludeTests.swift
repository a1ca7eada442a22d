import Diagnostics
import Foundation
import Pages
import Project
import TestSupport
import Testing

struct IncludeTests {
  private let files = [
    "examples/monitor.swift": """
    import Foundation
    struct A {
      // region: poll-loop
      while true {
        // region: inner
        poll()
        // endregion

        wait()
      }
      // endregion
    }
    // region: open
    left()
    """,
    "examples/job.py": "# region: start\nprint(1)\n# endregion: start\nprint(2)\n",
    "examples/client.swift": "// region: imports\n\nimport A\n\nimport B\n\n// endregion\n",
    "examples/schema.sql": "-- region: jobs\nCREATE TABLE jobs ();\n-- endregion\nSELECT 1;\n",
  ]

  private func block(_ file: String, body: String = "") -> Page {
    page("```swift file=\(file)\n\(body)```\n", files: files)
  }

  @Test func aRegionIsShownInPlaceOfAStaleCopy() throws {
    let page = block("examples/monitor.swift#poll-loop", body: "stale\n")
    let included = try #require(page.blocks.first)
    #expect(page.diagnostics == [])
    #expect(included.code == "while true {\n  poll()\n\n  wait()\n}\n")
    #expect(included.origin.path == "examples/monitor.swift")
    #expect(included.origin.firstLine == 4)
    #expect(included.origin.file == "examples/monitor.swift")
    #expect(included.origin.region == "poll-loop")
    #expect(included.origin.fileText == files["examples/monitor.swift"])
    #expect(page.writtenCode(of: included) == "stale\n")
  }

  @Test func emptyLinesBesideTheMarkersAreNotCode() throws {
    let page = block("examples/client.swift#imports")
    let included = try #require(page.blocks.first)
    #expect(included.code == "import A\n\nimport B\n")
    #expect(page.span(inCodeOf: included, line: 3, column: 8, length: 1).label == "examples/client.swift:5:8")
  }

  @Test func placesAreInTheIncludedFile() throws {
    let page = block("examples/monitor.swift#poll-loop")
    let included = try #require(page.blocks.first)
    let span = page.span(inCodeOf: included, line: 4, column: 3, length: 6)
    #expect(span.label == "examples/monitor.swift:9:5")
    #expect(covered(span) == "wait()")
  }

  @Test func wholeFilesAndOtherComments() {
    #expect(block("examples/job.py").blocks.first?.code == "print(1)\nprint(2)\n")
    #expect(block("examples/job.py#start").blocks.first?.code == "print(1)\n")
    #expect(block("examples/schema.sql#jobs").blocks.first?.code == "CREATE TABLE jobs ();\n")
    #expect(block("./examples/../examples/job.py#start").blocks.first?.origin.file == "examples/job.py")
  }

  @Test(arguments: [
    (
      "examples/monitr.swift",
      "`examples/monitr.swift` does not exist. Did you mean `examples/monitor.swift`?",
      "examples/monitr.swift",
      nil
    ),
    ("examples", "`examples` is a folder", "examples", nil),
    (
      "../secret", "`../secret` is outside the project", "../secret",
      "name a file by its path from the project's root"
    ),
    (
      "/etc/passwd", "`/etc/passwd` is outside the project", "/etc/passwd",
      "name a file by its path from the project's root"
    ),
    (
      "examples/../../x", "`examples/../../x` is outside the project", "examples/../../x",
      "name a file by its path from the project's root"
    ),
    (
      "examples/monitor.swift#pol-loop",
      "No region `pol-loop` in `examples/monitor.swift`. Did you mean `poll-loop`?", "pol-loop",
      nil
    ),
    ("examples/job.py#other", "No region `other` in `examples/job.py`", "other", "its regions are `start`"),
    (
      "examples/monitor.swift#open", "Region `open` of `examples/monitor.swift` is not closed", "open",
      "write `endregion` after its last line"
    ),
  ])
  func problemsAreNamedAtTheirPlace(_ file: String, _ message: String, _ place: String, _ fix: String?) throws
  {
    let page = block(file, body: "own\n")
    let diagnostic = try #require(page.diagnostics.first)
    #expect(page.diagnostics.count == 1)
    #expect(diagnostic.message == message)
    #expect(diagnostic.fix == fix)
    #expect(covered(try #require(diagnostic.span)) == place)
    #expect(page.blocks.first?.code == "own\n")
  }

  @Test func aPageThatCannotBeReadIsListed() throws {
    let folder = try TestFolder([
      ".git/HEAD": "", "README.md": "text", "docs/a.md": "text", "docs/folder.md/b.md": "text",
    ])
    for (link, target) in [
      ("gone.md", "nothing.md"), ("gone.txt", "nothing.md"), ("readme.md", "../README.md"),
    ] {
      try folder.link("docs/" + link, to: target)
    }
    #expect(mkfifo(folder.root + "/docs/pipe.md", 0o600) == 0)
    let files = FileReader.disk(root: folder.root + "/docs")
    #expect(files.files(".") { _ in true } == ["a.md", "folder.md/b.md", "gone.md", "pipe.md"])
    #expect(throws: FileReadError.notFound) { try files.read("gone.md") }
    #expect(throws: FileReadError.unreadable("it is not a regular file")) { try files.read("pipe.md") }
  }

  @Test func symbolicLinksDoNotLeadOut() throws {
    let folder = try TestFolder([
      "root/docs/b.md": "text", "root/docs/a.md": "text", "root/docs/.hidden/c.md": "text",
      "root/node_modules/d.md": "text", "secret.md": "text", "root/e.txt": "text",
    ])
    for (link, target) in [("docs/out.md", "../../secret.md"), ("docs/in.md", "../e.txt"), ("docs/up", "..")]
    {
      try folder.link("root/" + link, to: target)
    }
    defer { withExtendedLifetime(folder) {} }
    let files = FileReader.disk(root: folder.root + "/root")
    // What has the name of a page is listed, so that reading it says why it is not one.
    #expect(
      files.files(".") { $0.hasSuffix(".md") } == ["docs/a.md", "docs/b.md", "docs/in.md", "docs/out.md"])
    #expect(throws: FileReadError.outsideProject) { try files.read("docs/out.md") }
    #expect(throws: FileReadError.outsideProject) { try files.read("../secret.md") }
    #expect(throws: FileReadError.isFolder) { try files.read("docs") }
    #expect(throws: FileReadError.notFound) { try files.read("docs/none.md") }
    #expect(try files.read("docs/in.md") == Array("text".utf8))
    #expect(files.kind("docs/out.md") == nil)
    #expect(files.kind("docs") == .folder)
  }
}
