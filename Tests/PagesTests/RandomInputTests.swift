import Diagnostics
import Markdown
import Pages
import Project
import Testing

/// Whatever the bytes, a page is made, and its ranges and places lie where they should.
struct RandomInputTests {
  private let pieces = [
    "```swift run\n", "```\n", "~~~ py title=\"x\n", "> ", "- ", "  ", "1. ", "\t", "\n", "\r\n", "\r",
    "---\n",
    "title: x\n", "# Überschrift `a`\n", "[a](b.md#c)", "![i](p.png \"t\")", "[r]\n\n[r]: d.md\n",
    "<https://x.y>",
    "| a | b |\n|---|:-:|\n| c |\n", "[^1]", "[^1]: note\n", "<!-- flowdocs:method a -->\n", "<!-- flowdocs:",
    "<div>\n", "*x* **y** ~~z~~", "`code", "code\n", "let a = 1\n", "ä€😀", "\u{FEFF}", "\0", "\\", "&amp;",
    "```json skip=a until=2027-01-01\n{}\n", "> [!NOTE]\n", "- [x] t\n", "file=a.py#r",
    "```sh file=a.py#one\n",
  ]

  @Test func pagesOfAnyBytesAreRead() {
    var random = SplitMix(state: 7)
    for _ in 0..<3_000 {
      var text: [UInt8] = []
      for _ in 0..<random.next(upTo: 24) { text += pieces[random.next(upTo: pieces.count)].utf8 }
      // A byte out of place, now and then, breaks the encoding.
      if random.next(upTo: 6) == 0, !text.isEmpty {
        text[random.next(upTo: text.count)] = UInt8(random.next(upTo: 256))
      }
      examine(text)
    }
  }

  private func examine(_ text: [UInt8]) {
    let files = FileReader.memory(["a.py": "# region: one\nprint(1)\n# endregion\n"])
    let page = PageReader(project: Project(root: "/p"), files: files, directives: sampleDirectives)
      .page("p.md", SourceText(path: "p.md", bytes: text))
    let whole = 0..<page.source.bytes.count
    let input = page.source.text.debugDescription
    for block in page.blocks {
      #expect(whole.contains(block.range.lowerBound), "\(input)")
      #expect(block.range.upperBound <= whole.upperBound && block.bodyRange.upperBound <= whole.upperBound)
      #expect(block.fenceLine < block.endLine, "\(input)")
      #expect(block.infoRange.lowerBound >= block.range.lowerBound, "\(input)")
      let code = Array(block.code.utf8)
      for line in block.code.split(separator: "\n").prefix(8) where block.origin.file == nil {
        // Tabs that a list takes in part, and NUL, which becomes U+FFFD, do not stand in the page as in the code.
        if text.contains(0x09) || text.contains(0) { continue }
        guard let at = code.indices.first(where: { code[$0...].starts(with: line.utf8) }) else { continue }
        let range = page.range(inCodeOf: block, codeRange: at..<(at + line.utf8.count))
        #expect(page.source.text(in: range) == String(line), "\(input)")
      }
      _ = page.span(inCodeOf: block, codeRange: code.count..<code.count)
      _ = page.span(inCodeOf: block, line: 99, column: 99)
      _ = page.edits(of: block, holding: "a\n\n```\n~~~~\nb")
    }
    var places = LinkPlaces(page)
    for link in page.links {
      let span = places.span(of: link)
      #expect(span.start <= span.end, "\(input)")
    }
    var output: [UInt8] = []
    var plain = PlainMarkdownHTML(rendersAlerts: true)
    MarkdownHTML.render(page.document, customization: &plain, into: &output)
    #expect(!String(decoding: output, as: UTF8.self).contains("<div>"), "\(input)")
    #expect(Set(page.headings.map(\.anchor)).count == page.headings.count, "\(input)")
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014), so that every run sees the same inputs.
struct SplitMix {
  var state: UInt64

  mutating func next(upTo limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(max(1, limit)))
  }
}
