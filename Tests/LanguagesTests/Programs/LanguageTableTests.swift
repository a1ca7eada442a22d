import Foundation
import Languages
import Processes
import TestSupport
import Testing

/// What a language is tested with: every language has every row.
struct LanguageRow: Sendable, CustomTestStringConvertible {
  var language: String
  /// Three blocks: the first sets a value, the second prints `1`, the third changes the value and prints `2`.
  var state: [String]
  /// Two lines, of which the second fails with `boom`.
  var failure: String
  var says = "boom"
  /// Runs for ever.
  var endless: String
  /// Prints `end` when standard input is empty.
  var input: String

  var testDescription: String { language }

  /// Rows of languages whose tools are here; all of them where `FLOWDOCS_ALL_LANGUAGES` is set.
  static let present = all.filter { InstalledLanguages.has($0.language) }

  static let all = [
    LanguageRow(
      language: "javascript",
      state: ["const a = { n: 1 };", "console.log(a.n);", "a.n += 1;\nconsole.log(a.n);"],
      failure: "const wait = 1;\nthrow new Error('boom');", endless: "for (;;) {}",
      input: "const text = require('fs').readFileSync(0, 'utf8');\nconsole.log(text === '' ? 'end' : 'more');"
    ),
    LanguageRow(
      language: "typescript",
      state: [
        "interface A { n: number }\nconst a: A = { n: 1 };", "console.log(a.n);",
        "a.n += 1;\nconsole.log(a.n);",
      ],
      failure: "const wait: number = 1;\nthrow new Error('boom');", endless: "for (;;) {}",
      input:
        "import { readFileSync } from 'node:fs';\nconsole.log(readFileSync(0, 'utf8') === '' ? 'end' : 'more');"
    ),
    LanguageRow(
      language: "c",
      state: [
        "#include <stdio.h>\nint n = 1;", "printf(\"%d\\n\", n);", "n += 1;\nprintf(\"%d\\n\", n);",
      ], failure: "#include <assert.h>\nassert(\"boom\" == NULL);", endless: "for (;;) {}",
      input: "#include <stdio.h>\nputs(getchar() == EOF ? \"end\" : \"more\");"),
    LanguageRow(
      language: "cpp",
      state: [
        "#include <iostream>\n#include <cassert>\nint n = 1;", "std::cout << n << std::endl;",
        "n += 1;\nstd::cout << n << std::endl;",
      ], failure: "int b = 2;\nassert(b == 3 && \"boom\");", endless: "for (;;) {}",
      input: "#include <iostream>\nstd::cout << (std::cin.get() == EOF ? \"end\" : \"more\") << std::endl;"),
    LanguageRow(
      language: "go",
      state: ["import \"fmt\"\nn := 1", "fmt.Println(n)", "n += 1\nfmt.Println(n)"],
      failure: "n = 2\npanic(\"boom\")", endless: "for {\n}",
      input:
        "import (\n\t\"fmt\"\n\t\"os\"\n)\nif _, err := os.Stdin.Read(make([]byte, 1)); err != nil {\n\tfmt.Println(\"end\")\n}"
    ),
    LanguageRow(
      language: "rust",
      state: ["let mut n = 1;", "println!(\"{n}\");", "n += 1;\nprintln!(\"{n}\");"],
      failure: "let b = 1;\npanic!(\"boom\");", endless: "loop {}",
      input:
        "let mut s = String::new();\nstd::io::stdin().read_line(&mut s).unwrap();\nprintln!(\"{}\", if s.is_empty() { \"end\" } else { \"more\" });"
    ),
    LanguageRow(
      language: "java",
      state: ["int n = 1;", "System.out.println(n);", "n += 1;\nSystem.out.println(n);"],
      failure: "int b = 1;\nif (b == 1) throw new Exception(\"boom\");", endless: "while (n != 0) { n = 2; }",
      input: "System.out.println(System.in.read() == -1 ? \"end\" : \"more\");"),
    LanguageRow(
      language: "ruby", state: ["a = 1", "puts a", "a += 1\nputs a"], failure: "b = 1\nraise 'boom'",
      endless: "loop {}", input: "puts STDIN.gets.nil? ? 'end' : 'more'"),
    LanguageRow(
      language: "php", state: ["<?php\n$a = 1;", "echo $a, \"\\n\";", "<?php\n$a += 1;\necho \"$a\\n\";"],
      failure: "$b = 1;\nthrow new Exception('boom');", endless: "while (true) {}",
      input: "echo fgets(STDIN) === false ? \"end\\n\" : \"more\\n\";"),
    LanguageRow(
      language: "sqlite",
      state: [
        "CREATE TABLE a (n INTEGER);\nINSERT INTO a VALUES (1);", "SELECT n FROM a;",
        "UPDATE a SET n = n + 1;\nSELECT n FROM a;",
      ], failure: "SELECT 'here';\nSELECT boom();", says: "no such function: boom",
      endless: "WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a) SELECT count(*) FROM a;",
      input: "SELECT CASE WHEN readfile('/dev/stdin') = x'' THEN 'end' ELSE 'more' END;"),
  ]
}

struct LanguageTableTests {
  @Test(arguments: LanguageRow.present) func stateIsSharedAndOutputIsByBlock(_ row: LanguageRow) async throws
  {
    let runs = try await ProgramRun(row.language).run(row.state[0], row.state[1], row.state[2])
    #expect(runs.map(\.ending) == ["completed", "completed", "completed"])
    #expect(runs.map(\.output) == ["", "1\n", "2\n"])
  }

  @Test(arguments: LanguageRow.present) func anErrorIsAtItsLineOfThePage(_ row: LanguageRow) async throws {
    let runs = try await ProgramRun(row.language).run(row.state[0], row.failure, row.state[1])
    let line = 3 + row.state[0].split(separator: "\n").count + 3 + 1
    guard case .error(let error) = runs[1].end else {
      Issue.record("\(runs)")
      return
    }
    #expect(error.line == line)
    #expect(error.path == "/project/content/page.md")
    #expect(error.message.contains(row.says))
    #expect(error.diagnostic.contains(row.says))
    #expect(runs.map(\.ending)[0] == "completed")
    #expect(runs.map(\.ending)[2] == "not reached")
  }

  @Test(arguments: LanguageRow.present) func aBlockThatDoesNotEndTimesOut(_ row: LanguageRow) async throws {
    var run = try ProgramRun(row.language)
    // The first block's time includes the start of a virtual machine, on a machine that is busy.
    run.timeout = .seconds(10)
    let runs = try await run.run(row.state[0], row.state[1], row.endless)
    #expect(runs.map(\.ending) == ["completed", "completed", "timed out"])
  }

  @Test(arguments: LanguageRow.present) func standardInputIsEmpty(_ row: LanguageRow) async throws {
    let runs = try await ProgramRun(row.language).run(row.input)
    #expect(runs.map(\.ending) == ["completed"])
    #expect(runs.map(\.output) == ["end\n"])
  }

  @Test(arguments: LanguageRow.all) func aMissingToolIsNamed(_ row: LanguageRow) async throws {
    var run = try ProgramRun(row.language)
    run.starter.find = { _, _ in nil }
    let error = await #expect(throws: ProcessError.self) { try await run.run(row.state[0]) }
    let tools = try #require(run.language.runner).tools
    #expect(tools.contains { error == .notFound($0) })
  }
}
