import TestSupport
import Testing

/// Numbers, folds, notes and wrapping, which change how readers see the lines of a block.
struct CodeLineTests {
  private func figure(_ block: String) async throws -> String {
    try await TinyPortal(["index.md": "# T\n\n\(block)\n"])
      .piece("index.html", from: "<figure", to: "</figure>")
  }

  @Test func linesHaveNumbersFromTheFirstOneOn() async throws {
    let html = try await figure("```txt numbers=9 {2}\na\nb\n```")
    #expect(html.hasPrefix("<figure class=\"code numbered\">"))
    expectText(
      String(html[(html.range(of: "<pre>")?.lowerBound ?? html.startIndex)...]),
      """
      <pre><code><span data-line="9">a
      </span><span class="line-marked" data-line="10">b
      </span></code></pre>
      </figure>
      """)
  }

  @Test func foldedLinesOpenWithAClickAndKeepTheirColours() async throws {
    let html = try await figure("```js folded=1-2,5-9\na /* b\nc */ d\ne\nf\ng\nh\n```")
    expectText(
      String(html[(html.range(of: "<details")?.lowerBound ?? html.startIndex)...]),
      """
      <details class="code-fold"><summary>2 lines</summary>
      <pre><code>a <span class="c">/* b
      </span><span class="c">c */</span> d
      </code></pre>
      </details>
      <pre><code>e
      f
      </code></pre>
      <details class="code-fold"><summary>2 lines</summary>
      <pre><code>g
      h
      </code></pre>
      </details>
      </figure>
      """)
  }

  /// The comment is code for whoever runs it, and a mark for readers.
  @Test(arguments: [
    ("py notes", "start()  # (1)\nstop()\n", "start()", 1),
    ("py { .annotate }", "start()  # (2)!\n", "start()", 2),
    ("js notes", "start() // (12)\n", "start()", 12),
    ("html notes", "a <!-- (1) -->\n", "a", 1),
    ("c notes", "a; /* (3) */\n", "a;", 3),
  ])
  func commentsWithANumberBecomeMarks(_ info: String, _ code: String, _ shown: String, _ number: Int)
    async throws
  {
    let html = try await figure("```\(info)\n\(code)```\n\n1. First\n")
    #expect(html.hasPrefix("<figure class=\"code annotated\">"))
    #expect(
      html.contains(
        "<span class=\"line-note\" role=\"img\" aria-label=\"Note \(number)\" data-note=\"\(number)\"></span>\n"
      ))
    #expect(!html.contains("(\(number))"))
    #expect(html.contains(shown.prefix(1)))
  }

  @Test func commentsWithANumberStayWhereNotesAreNotAskedFor() async throws {
    let html = try await figure("```py\nstart()  # (1)\n```")
    #expect(html.contains("# (1)"))
    #expect(!html.contains("annotated"))
  }

  @Test func onlyACommentThatIsANumberIsANote() async throws {
    let html = try await figure("```py notes\nf(1)\ng()  # see (1)\nh()  # (x)\n```")
    #expect(html.contains("# see (1)"))
    #expect(html.contains("# (x)"))
    #expect(!html.contains("line-note"))
  }

  @Test func wrappedBlocksSaySoToTheStyle() async throws {
    #expect(try await figure("```txt wrap\na\n```").hasPrefix("<figure class=\"code wrapped\">"))
  }

  @Test func emptyAndHiddenBlocksHaveAFrameAllTheSame() async throws {
    for code in ["```txt numbers=1\n```", "```txt {1}\n// highlight-next-line\n```"] {
      #expect(try await figure(code).contains("<pre><code></code></pre>"))
    }
  }
}
