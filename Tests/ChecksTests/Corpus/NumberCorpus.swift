import Testing

/// Numbers that can be counted.
struct NumberCorpus {
  @Test(arguments: totals + counts + shares) func numbers(_ sample: Sample) async throws {
    try await sample.expect()
  }

  private static func table(_ rows: String...) -> String {
    "# Page\n\n| Item | Cost |\n| --- | --- |\n" + rows.joined(separator: "\n") + "\n"
  }

  static let totals: [Sample] = [
    .defect("a sum", "wrong-total", line: 7, table("| a | 10 |", "| b | 20 |", "| Total | 40 |")),
    .defect("in bold", "wrong-total", line: 7, table("| a | 10 |", "| b | 20 |", "| **Total** | **31** |")),
    .defect("with units", "wrong-total", line: 7, table("| a | 4 GB |", "| b | 8 GB |", "| Total | 16 GB |")),
    .defect(
      "of money", "wrong-total", line: 8,
      table("| a | $10.50 |", "| b | $1,200.00 |", "| c | $3.00 |", "| Total | $1,215.50 |")),
    .defect("shares of all", "wrong-total", line: 7, table("| a | 40% |", "| b | 50% |", "| Total | 100% |")),
    .defect(
      "with an empty cell", "wrong-total", line: 8,
      table("| a | 10 |", "| b | - |", "| c | 5 |", "| Sum | 25 |")),
    .right("a sum", table("| a | 10 |", "| b | 20 |", "| Total | 30 |")),
    .right("a rounded sum", table("| a | 1.44 |", "| b | 1.44 |", "| Total | 2.9 |")),
    .right("rounded shares", table("| a | 33.3% |", "| b | 33.3% |", "| c | 33.3% |", "| Total | 100% |")),
    .right("units that differ", table("| a | 10 MB |", "| b | 2 GB |", "| Total | 12 GB |")),
    .right("a mean", table("| a | 10 |", "| b | 20 |", "| Total | 15 |")),
    .right("about", table("| a | ~10 |", "| b | 20 |", "| Total | ~40 |")),
    .right("a part of the sum", table("| a | 10 |", "| Subtotal | 10 |", "| b | 5 |", "| Total | 15 |")),
    .right(
      "more than can be counted",
      table("| a | 12345678901234 |", "| b | 0.0000001 |", "| Total | 1 |")),
    .right("no total", table("| a | 10 |", "| b | 20 |", "| c | 40 |")),
    .right(
      "a column of rates",
      "# Page\n\n| Item | Price per unit |\n| --- | --- |\n| a | 3 |\n| b | 5 |\n| Total | 90 |\n"),
  ]

  static let counts: [Sample] = [
    .defect("a list", "wrong-total", line: 3, "# Page\n\nThere are three parts:\n\n- a\n- b\n"),
    .defect(
      "a numbered list", "wrong-total", line: 3, "# Page\n\nThe release has 4 stages:\n\n1. a\n2. b\n3. c\n"),
    .defect(
      "a table", "wrong-total", line: 3,
      "# Page\n\nThe API has two methods:\n\n| Name |\n| --- |\n| a |\n| b |\n| c |\n"),
    .defect(
      "the second sentence", "wrong-total", line: 3,
      "# Page\n\nIt is fast. It supports three storage backends:\n\n- a\n- b\n"),
    .defect(
      "stories", "wrong-total", line: 3,
      "# Page\n\nThis epic has 3 stories.\n\n## Story 1: a\n\nx\n\n## Story 2: b\n\nx\n"),
    .defect(
      "numbered chapters", "wrong-total", line: 3,
      "# Page\n\nThe guide has two chapters.\n\n## Chapter 1\n\nx\n\n## Chapter 2\n\nx\n\n## Chapter 3\n\nx\n"
    ),
    .right("a list", "# Page\n\nThere are three parts:\n\n- a\n- b\n- c\n"),
    .right(
      "cells of a table",
      "# Page\n\nThe registry has 4 tags:\n\n| Old | New |\n| --- | --- |\n| a | b |\n| c | d |\n"),
    .defect(
      "cells of a table", "wrong-total", line: 3,
      "# Page\n\nThe registry has 5 tags:\n\n| Old | New |\n| --- | --- |\n| a | b |\n| c | d |\n"),
    .right("at least", "# Page\n\nIt needs at least three parts:\n\n- a\n- b\n- c\n- d\n"),
    .right("another noun", "# Page\n\nThe two services speak in this way:\n\n- a\n- b\n- c\n"),
    .right("time", "# Page\n\nWithin five minutes:\n\n- a\n- b\n"),
    .right("or", "# Page\n\nThere are two or three ways:\n\n- a\n- b\n- c\n- d\n"),
    .right(
      "a list in two parts", "# Page\n\nThere are three steps:\n\n1. a\n\n```text\nx\n```\n\n2. b\n3. c\n"),
    .right("no colon", "# Page\n\nThere are three parts.\n\n- a\n- b\n"),
    .right("a heading between", "# Page\n\nThere are three parts:\n\n## A\n\n- a\n- b\n"),
    .right(
      "stories that fit", "# Page\n\nThis epic has two stories.\n\n## Story 1: a\n\nx\n\n## Story 2: b\n\nx\n"
    ),
    .right(
      "the first stories",
      "# Page\n\nThe first 3 stories are done.\n\n## Story 1: a\n\nx\n\n## Story 2: b\n\nx\n"),
    .right(
      "the stories before",
      "# Page\n\nCompare the previous three stories.\n\n## Story 1: a\n\nx\n\n## Story 2: b\n\nx\n"),
    .right("a version", "# Page\n\nFor Python 3 programs:\n\n- a\n- b\n"),
    .right("sizes", "# Page\n\nA cluster of three nodes:\n\n- a\n- b\n"),
  ]

  static let shares: [Sample] = [
    .defect("a share", "wrong-total", line: 3, "# Page\n\nDone: 3 of 4 (80%).\n"),
    .defect("with a slash", "wrong-total", line: 3, "# Page\n\nCoverage is 45/60 (70%).\n"),
    .defect("out of", "wrong-total", line: 3, "# Page\n\nIt passes 90 out of 120 (80%) cases.\n"),
    .defect("the share first", "wrong-total", line: 3, "# Page\n\nOnly 12% (6 of 40) failed.\n"),
    .defect("in a table", "wrong-total", line: 5, "# Page\n\n| A |\n| - |\n| 1 of 8 (15%) |\n"),
    .defect("a sum", "wrong-total", line: 3, "# Page\n\nTogether 12 + 8 = 21 jobs.\n"),
    .defect("a product", "wrong-total", line: 3, "# Page\n\nThat is 4 × 25 = 110 tokens.\n"),
    .defect("a long sum", "wrong-total", line: 3, "# Page\n\nSo 1 + 2 + 3 = 7.\n"),
    .right("a share", "# Page\n\nDone: 3 of 4 (75%).\n"),
    .right("a rounded share", "# Page\n\nDone: 2 of 3 (67%), 1/3 (33.3%).\n"),
    .right("a rounded down share", "# Page\n\nDone: 2 of 3 (66%).\n"),
    .right("another figure", "# Page\n\nPage 3 of 4 (about 80% of readers stop).\n"),
    .right("more than all", "# Page\n\n5 of 4 (125%) is a joke.\n"),
    .right("a sum", "# Page\n\nTogether 12 + 8 = 20 jobs, 1.5 + 2.5 = 4.\n"),
    .right("a product that is too large", "# Page\n\nSo 9999999999 × 9999999999 = 5.\n"),
    .right("a formula", "# Page\n\nLet x = 3 and 2 + x = 5.\n"),
    .right("code", "# Page\n\n`1 + 1 = 3` is wrong.\n"),
    .right("units", "# Page\n\n2 h + 30 min = 150 min.\n"),
    .right("a version", "# Page\n\nVersion 3/4 (beta).\n"),
  ]
}
