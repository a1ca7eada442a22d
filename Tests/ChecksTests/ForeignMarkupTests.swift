import Testing

struct ForeignMarkupTests {
  @Test func boxes() async throws {
    let page = """
      # A

      !!! note
          Parcel is made up.

      ???+ warning "Careful"
          Not thread safe.

      :::tip[Faster]
      Use a cache.
      :::

      - ::: {.callout-danger}
        Never.
        :::

      """
    let shown = "of another tool, and is shown as text here"
    try await expectEqual(
      Tree.portal(page).lines(),
      [
        "content/page.md:3:1: `!!! note` is an admonition \(shown) → write an alert: `> [!NOTE]`, and begin each line under it with `> `",
        "content/page.md:6:1: `???+ warning \"Careful\"` is an admonition \(shown) → write an alert: `> [!WARNING]`, and begin each line under it with `> `",
        "content/page.md:9:1: `:::tip[Faster]` is an admonition \(shown) → write an alert: `> [!TIP]`, and begin each line under it with `> `",
        "content/page.md:13:3: `::: {.callout-danger}` is an admonition \(shown) → write an alert: `> [!CAUTION]`, and begin each line under it with `> `",
      ])
  }

  @Test func tabs() async throws {
    let page = """
      # A

      === "From bash"

          echo

      ::: code-group
      :::

      """
    try await expectEqual(
      Tree.portal(page).report(),
      """
      content/page.md:3:1: warning: `=== "From bash"` is a tab of another tool, and is shown as text here [foreign-markup]
       3 | === "From bash"
         | ^~~~~~~~~~~~~~~
         = fix: write the blocks one after another without indentation, with `tab="From bash"` after the language

      content/page.md:7:1: warning: `::: code-group` is a tab of another tool, and is shown as text here [foreign-markup]
       7 | ::: code-group
         | ^~~~~~~~~~~~~~
         = fix: write the blocks one after another without indentation, with `tab=Name` after the language

      """)
  }

  @Test func namesOfHeadings() async throws {
    let page = "# A\n\n## Error codes {#codes}\n\n## Install {#install}\n\n[c](#codes) [i](#install)\n"
    try await expectEqual(
      Tree.portal(page).lines(),
      [
        "content/page.md:3:1: `{#codes}` is shown as part of the heading → remove it; the id of the heading is then `#error-codes`",
        "content/page.md:5:1: `{#install}` is shown as part of the heading → remove it; the id of the heading is then `#install`",
        "content/page.md:7:5: No heading `#codes` on this page → remove `{#codes}` from the heading, whose id is then `#error-codes`, and write that",
        "content/page.md:7:17: No heading `#install` on this page → remove `{#install}` from the heading, whose id is then `#install`",
      ])
  }

  @Test func attributeLists() async throws {
    let page = """
      # A

      ## Error codes { #codes .wide }

      ## Notes {: .no-toc }

      ![a](a.png){ width="480" } and [b](#error-codes){: .button }, `c`{.py} [d](#codes) [e](#error-codes)

      """
    try await expectEqual(
      Tree.portal(page, ["content/a.png": ""]).lines(),
      [
        "content/page.md:3:1: `{ #codes .wide }` is shown as part of the heading → remove it; the id of the heading is then `#error-codes`",
        "content/page.md:5:1: `{: .no-toc }` is shown as part of the heading → remove it; the id of the heading is then `#notes`",
        "content/page.md:7:12: `{ width=\"480\" }` is shown as text here → remove it",
        "content/page.md:7:36: No heading `#error-codes` on this page → remove `{ #codes .wide }` from the heading, whose id is then `#error-codes`",
        "content/page.md:7:49: `{: .button }` is shown as text here → remove it",
        "content/page.md:7:66: `{.py}` is shown as text here → remove it",
        "content/page.md:7:76: No heading `#codes` on this page → remove `{ #codes .wide }` from the heading, whose id is then `#error-codes`, and write that",
        "content/page.md:7:88: No heading `#error-codes` on this page → remove `{ #codes .wide }` from the heading, whose id is then `#error-codes`",
      ])
  }

  @Test func componentsAndHTML() async throws {
    let page = """
      import Tabs from '@theme/Tabs';

      # A

      ::: parcel.Box

      Two <font> lines, <kbd>Ctrl</kbd><br>. <!-- no <script> -->

      <Tabs groupId="os">
        <TabItem value="mac" label="macOS">

      Text <BR>

        </TabItem>
      </Tabs>

      <iframe src="https://example.com"></iframe>

      <Tabs>

      """
    let shown = "and is shown as text here"
    try await expectEqual(
      Tree.portal(page).lines(),
      [
        "content/page.md:1:1: `import Tabs from '@theme/Tabs';` loads a component of another tool, \(shown) → remove it, and write in Markdown what the component shows",
        "content/page.md:5:1: `::: parcel.Box` is expanded by other tools, \(shown) → write out its content, or remove it",
        "content/page.md:7:5: `<font>` is HTML that is shown as text here, as is 1 more on this page → write Markdown, put it between backticks if it is meant as text, or write `trustsHTML: true` in `site/portal.yml` if you trust everyone who writes pages",
        "content/page.md:9:1: `<Tabs groupId=\"os\">` is a component of another tool, \(shown), as are 2 more on this page → put it between backticks if it is meant as text, or write in Markdown what it shows; tabs are blocks with `tab=Name` after the language",
      ])
    try await expectEqual(
      Tree.portal("<Tabs groupId=\"os\">\n</Tabs>\n").lines(),
      [
        "content/page.md:1:1: `<Tabs groupId=\"os\">` is a component of another tool, \(shown) → put it between backticks if it is meant as text, or write in Markdown what it shows; tabs are blocks with `tab=Name` after the language"
      ])
    // A browser knows the one, and not the other.
    let trusted = Tree([
      "content/page.md": "<font>\n\n<script>\nx\n</script>\n\n<Tabs>\n",
      "site/portal.yml": "trustsHTML: true\n",
    ])
    try await expectEqual(
      trusted.report(),
      """
      content/page.md:3:1: warning: `<script>` is HTML that is shown as text here [foreign-markup]
       3 | <script>
         | ^~~~~~~~
         = fix: write Markdown, put it between backticks if it is meant as text

      content/page.md:7:1: warning: `<Tabs>` is a component of another tool, and does nothing here [foreign-markup]
       7 | <Tabs>
         | ^~~~~~
         = fix: put it between backticks if it is meant as text, or write in Markdown what it shows; tabs are blocks with `tab=Name` after the language

      """)
  }

  @Test func formulas() async throws {
    let shown = "begins a formula in other tools, and is shown as text here"
    let fix = "write the formula as a block whose language is `math`"
    try await expectEqual(
      Tree.portal("# A\n\n$$\nx_1\n$$\n\nIt costs $$5.\n\n$$y$$\n\n$$\n\nz\n\n$$\n").lines(),
      [
        "content/page.md:3:1: `$$` \(shown) → \(fix)", "content/page.md:9:1: `$$y$$` \(shown) → \(fix)",
        "content/page.md:11:1: `$$` \(shown) → \(fix)",
      ])
    try await expectEqual(
      Tree.portal("# A\n\n$$ x\n$$\n\n$$\ny $$\n\n$$\nz\n$$\n").lines(),
      [
        "content/page.md:3:1: `$$ x` \(shown) → \(fix)", "content/page.md:6:1: `$$` \(shown) → \(fix)",
        "content/page.md:9:1: `$$` \(shown) → \(fix)",
      ])
  }

  @Test func whatIsNone() async throws {
    let page = """
      # A {not an id}

      ## `GET /flags/{key}` or {key}

      ## The block `{#if ok}`

      $$ is the process of the shell.

      $$$ is dear, $$ is not.

      That is how you
      import "Parcel" and 'Parcels', or
      import the part called "there"

      Read `a`{b} and [c](#a-not-an-id) {d}. <!-- flow --> Then
      import what you need from "there".

      ```text
      !!! note
      :::tip
      === "Tab"
      ```

          !!! note

      !!!
      Really??? Yes!!! ::: and `:::tip` in text.

      Setext
      ===

      ```swift
      a === "b"
      ```

      """
    try await expectEqual(Tree.portal(page).lines(), [])
    // Where no portal is, the tool that knows them may be the reader.
    try await expectEqual(Tree.plain("# A {#a}\n\n!!! note\n    Text\n").lines(), [])
  }
}
