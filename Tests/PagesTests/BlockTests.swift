import Diagnostics
import Pages
import Testing

struct BlockTests {
  /// A place in code, by the word that stands there, and the page's line and column of that word.
  private func place(of word: String, in block: Block, on page: Page) throws -> (String, String) {
    let code = Array(block.code.utf8)
    let wanted = Array(word.utf8)
    let at = try #require(code.indices.first { code[$0...].starts(with: wanted) })
    let span = page.span(inCodeOf: block, codeRange: at..<(at + wanted.count))
    return ("\(span.start.line):\(span.start.column)", covered(span))
  }

  @Test(arguments: [
    ("```swift\nlet one = 1\n  two\n```\n", "2:5", "3:3", 0),
    ("- a\n\n  ```swift\n  let one = 1\n    two\n  ```\n", "4:7", "5:5", 2),
    ("- ```swift\n  let one = 1\n    two\n  ```\n", "2:7", "3:5", 2),
    ("> ```swift\n> let one = 1\n>   two\n> ```\n", "2:7", "3:5", 2),
    ("> ```swift\n>let one = 1\n>   two\n> ```\n", "2:6", "3:5", 2),
    ("1. > - ```swift\n   >   let one = 1\n   >     two\n   >   ```\n", "2:12", "3:10", 7),
    ("   ```swift\n   let one = 1\n   \u{20}\u{20}two\n   ```\n", "2:8", "3:6", 3),
    ("   ```swift\nlet one = 1\n     two\n```\n", "2:5", "3:6", 3),
    ("```swift\r\nlet one = 1\r\n  two\r\n```\r\n", "2:5", "3:3", 0),
    ("\u{FEFF}```swift\nlet one = 1\n  two\n```\n", "2:5", "3:3", 3),
    ("---\ntitle: x\n---\n```swift\nlet one = 1\n  two", "5:5", "6:3", 0),
    ("~~~~ swift\nlet one = 1\n  two\n~~~~~~\n", "2:5", "3:3", 0),
  ])
  func placesOfCode(_ text: String, _ one: String, _ two: String, _ indentation: Int) throws {
    let page = page(text)
    let block = try #require(page.blocks.first)
    #expect(block.language == "swift")
    #expect(block.code.hasPrefix("let one = 1\n"))
    #expect(try place(of: "one", in: block, on: page) == (one, "one"))
    #expect(try place(of: "two", in: block, on: page) == (two, "two"))
    #expect(block.indentation == indentation)
    let compiler = page.span(inCodeOf: block, line: 1, column: 5, length: 3)
    #expect("\(compiler.start.line):\(compiler.start.column)" == one)
    #expect(covered(compiler) == "one")
  }

  @Test func rangesCoverABlockAsItIsWritten() throws {
    let text = "a\n\n- ```sh run  \n  x\n\n  y\n  ```\n\nb\n"
    let page = page(text)
    let block = try #require(page.blocks.first)
    #expect(page.source.text(in: block.range) == "```sh run  \n  x\n\n  y\n  ```")
    #expect(page.source.text(in: block.bodyRange) == "  x\n\n  y\n")
    #expect(page.source.text(in: block.infoRange) == "sh run")
    #expect((block.fenceLine, block.endLine) == (3, 8))
    #expect(block.code == "x\n\ny\n")
  }

  @Test func aBlockThatEndsWithItsQuotation() throws {
    let page = page("> ```sh\n> a\n```\nb\n```\n")
    #expect(page.blocks.map(\.code) == ["a\n", "b\n"])
    #expect(page.source.text(in: page.blocks[0].range) == "```sh\n> a\n")
    #expect((page.blocks[0].fenceLine, page.blocks[0].endLine) == (1, 3))
    #expect((page.blocks[1].fenceLine, page.blocks[1].endLine) == (3, 6))
  }

  @Test func emptyAndOpenBlocks() throws {
    let empty = page("```\n```\n")
    #expect(empty.blocks.map(\.code) == [""])
    #expect(empty.source.text(in: empty.blocks[0].range) == "```\n```")
    #expect(empty.blocks[0].bodyRange == 4..<4)
    let open = page("```py")
    #expect(open.blocks.map(\.code) == [""])
    #expect(open.blocks[0].range == 0..<5)
    #expect(open.blocks[0].bodyRange == 5..<5)
    #expect(page("    indented\n").blocks.isEmpty)
  }

  @Test(arguments: [
    ("```output\nold\n```\n", "```output\nnew\n\n  x\n```\n"),
    ("- ```output\n  old\n  ```\n", "- ```output\n  new\n\n    x\n  ```\n"),
    ("> 1. ```output\n>    old\n>    ```\n", "> 1. ```output\n>    new\n>\n>      x\n>    ```\n"),
    ("```output\r\nold\r\n```\r\n", "```output\r\nnew\r\n\r\n  x\r\n```\r\n"),
    ("```output\n```\n", "```output\nnew\n\n  x\n```\n"),
  ])
  func bodiesAreReplaced(_ text: String, _ expected: String) throws {
    let before = page(text)
    let block = try #require(before.blocks.first)
    var bytes = before.source.bytes
    for edit in (before.edits(of: block, holding: "new\n\n  x\n")?.changes ?? []).reversed() {
      bytes.replaceSubrange(edit.range, with: edit.bytes)
    }
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
    let after = page(expected)
    #expect(after.blocks.first?.code == "new\n\n  x\n")
  }

  /// Code with a line that would close its block makes the fences longer, other code does not.
  @Test(arguments: [
    ("```output\nold\n```\n", "```\nin\n", "````output\n```\nin\n````\n"),
    ("```output\nold\n```\n", "```swift\nin\n", "````output\n```swift\nin\n````\n"),
    ("```output\nold\n```\n", "```a``` in\n", "```output\n```a``` in\n```\n"),
    ("```output\nold\n```\n", "~~~\n", "```output\n~~~\n```\n"),
    ("````output\nold\n`````\n", " `````  \n", "``````output\n `````  \n``````\n"),
    ("> ~~~output\n> old\n> ~~~\n", "~~~\n", "> ~~~~output\n> ~~~\n> ~~~~\n"),
    ("- ```output\n  ```\n", "```\n", "- ````output\n  ```\n  ````\n"),
  ])
  func fencesGrowWithTheCode(_ text: String, _ code: String, _ expected: String) throws {
    let before = page(text)
    let block = try #require(before.blocks.first)
    var bytes = before.source.bytes
    for edit in (before.edits(of: block, holding: code)?.changes ?? []).reversed() {
      bytes.replaceSubrange(edit.range, with: edit.bytes)
    }
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
    #expect(page(expected).blocks.map(\.code) == [code])
  }

  @Test func placesOfAttributes() throws {
    let page = page("```sh skip=\"no GPU\" until=2027-03-01 hide\n```\n")
    let block = try #require(page.blocks.first)
    #expect(covered(page.span(ofAttribute: "skip", of: block)) == "no GPU")
    #expect(covered(page.span(ofAttribute: "until", of: block)) == "2027-03-01")
    #expect(covered(page.span(ofAttribute: "hide", of: block)) == "hide")
    #expect(covered(page.span(ofFenceOf: block)) == "```sh skip=\"no GPU\" until=2027-03-01 hide")
  }
}
