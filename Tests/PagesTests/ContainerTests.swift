import Diagnostics
import Dialects
import Markdown
import Pages
import TestSupport
import Testing

/// Boxes and tabs of other tools, as the quotations that they become. Each line stays a line.
struct ContainerTests {
  private func rewritten(_ text: String, _ dialect: Dialect = .github) -> String {
    let source = SourceText(path: "page.md", text: text)
    return (ContainerRewriting.rewritten(source, from: 0, dialect) ?? source).text
  }

  @Test func indentedBodies() {
    expectText(
      rewritten(
        """
        !!! warning "Mind the *gap*"
            Between.

            - a

              ```py
              # code
              ```

        ??? tip
            Closed.

        ???+ inheritance
            Open.
        After.

        """),
      """
      > [!warning] Mind the *gap*
      > Between.
      >
      > - a
      >
      >   ```py
      >   # code
      >   ```

      > [!tip]-
      > Closed.

      > [!note]+ Inheritance
      > Open.

      After.

      """)
  }

  @Test func tabsOfPythonMarkdown() {
    expectText(
      rewritten("=== \"pip\"\n\n    ```sh\n    pip\n    ```\n\n=== \"uv add\"\n\n    Text.\n\nAfter.\n"),
      "> [!tab] pip\n>\n> ```sh\n> pip\n> ```\n\n> [!tab] uv add\n>\n> Text.\n\nAfter.\n")
  }

  @Test func boxesBetweenColonsBecomeQuotations() {
    expectText(
      rewritten(
        """
        :::note
        A.
        :::

        :::tip[Own *title*]
        B.
        :::
        :::: warning Two words
        ::: details More
        C.
        :::
        ::::
        ::: {.callout-caution}
        D.
        :::
        :::steps
        1. E
        :::

        """),
      """
      > [!note]
      > A.


      > [!tip] Own *title*
      > B.

      > [!warning] Two words
      > > [!details]- More
      > > C.
      >

      > [!caution]
      > D.


      1. E


      """)
  }

  @Test func labelsOfAGroup() {
    let text = "::: code-group\n\n```sh [npm]\nnpm i\n```\n\n```sh [bun]\nbun i\n```\n\n:::\n"
    expectText(
      rewritten(text), "\n\n```sh [npm]\nnpm i\n```\n\n```sh [bun]\nbun i\n```\n\n\n")
    #expect(page(text).blocks.map(\.attributes.tab) == ["npm", "bun"])
  }

  @Test func boxesBetweenSlashesBecomeQuotations() {
    expectText(
      rewritten("/// tip | Own\n    attrs: {class: x}\nA.\n///\n/// details | More\nB.\n///\n"),
      "> [!tip] Own\n>\n> A.\n\n> [!details]- More\n> B.\n\n")
  }

  /// What looks like options is text where the tool has none, and behind an empty line.
  @Test(arguments: [
    (":::note\n:name: x\n:::\n", "> [!note]\n> :name: x\n\n"),
    (":::note\n    code\n:::\n", "> [!note]\n>     code\n\n"),
    (":::{note}\n:class: wide\n:name: x\nA.\n:::\n", "> [!note]\n>\n>\n> A.\n\n"),
    (":::{note}\n---\nclass: wide\n\n---\nA.\n---\n:::\n", "> [!note]\n>\n>\n>\n>\n> A.\n> ---\n\n"),
    (":::{note}\n\n:class: wide\n:::\n", "> [!note]\n>\n> :class: wide\n\n"),
    (":::{note}\nA.\n:class: wide\n:::\n", "> [!note]\n> A.\n> :class: wide\n\n"),
    ("::: {.callout-note}\n:class: wide\n:::\n", "> [!note]\n> :class: wide\n\n"),
    ("```{note}\n    code\n```\n", "> [!note]\n>     code\n\n"),
    ("/// tip\n:name: x\n///\n", "> [!tip]\n> :name: x\n\n"),
    ("/// tip\n\n    code: 1\n///\n", "> [!tip]\n>\n>     code: 1\n\n"),
    ("/// tip\n    open: True\n    attrs: {id: a}\nA.\n///\n", "> [!tip]\n>\n>\n> A.\n\n"),
    ("/// tip\n    more words\n///\n", "> [!tip]\n>     more words\n\n"),
    ("!!! note\n    :name: x\n", "> [!note]\n> :name: x\n"),
    ("<Note>\n:name: x\n</Note>\n", "> [!note]\n> :name: x\n\n"),
  ])
  func options(_ text: String, _ expected: String) { expectText(rewritten(text), expected) }

  /// Neither code nor HTML that lasts until its end closes or opens a container.
  @Test(arguments: [
    (":::tip\n```\n:::\n```\nA.\n:::\n", "> [!tip]\n> ```\n> :::\n> ```\n> A.\n\n"),
    (":::tip\n~~~\n```\n:::\n~~~\n:::\n", "> [!tip]\n> ~~~\n> ```\n> :::\n> ~~~\n\n"),
    (":::tip\nA.\n\n    :::\n\nB.\n:::\n", "> [!tip]\n> A.\n>\n>     :::\n>\n> B.\n\n"),
    (":::tip\n<pre>\n:::\n</PRE>\n:::\n", "> [!tip]\n> <pre>\n> :::\n> </PRE>\n\n"),
    (":::tip\n<!-- a\n:::\nb -->\n:::\n", "> [!tip]\n> <!-- a\n> :::\n> b -->\n\n"),
    ("```{note}\n~~~\n```\n~~~\n```\n", "> [!note]\n> ~~~\n> ```\n> ~~~\n\n"),
    ("<Note>\n```\n</Note>\n```\n</Note>\n", "> [!note]\n> ```\n> </Note>\n> ```\n\n"),
    (
      "!!! note\n\n    ```\n    ~~~\n\n:::tip\nA.\n:::\n",
      "> [!note]\n>\n> ```\n> ~~~\n\n> [!tip]\n> A.\n\n"
    ),
    (
      ":::tip\n```\n    ```\n:::\n```\n:::\n", "> [!tip]\n> ```\n>     ```\n> :::\n> ```\n\n"
    ),
  ])
  func verbatimText(_ text: String, _ expected: String) { expectText(rewritten(text), expected) }

  @Test func tabsOfComponentsBecomeQuotations() {
    expectText(
      rewritten(
        """
        <Tabs groupId="os">
          <TabItem value="mac" label="macOS">

            Brew.

          </TabItem>
          <TabItem value="linux">
          Apt.
          </TabItem>
        </Tabs>

        <Aside type="caution" title="Hot">
        Steam.
        </Aside>

        <Badge text="x" />

        """),
      """

      > [!tab] macOS
      >
      > Brew.
      >

      > [!tab] linux
      > Apt.



      > [!caution] Hot
      > Steam.


      <Badge text="x" />

      """)
  }

  @Test func directivesOfMyST() {
    expectText(
      rewritten(
        "```{note}\n:class: wide\nA.\n```\n\n````{admonition} Own title\n```py\nx\n```\n````\n\n```{toctree}\nindex\n```\n"
      ),
      "> [!note]\n>\n> A.\n\n\n> [!note] Own title\n> ```py\n> x\n> ```\n\n\n```{toctree}\nindex\n```\n")
  }

  @Test func inLists() {
    expectText(
      rewritten(
        "1. One\n\n    !!! note\n        A.\n\n    B\n\n- ::: tip\n  C.\n  :::\n- Two\n  :::note\n  D.\n  :::\n"
      ),
      "1. One\n\n    > [!note]\n    > A.\n\n    B\n\n- > [!tip]\n  > C.\n\n- Two\n  > [!note]\n  > D.\n\n")
  }

  @Test(arguments: [
    "```text\n!!! note\n    x\n:::tip\n:::\n```\n", "    !!! note\n        x\n", "!!! \n", "!!!\n",
    "::: tip\nnever closed\n",
    "::: parcel.Box\n    handler: x\n", "=== Title\n", "/// rust docs\n", "Title\n===\n", "`:::note`\n",
    "<Tabs>\nx\n",
    "<pre>\n:::tip\nA\n:::\n</pre>\n", "<pre class=\"a\">\n!!! note\n    x\n</pre>\n",
    "<!--\n=== \"A\"\n    x\n-->\n", "<script>\n:::tip\n:::\n</script>\n", ":::tip\n```\n:::\n```\n",
    ":::tip\n<pre>\n:::\n</pre>\n", "<Note>\n~~~\n</Note>\n~~~\n",
    "<Unknown>\n\nx\n\n</Unknown>\n", "a ::: b\n:::\n", "```{python}\nx\n```\n", "!!! note: x\n",
  ])
  func otherText(_ text: String) { #expect(rewritten(text) == text) }

  @Test func aDialectHasItsOwn() throws {
    let text = "!!! note\n    A\n\n:::tip\nB\n:::\n"
    let mkdocs = try #require(Dialect.named("mkdocs"))
    #expect(rewritten(text, mkdocs) == "> [!note]\n> A\n\n:::tip\nB\n:::\n")
    let docusaurus = try #require(Dialect.named("docusaurus"))
    #expect(rewritten(text, docusaurus) == "!!! note\n    A\n\n> [!tip]\n> B\n\n")
  }

  @Test func windowsLineEndsAndTabs() {
    #expect(
      rewritten("!!! note\r\n\tA\r\n\t\r\n\tB\r\n\r\nC\r\n") == "> [!note]\r\n> A\r\n>\r\n> B\r\n\r\nC\r\n")
  }

  /// What is found inside a box is reported at its place in the file.
  @Test func placesInTheFile() {
    let page = page("!!! note\n    See [x](gone.md).\n\n    ```sh rum\n    ls\n    ```\n")
    var places = LinkPlaces(page)
    let link = places.span(of: page.links[0])
    #expect("\(link.start.line):\(link.start.column) \(link.text ?? "")" == "2:13 gone.md")
    #expect(page.diagnostics.compactMap(\.span).map { "\($0.start.line):\($0.start.column)" } == ["4:11"])
    #expect(page.span(inCodeOf: page.blocks[0], line: 1, column: 1).start == .init(line: 5, column: 5))
  }

  /// New output goes into the file as the block is indented there.
  @Test func writingIntoABox() throws {
    let page = page("!!! note\n    ```sh\n    ls\n    ```\n\nAfter.\n")
    let (file, changes) = try #require(page.edits(of: page.blocks[0], holding: "a\n\nb\n"))
    var bytes = file.bytes
    for change in changes.reversed() { bytes.replaceSubrange(change.range, with: change.bytes) }
    #expect(
      String(decoding: bytes, as: UTF8.self) == "!!! note\n    ```sh\n    a\n\n    b\n    ```\n\nAfter.\n")
  }

  /// Marks before lines stay short however deep containers are in each other.
  @Test func containersInEachOther() {
    let text = (0..<200).map { String(repeating: " ", count: 4 * $0) + "!!! note\n" }.joined()
    #expect(rewritten(text).utf8.count < 3 * text.utf8.count)
    let many =
      String(repeating: "!!! note\n    x\n\n", count: 20_000) + String(repeating: "\n", count: 100_000)
    #expect(rewritten(many).utf8.count < 2 * many.utf8.count)
  }

  /// Short codes of themes of Hugo that are boxes; others stay.
  @Test func shortCodesOfHugo() throws {
    let hugo = try #require(Dialect.named("hugo"))
    let text = """
      {{% alert title="Mind the *gap*" color="warning" %}}
      Between.
      {{% /alert %}}

      {{< hint danger >}}
      - a
      {{< /hint >}}
      {{< details "More" >}}
      Text
      {{< /details >}}
      {{< note >}}
      Never closed.

      {{< figure src="a.png" >}}

      ```sh
      {{< tip >}}
      {{< /tip >}}
      ```

      """
    let plain = ContainerRewriting.rewritten(SourceText(path: "a.md", bytes: Array(text.utf8)), from: 0, hugo)
    expectText(
      String(decoding: plain?.bytes ?? [], as: UTF8.self),
      """
      > [!warning] Mind the *gap*
      > Between.


      > [!danger]
      > - a

      > [!details]- More
      > Text

      {{< note >}}
      Never closed.

      {{< figure src="a.png" >}}

      ```sh
      {{< tip >}}
      {{< /tip >}}
      ```

      """)
  }

  /// Asides of DocC are quotations that begin with a word for a box.
  @Test func asidesOfDocC() {
    let text = """
      > Tip: Grind *first*.
      > Then brew.

      > Important:
      > Other words: stay.

      - a

        > Warning: Hot
        > > Note: Very

      ```md
      > Tip: code
      ```

      """
    let plain = CatalogueAsides.rewritten(SourceText(path: "a.md", bytes: Array(text.utf8)), from: 0)
    expectText(
      String(decoding: plain?.bytes ?? [], as: UTF8.self),
      """
      > [!tip]
      > Grind *first*.
      > Then brew.

      > Important:
      > Other words: stay.

      - a

        > [!warning]
        > Hot
        > > [!note]
        > > Very

      ```md
      > Tip: code
      ```

      """)
  }

  @Test func tabsAndGroupsOfHugo() throws {
    let hugo = try #require(Dialect.named("hugo"))
    expectText(
      rewritten(
        """
        {{< tabs >}}
        {{% tab "Linux" %}}
        One
        {{% /tab %}}
        {{% tab header="Mac" %}}
        Two
        {{% /tab %}}
        {{< /tabs >}}

        {{% steps %}}
        1. a
        {{% /steps %}}

        """, hugo),
      """

      > [!tab] Linux
      > One

      > [!tab] Mac
      > Two




      1. a


      """)
  }

  /// Directives that say something about a page of DocC.
  @Test func directivesOfDocC() {
    let text = """
      # Cups

      @Metadata {
          @TechnologyRoot
          @PageKind(article)
      }

      @Options(scope: local) { @AutomaticSeeAlso(disabled) }
      Text by @Someone(x).

      @Image(source: "cup", alt: "A [red] cup")

      @Row {
      }

          @Comment { code }

      @Metadata {
      """
    let source = SourceText(path: "a.md", text: text)
    expectText(
      CatalogueDirectives.rewritten(source, from: 0)?.text ?? "",
      """
      # Cups







      Text by @Someone(x).

      ![A red cup](<cup>)

      @Row {
      }

          @Comment { code }

      @Metadata {
      """)
  }
}
