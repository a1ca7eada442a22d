import Diagnostics
import Foundation
import Testing

private func isInstalled(_ program: String) -> Bool {
  (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
}

struct SyntaxTests {
  /// A portal that asks for blocks to be parsed takes them as they are printed.
  private static let asked = [
    "site/portal.yml": "title: T\npolicy: { swift: parse, python: parse, sh: parse }\n"
  ]

  private func report(_ page: String, _ files: [String: String] = [:]) async throws -> String {
    try await Tree.plain(page, files).with { $0.parsesCode = true }.report()
  }

  @Test(.enabled(if: isInstalled("swiftc"), "swiftc is not installed"))
  func swift() async throws {
    let page = """
      ```swift
      print("fine at the top level")
      guard let x = Optional(1) else { fatalError() }
      let pattern = /a+/
      ```

      > - ```swift
      >   let a = 1
      >     let b = [1, 2
      >   ```

      ```swift
      #!/usr/bin/env swift
      func f( {
      }
      func g( {
      ```

      ```swift text
      not Swift at all (
      ```

      ```swift fails="expected"
      let x =
      ```

      """
    try await expectEqual(
      report(page),
      """
      page.md:9:20: error: expected ']' in container literal expression [syntax-error]
       9 | >     let b = [1, 2
         |                    ^
         = note: page.md:9:15: to match this opening '['

      page.md:14:9: error: expected parameter name followed by ':' [syntax-error]
       14 | func f( {
          |         ^
          = note: one more error follows

      """)
  }

  @Test(.enabled(if: isInstalled("swiftc"), "swiftc is not installed"))
  func elisionInAPlainFolder() async throws {
    let page = """
      ```swift
      struct A: B { ... }
      func f() -> Int { ... }
      let x = try ...
      let y = 1...3, z = [1, 2][...]
      ```

      ```swift
      class C { … }
      ```

      ```swift
      func g( { ... }
      ```

      """
    try await expectEqual(
      Tree.plain(page).with { $0.parsesCode = true }.lines(),
      ["page.md:13:9: expected parameter name followed by ':'"])
    let portal = try await Tree.portal(page, Self.asked).with { $0.parsesCode = true }.diagnostics()
    #expect(portal.map { $0.span?.start.line } == [2, 9, 13])
  }

  @Test(.enabled(if: isInstalled("swiftc"), "swiftc is not installed"))
  func fragmentsInAPlainFolder() async throws {
    let page = """
      ```swift
      dependencies: [
        .package(url: "https://example.org/a.git", from: "1.0.0"),
        ...
      ],
      ```

      ```swift
      struct Reader {
        public var count: Int { get }
      }
      ```

      ```swift
      dependencies: [
      ```

      """
    try await expectEqual(
      Tree.plain(page).with { $0.parsesCode = true }.diagnostics().map { $0.span?.start.line }, [15])
    let portal = try await Tree.portal(page, Self.asked).with { $0.parsesCode = true }.diagnostics()
    #expect(portal.map { $0.span?.start.line } == [2, 10, 15])
  }

  @Test(.enabled(if: isInstalled("bash"), "bash is not installed"))
  func placeholdersInAPlainFolder() async throws {
    let page = """
      ```sh
      git push origin <your-branch>
      git checkout <commit hash> <file(s)>  # say
      cat <in >out
      ```

      ```console
      $ node
      > process.on('foo', () => {});
      ```

      ```sh
      echo <a> )
      ```

      """
    try await expectEqual(
      Tree.plain(page).with { $0.parsesCode = true }.diagnostics().filter { $0.rule == .syntaxError }
        .map { $0.span?.start.line }, [13])
    let portal = try await Tree.portal(page, Self.asked).with { $0.parsesCode = true }.diagnostics()
    #expect(portal.filter { $0.rule == .syntaxError }.map { $0.span?.start.line } == [2, 13])
  }

  @Test(.enabled(if: isInstalled("python3"), "python3 is not installed"))
  func partsOfPython() async throws {
    let parts = [
      "    return level * 2", "... Depends(get_db)", "type Grid = list[list[int]]",
      "def f[T](x: T) -> T: ...",
      "from <your_module> import run", "{!> ../src/add.py !}", "--8<-- \"src/add.py\"", "def f(a):",
      "class A:\n    def f(self):\n\n    def g(self):", "a()\n…\nb()",
      "async def f(a: int, **b) -> Response", "setup(\n  ...\n  name='a',\n)", "{\n  'a': 1,\n  ...\n}",
      "def f():\n    ...\n\ng(\n  ...,\n  a=1)", "    def f(self):\n        g()",
      "xml(text: str, extra: Sequence[str] = ()) -> str", "class Cup(size: int, *, handle)",
      "def f(a, b=g(1, h(2)))",
    ]
    func page(_ words: String) -> String { parts.map { "```python\(words)\n\($0)\n```\n\n" }.joined() }
    func tree(_ words: String) -> Tree { Tree.portal(page(words)).with { $0.parsesCode = true } }
    try await expectEqual(tree("").lines(), [])
    try await #expect(tree(" parse").diagnostics().count >= 7)
    let broken = [
      "x = = 1", "if a:\nb()", "def f(a", "print(\"a)", "for x in y\n    z()", "  a = 1\n b = 2",
      "def f()\n    with a() as b:\n        ...", "setup(\n  ...\n  name='a'\n  b=1)",
      "{\n  'a' 1,\n  ...\n}", "    def f(self):\n        g(", "def f(x)\n    return g()", "f(a: b) c",
    ]
    let text = broken.map { "```python\n\($0)\n```\n\n" }.joined()
    try await expectEqual(Tree.plain(text).with { $0.parsesCode = true }.diagnostics().count, broken.count)
  }

  @Test(.enabled(if: isInstalled("python3"), "python3 is not installed"))
  func python() async throws {
    let page = """
      ```python
      await thing()
      print("fine")
      ```

      1. Step

         ```py
         x = "ä" + 1 +* 2
         def f(:
         ```

      ```python
      >>> 1 +
      ... 2 )
      3 is no code (
      ```

      ```python
      def f():
      return 1
      ```

      """
    try await expectEqual(
      report(page),
      """
      page.md:9:17: error: invalid syntax [syntax-error]
       9 |    x = "ä" + 1 +* 2
         |                 ^

      page.md:15:7: error: unmatched ')' [syntax-error]
       15 | ... 2 )
          |       ^

      page.md:21:1: error: expected an indented block after function definition on line 1 [syntax-error]
       21 | return 1
          | ^~~~~~

      """)
  }

  @Test(.enabled(if: isInstalled("bash"), "bash is not installed"))
  func shell() async throws {
    let page = """
      ```bash
      if true; then
        echo hi
      fi
      ```

      ```sh
      echo one
      echo (two)
      ```

      ```console
      $ echo 'a
      > b'
      a (b
      $ curl \\
          -s http://x | )
      ```

      ```console
      only output (
      ```

      """
    let lines = try await Tree.plain(page).with { $0.parsesCode = true }.lines()
    #expect(
      lines == [
        "page.md:9:1: syntax error near unexpected token `two'",
        "page.md:17:5: syntax error near unexpected token `)'",
      ])
  }

  @Test func nothingIsExecuted() async throws {
    let mark = "/tmp/flowdocs-check-executed-\(UInt32.random(in: 0...(.max)))"
    let page = """
      ```sh
      touch \(mark)
      $(touch \(mark))
      ```

      ```python
      open("\(mark)", "w")
      ```

      """
    try await expectEqual(report(page), "")
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test func includedFilesAreParsedWhole() async throws {
    let files = ["examples/a.sh": "one\n# region: part\ntwo\n# endregion\necho (\n"]
    let page = "```sh file=examples/a.sh#part\n```\n\n```sh file=examples/a.sh\n```\n"
    let lines = try await Tree.plain(page, files).with { $0.parsesCode = true }.lines()
    #expect(
      lines == ["examples/a.sh:5:1: syntax error near unexpected token `newline'"]
        || lines == ["examples/a.sh:5:1: syntax error: unexpected end of file"])
  }

  @Test func missingProgramsAreOneWarningEach() async throws {
    let page = "```swift\nlet x =\n```\n\n```sh\n(\n```\n\n```sh\n(\n```\n\n```python\n(\n```\n"
    let diagnostics = try await Tree.plain(page).with {
      $0.parsesCode = true
      $0.searchPath = "/nowhere"
    }.diagnostics()
    #expect(
      diagnostics.map { "\($0.span?.label ?? ""): \($0.severity): \($0.message)" } == [
        "page.md:1:1: warning: 1 Swift block was not parsed: `swiftc` is not installed",
        "page.md:5:1: warning: 2 shell blocks were not parsed: `bash` is not installed",
        "page.md:13:1: warning: 1 Python block was not parsed: `python3` is not installed",
      ])
  }

  @Test func noBlocksStartNoProgram() async throws {
    let tree = Tree.plain("# No code\n").with {
      $0.parsesCode = true
      $0.searchPath = "/nowhere"
    }
    try await expectEqual(tree.lines(), [])
  }

  /// What prose shows of code, and what a program prints.
  @Test(arguments: [
    "```sh\n✓ adds (5 tests)\n```\n", "```bash\n 26| useEffect(() => {\n```\n",
    "```{code-block} python\n:caption: Start\n   here\nx = 1\n```\n",
    "```python\nx = 1 +  # error: nothing to add\n```\n",
    "```{code-block} python\n---\ncaption: |\n    Start )\n---\nx = 1\n```\n",
  ])
  func partsOfCode(_ page: String) async throws {
    try await expectEqual(report(page), "")
    let unmarked = page.replacing("✓ ", with: "").replacing("26|", with: "").replacing(
      ":caption", with: "caption"
    )
    .replacing("---", with: "--")
    .replacing("error", with: "sum")
    try await #expect(report(unmarked).contains("[syntax-error]"))
  }

  /// A shell block that begins with no command shows what a program prints.
  @Test(arguments: [
    ("\n# first\nDuration  8.75s (import 43%)", true), ("TAP version 13\n}", true),
    ("....\n\n Files (2)", true),
    ("  expect(received).toBe(expected)", true), ("make (all)", false), ("NAME=x make (all)", false),
    ("- Error: a `", true), ("? Start now? (Y/n)", true), ("Rscript -e 'a", false),
    ("Rscript plot.R (all)", false), ("Xvfb \"$DISPLAY\" (a", false),
    ("Usage of plot.R (all)", true), ("../run (all)", false), ("run() { (a }", false),
    ("./Build (all)", false),
    // How a command is called, and its options.
    ("status (--all|--cluster)", true), ("status (--all)", false),
    ("biome <lint|check> --<write|fix>", true), ("--cluster[=false]: (all)", true),
    ("run \\\n  --all (x)", false), ("git commit (--all)", false),
    // Messages and tables of programs.
    ("curl: (60) failed", true), ("WARNING: no route\n1.2 I | raft (took 3ms)", true),
    (": (60) failed", false), ("lease 42 granted with TTL(0s)", true),
    ("echo one two three (four)", false), ("value(\"user1\") = \"bad\"", true),
    ("etcdctl status\n\n+----+\n| ID |\n+----+", true), ("etcdctl status\n\n| ID |\n| 1 |", false),
    ("(venv) $ diff <(a) <(b)", true), ("(cd a; b c) $ d", false),
    // Prompts and output of other forms.
    ("(demo)$ diff <(a) <(b) (c", true), ("(env) % run (a)", true), ("~/cups$ run\n1 cup (half", true),
    ("% run\nx (a)", true), (">> run\nx (a)", true), ("(demo)x (a)", false), ("~/cups (a)", false),
    ("run\n\n> Cups (Two)\n>", true), ("run (a) > cups", false), ("run\n17:31:04 10 cups (0 errors)", true),
    ("strict mode: use a list at \"#/a\" (strictTypes)", true), ("echo strict: a (b)", false),
    // An open quotation is not one of them.
    ("curl: 'a", false),
  ])
  func outputInShellBlocks(_ code: String, _ isOutput: Bool) async throws {
    try await #expect(report("```sh\n\(code)\n```\n").contains("[syntax-error]") == !isOutput)
  }

  /// Arms of a `switch`, members of a type, and what a comment or a placeholder says.
  @Test(.enabled(if: isInstalled("swiftc"), "swiftc is not installed"))
  func partsOfSwift() async throws {
    let page = """
      ```swift
      case .path(.element(id: _)):
        return .none
      ```

      ```swift
      subscript(index: Int) -> Int { 1 }
      ```

      ```swift
      extension <#type name#> where <#requirements#> {}
      ```

      ```swift
      $0.fact = ???
      ```

      ```swift
      guard condition else {
        return/throw/break
      }
      ```

      ```swift
      /// Eats.
      mutating public func eat(_ food: Food) throws -> Int {
      ```

      ```swift
      } destination: { store in
        view(store)
      }
      ```

      ```swift
      } else {
        wait()
      }
      ```

      ```swift
      @Reducer(state: .equatable)
      ```

      ```swift
      app.get("a") { ... a, b ... }
      app.get("b") { … a, b … }
      ```

      ```swift
      case let (x, y) where x == y:
      ```

      ```swift
      switch kind {
      case .json:
        // Returns JSON.
      case .text:
        /* Returns text. */
      }
      ```

      ```swift
      struct Payload {}
      case payload(Part<Payload>)
      ```

      ```swift
      let points = [(0, 0)]
      // This code isn't valid.
      for (x, 0) in points {}
      ```

      ```swift
      public macro line() -> Int =
        /* where it is */
      ```

      """
    try await expectEqual(report(page), "")
    for broken in [
      "func eat(_ food: Food {", "} destination: { store in", "@Reducer(state: ", "if a {\n  b()",
      "get { ... a, b", "get { a, b ... }", "switch kind {\ncase .json:\ncase .text: b()\n}",
      "case let (x, y where x:",
      "// Valid.\nfor (x, 0) in points {}", "let a =\n/* b */ -",
    ] {
      try await #expect(report("```swift\n\(broken)\n```\n").contains("[syntax-error]"))
    }
  }
}
