import Diagnostics
import JSON
import Testing

@testable import LanguageServer

@Suite struct PlaceTests {
  /// One unit of UTF-16 for `é`, two for `😀`.
  private let text = SourceText(path: "a.md", text: "aé😀b\r\nlast")

  @Test(arguments: [(0, 0, 0), (1, 0, 1), (3, 0, 2), (7, 0, 4), (8, 0, 5), (10, 1, 0), (14, 1, 4)])
  func placesCountUnitsOfUTF16(byte: Int, line: Int, character: Int) {
    let position = TextPosition(line: line, character: character)
    #expect(text.position(ofByte: byte) == position)
    #expect(text.byte(at: position) == byte)
  }

  @Test func placesBehindTheEndAreTheEnd() {
    #expect(text.byte(at: TextPosition(line: 0, character: 99)) == 8)
    #expect(text.byte(at: TextPosition(line: 9, character: 0)) == 14)
    #expect(text.position(ofByte: 99) == TextPosition(line: 1, character: 4))
  }

  @Test(arguments: [
    ("file:///docs/a.md", "/docs/a.md"), ("file:///docs/a%20b.md", "/docs/a b.md"),
    ("FILE://localhost/docs/%C3%A9.md", "/docs/é.md"), ("file:///docs/../a.md", "/a.md"),
  ])
  func addressesAreOfFiles(address: String, path: String) {
    #expect(DocumentAddress.path(of: address) == path)
  }

  @Test(arguments: [
    "untitled:Untitled-1", "https://example.com/a.md", "file://server/a.md", "file:///a%zz.md",
    "file:///../a.md",
    "file:///a%00b.md",
  ])
  func otherAddressesAreOfNone(address: String) {
    #expect(DocumentAddress.path(of: address) == nil)
  }

  @Test func pathsAreWrittenAsAddresses() {
    #expect(DocumentAddress.of("/docs/a b#é.md") == "file:///docs/a%20b%23%C3%A9.md")
  }

  @Test func linesAreReadWhileTheyAreWritten() {
    let lines = MarkdownLines(
      SourceText(path: "a.md", text: "---\ntitle: A\n---\ntext\n> ```sh run\n> code\n> ```\ntext\n~~~\nopen"))
    #expect(
      (1...10).map(lines.kind)
        == [
          .text, .frontMatter, .text, .text, .fence(info: "sh run"), .code, .code, .text, .fence(info: ""),
          .code,
        ])
  }
}
