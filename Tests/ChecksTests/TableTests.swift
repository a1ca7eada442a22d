import Testing

/// Tables that lose what is written in them.
struct TableTests {
  @Test func cellsWithoutAColumn() async throws {
    try await expectEqual(
      Tree.plain("| A | B |\n| - | - |\n| `a||b` | c |\n| a | b | c | d |\n").lines(),
      [
        "page.md:3:7: The row has 4 cells, but its table 2 columns: the rest is not shown → write `\\|` for a pipe that is part of a cell, also in code",
        "page.md:4:11: The row has 4 cells, but its table 2 columns: the rest is not shown → add a column to the header, or write `\\|` for a pipe that is part of a cell",
      ])
    let fixed = try await Tree.plain("| A | B |\n| - | - |\n| `a||b` | c |\n").fixed()
    #expect(fixed.files["page.md"] == "| A | B |\n| - | - |\n| `a\\|\\|b` | c |\n")
    #expect(fixed.remaining == [])
  }

  /// GitHub fills rows up with empty cells; a pipe at the end of a row opens no cell.
  @Test func rowsThatLoseNothing() async throws {
    for page in [
      "| A | B |\n| - | - |\n| a |\n| a | b | |\n| `a\\|b` | c |\n| a \\| b | c |\n",
      "A | B\n- | -\na | b\nc |\n", "- | A |\n  | - |\n  | a |\n", "> | A | B |\n> | - | - |\n> | a | b |\n",
    ] {
      try await expectEqual(Tree.plain(page).lines(), [])
    }
  }

  @Test func aTableThatIsText() async throws {
    try await expectEqual(
      Tree.plain("| A | B |\n| --- |\n| a | b |\n").lines(),
      [
        "page.md:2:1: The table is shown as text: its header has 2 cells, its second row 1 → write `---` once for each cell of the header"
      ])
    try await expectEqual(
      Tree.plain("Text:\nA | B\n:-- | :-: | --:\n1 | 2 | 3\n").lines(),
      [
        "page.md:3:1: The table is shown as text: its header has 2 cells, its second row 3 → write `---` once for each cell of the header"
      ])
    try await expectEqual(
      Tree.plain("a | b\n--- | ---\n1 | 2\n\na | b\nc | d\n\nx || y\n|\n\nText\n---\n").lines(), [])
  }

  @Test func aTableWithoutADelimiterRow() async throws {
    let message =
      "The table is shown as text: it has no row of `---` below its header → write `| --- | --- |` below the header"
    for (page, place) in [
      ("| A | B |\n| a | b |\n", "1:1"), ("Text:\n\n> | A | B |\n> | a | b |\n", "3:3"),
      ("- Text\n\n  | A | B |\n  | a | b |\n", "3:3"), ("| A | B |\n| == | == |\n| a | b |\n", "1:1"),
    ] {
      try await expectEqual(Tree.plain(page).lines(), ["page.md:\(place): \(message)"])
    }
    for page in [
      "| A | B |\n", "| A |\n| B |\n", "|a| or |b|\n|c| is used\n", "Text\n| A | B |\n| a | b |\n",
      "| A | B |\n| a | b | c |\n", "    | A | B |\n    | a | b |\n",
    ] {
      try await expectEqual(Tree.plain(page).lines(), [])
    }
  }

  @Test func aRowAboveTheHeader() async throws {
    try await expectEqual(
      Tree.plain("| A | B |\n| a | b |\n| - | - |\n| c | d |\n").lines(),
      [
        "page.md:1:1: The row above the header of the table is shown as text → write the row of `---` below this one, or this one below that row"
      ])
    for page in [
      "Text:\n| A | B |\n| - | - |\n| a | b |\n", "| A |\n\n| A | B |\n| - | - |\n",
      "A | B\n| A | B |\n| - | - |\n",
      "| x |\n| A | B |\n| - | - |\n",
    ] {
      try await expectEqual(Tree.plain(page).lines(), [])
    }
  }

  @Test func rowsBehindAnEmptyLine() async throws {
    let page = "| A | B |\n| - | - |\n| a | b |\n\n| c | d |\n| e | f |\n"
    try await expectEqual(
      Tree.plain(page).lines(),
      [
        "page.md:5:1: The empty line ends the table: this row is shown as text → remove the empty line before it"
      ])
    try await expectEqual(
      Tree.plain(page).fixed().files["page.md"], "| A | B |\n| - | - |\n| a | b |\n| c | d |\n| e | f |\n")
    // Text, and a table of its own.
    try await expectEqual(
      Tree.plain("| A | B |\n| - | - |\n| a | b |\n\n|c|\n\n| A | B |\n| - | - |\n\n| A | B |\n| - | - |\n")
        .lines(),
      [])
  }
}
