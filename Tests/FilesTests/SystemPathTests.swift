import Files
import TestSupport
import Testing

struct SystemPathTests {
  @Test(
    arguments: [
      ([], ""), ([0x61, 0x2F, 0x62], "a/b"), (Array("é".utf8), "é"), ([0xE9], "\0E9"),
      ([0x61, 0xFF, 0x0A, 0x80], "a\0FF\n\080"), (Array("é".utf8) + [0xFF], "\0C3\0A9\0FF"),
    ] as [([UInt8], String)])
  func everyNameHasAText(bytes: [UInt8], text: String) {
    #expect(SystemPath.text(bytes) == text)
    #expect(SystemPath.bytes(text) == bytes)
  }

  @Test func linksAreResolved() throws {
    let scratch = try TestFolder(["a/b": ""])
    try scratch.link("c", to: "a")
    #expect(SystemPath.resolved(scratch.root + "/c/b") == SystemPath.resolved(scratch.root + "/a/b"))
    #expect(SystemPath.resolved(scratch.root + "/none") == nil)
  }
}
