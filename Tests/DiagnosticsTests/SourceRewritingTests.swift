import Diagnostics
import Testing

/// Parts of a text are replaced; what is around them keeps its place in the file.
struct SourceRewritingTests {
  @Test func partsAreReplacedInOrder() throws {
    let source = SourceText(path: "a.md", bytes: Array("one two three".utf8))
    var rewriting = SourceRewriting(source)
    rewriting.replace(0..<3, with: "1")
    rewriting.replace(8..<8, with: "+ ")
    let text = try #require(rewriting.text)
    #expect(String(decoding: text.bytes, as: UTF8.self) == "1 two + three")
    #expect(text.span(8..<13).label == "a.md:1:9")
  }

  @Test func aTextWithoutReplacementsIsNotCopied() {
    #expect(SourceRewriting(SourceText(path: "a.md", bytes: Array("one".utf8))).text == nil)
  }
}
