import Diagnostics
import Foundation
import Languages
import Pages
import Project
import Testing
import Verification

/// Each test compiles once or twice: all cases of a kind stand on the pages of one project.
struct SwiftSessionTests {
  @Test func everyErrorOfEveryBlockIsFoundInOnePassAndTheRestRuns() async throws {
    let folder = try ProjectFolder([
      "a.md": """
      # One

      ```swift
      let text = "é".uppercasd()
      ```

      - item

        ```swift session=s
        struct Point { var x: Int }
        let point = Point(x: 1)
        ```

        ```swift session=s
        print("é", point.y)
        ```

      ```swift
      let broken = [1, 2
      print(broken)
      ```

      ```swift
      struct Point { var name: String }
      extension Point: CustomStringConvertible {
        var description: String { "<\\(name)>" }
      }
      extension Int { var doubled: Int { self * 2 } }
      let unused = 1
      print(Point(name: "b"), 4.doubled)
      ```

      ```output
      <b> 8
      ```
      """,
      "b.md": """
      ```swift session=x
      import Foundation
      struct Point { var z = 3 }
      extension Int { var doubled: Int { self + self } }
      func label(_ text: String) -> String { text.padding(toLength: 5, withPad: ".", startingAt: 0) }
      let names = ["ada"]
      print(label("a"), terminator: "|")
      ```

      ```output
      a....|
      ```

      ```swift session=x
      print(names.count, Point().z.doubled)
      func add(_ value: Int) -> Int { value + names.count }
      print(add(2))
      ```

      ```output
      1 6
      3
      ```

      ```swift fails="cannot convert value of type 'String'" session=x
      let number: Int = names[0]
      ```

      ```swift fails="has no member 'nothing'"
      let count = 1.nothing
      let wrong: Int = "x"
      ```

      ```swift fails="never happens"
      let fine = 1
      ```

      ```swift compile
      while true {}
      ```

      ```swift parse
      undefined(name)
      ```

      ```swift parse
      let = 5
      ```

      ```swift
      @MainActor
      final class Counter {
        var value = 0
      }
      let counter = Counter()
      counter.value += 2
      func warn() -> Int { 1 }
      warn()
      print(counter.value)
      ```
      """,
    ])
    let report = try await folder.verify()
    #expect(
      report.lines == [
        "a.md:4:16 error compile-error: value of type 'String' has no member 'uppercasd'",
        "a.md:15:20 error compile-error: value of type 'Point' has no member 'y'",
        // As `check` says it; what the compiler guesses of the rest is left out.
        "a.md:19:19 error syntax-error: expected ',' separator",
        // The stated error hides no other one.
        "b.md:31:18 error compile-error: cannot convert value of type 'String' to specified type 'Int'",
        "b.md:34:17 error did-not-fail: "
          + "This block should fail to compile with \"never happens\", but it compiles",
        "b.md:47:5 error syntax-error: expected pattern",
        "b.md:58:1 warning compile-warning: result of call to 'warn()' is unused",
      ])
    #expect(report.diagnostics[0].span?.end == SourcePosition(line: 4, column: 25))
    #expect(
      report.verdicts(of: "a.md") == ["failed", "failed", "failed", "failed", "ran", "ran"])
    #expect(
      report.verdicts(of: "b.md") == [
        "ran", "ran", "ran", "ran", "failed as stated", "failed", "failed", "compiled", "parsed", "failed",
        "ran",
      ])
    #expect(
      report.ledger.records.first { $0.page == "a.md" && $0.block == 1 }?.reason
        == "another block of its session does not compile")
  }

  @Test func modulesFilesAndEndsOfPrograms() async throws {
    let folder = try ProjectFolder([
      "Sources/Greeting/Greeting.swift":
        "public func greeting(_ name: String) -> String { \"Hello, \\(name)!\" }\n",
      "tools/hello/main.swift": """
      import Greeting

      struct Options { var names: [String] }
      // region: print
      let options = Options(names: Array(CommandLine.arguments.dropFirst()))
      for name in options.names { print(greeting(name)) }
      // endregion
      """,
      "tools/crash/main.swift":
        "@main struct Crash {\n  static func main() throws {\n    print([1][Int(\"3\") ?? 0])\n  }\n}\n",
      "page.md": """
      ```swift file=tools/hello/main.swift#print args="Ada 'Grace H.'"
      ```

      ```output
      Hello, Ada!
      Hello, Grace H.!
      ```

      ```swift
      import Greeting
      print(greeting("page"))
      struct Refused: Error { var code = 4 }
      func fetch() throws -> Int { throw Refused() }

      let value =
        try fetch()
      print(value)
      ```

      ```output
      never compared
      ```

      ```swift session=crash
      print("before")
      ```

      ```swift session=crash
      let items = [1]
      print(items[items.count])
      ```

      ```swift session=crash
      print("after")
      ```

      ```swift exit=3
      import Foundation
      exit(3)
      ```

      ```swift run fails="Index out of range"
      let empty: [Int] = []
      print(empty[0])
      ```

      ```swift timeout=1s
      var rounds = 0
      while true { rounds += 1 }
      ```

      ```swift file=tools/crash/main.swift
      ```
      """,
    ])
    func configure(_ project: inout Project) {
      project.imports = ["swift": [ImportedFolder(module: "Greeting", path: "Sources/Greeting")]]
      project.linked = ["tools"]
    }
    let report = try await folder.verify(change: configure)
    #expect(
      report.lines == [
        "page.md:15:1 error example-failed: "
          + "This example failed: Fatal error: Error raised at top level: main.Refused(code: 4)",
        "page.md:30:1 error example-failed: This example failed: Fatal error: Index out of range",
        "page.md:33:1 error example-not-run: This block did not run, because the session ended before it",
        "page.md:49:1 error example-timed-out: "
          + "Still running after 1 s; killed with every process that it started",
        "page.md:52:1 error example-failed: This example failed: Fatal error: Index out of range",
      ])
    #expect(
      report.verdicts(of: "page.md") == [
        "ran", "ran", "failed", "failed", "ran", "failed", "failed", "failed as stated", "failed as stated",
        "failed", "failed",
      ])
    #expect(report.cacheHits == 0)

    // The good sessions are not compiled again; a changed module concerns only those that import it.
    try folder.write("page.md", "```swift file=tools/hello/main.swift#print args=\"Ada 'Grace H.'\"\n```\n")
    let warm = try await folder.verify(change: configure)
    #expect(warm.cacheHits == 1 && warm.executed == 0)
    try folder.write(
      "Sources/Greeting/Greeting.swift", "public func greeting(_ name: String) -> Strin { name }\n")
    let broken = try await folder.verify(change: configure)
    #expect(
      broken.lines.contains(
        "Sources/Greeting/Greeting.swift:1:41 error module-error: cannot find type 'Strin' in scope"))
    #expect(broken.verdicts(of: "page.md") == ["failed"])
  }

  @Test func blocksAreJudgedAsIfTheyWereAlone() async throws {
    func block(_ code: String, _ output: String? = nil) -> String {
      "```swift\n\(code)\n```\n\n" + (output.map { "```output\n\($0)\n```\n\n" } ?? "")
    }
    let folder = try ProjectFolder([
      "a.md": block("struct Point { var x = 1 }\nprint([Point()])", "[main.Point(x: 1)]")
        + block("class Point {}\nprint(Point(), [Point.self])", "main.Point [main.Point]")
        + block("enum Point: Error { case far }\nthrow Point.far")
        + block("extension Int { var twice: Int { self * 2 } }\nprint(4.twice)", "8")
        + block("let n = 3\nstruct Next { var value = n + 1 }\nprint(Next())", "Next(value: 4)")
        + block(
          "protocol Sayer {}\nextension Int: Sayer {}\nlet five: Any = 5\nprint(five is any Sayer)", "true"),
      "b.md": block("extension Int { var twice: String { \"2 × \\(self)\" } }\nprint(4.twice)", "2 × 4")
        + block("protocol Point {}\nprint((any Point).self, [1] as [Any] is [any Point])", "Point false")
        + block("print(Point())") + block("print(4.twice)")
        + block("let items = [1]\nprint(items[1])")
        + block("func f() {\n  let a = 1\n}\nf()"),
    ])
    let report = try await folder.verify()
    #expect(
      report.lines == [
        "a.md:21:1 error example-failed: "
          + "This example failed: Fatal error: Error raised at top level: main.Point.far",
        "b.md:20:7 error compile-error: cannot find 'Point' in scope",
        "b.md:24:9 error compile-error: value of type 'Int' has no member 'twice'",
        "b.md:29:1 error example-failed: This example failed: Fatal error: Index out of range",
        "b.md:34:7 warning compile-warning: initialization of immutable value 'a' was never used; "
          + "consider replacing with assignment to '_' or removing it",
      ])
  }

  /// Each with words of its message.
  private static let traps: [(words: String, code: String)] = [
    ("Fatal error: Index out of range", "let a = [1]\nprint(a[3])"),
    ("Index out of range", "func f(_ i: Int) -> Int { let a = [1]; return a[i] }\nprint(f(3))"),
    ("Index out of range", "func f(_ i: Int) async -> Int { let a = [1]; return a[i] }\nprint(await f(3))"),
    ("Index out of range", "let task = Task { let a = [1]; return a[a.count] }\nprint(await task.value)"),
    (
      "Index out of range",
      "actor A { let a = [1]; func get(_ i: Int) -> Int { a[i] } }\nprint(await A().get(4))"
    ),
    (
      "Index out of range",
      "@main struct M { static func main() async { let a = [1]; print(a[CommandLine.arguments.count]) } }"
    ),
    ("Unexpectedly found nil while unwrapping", "func f(_ s: String) -> Int { Int(s)! }\nprint(f(\"a\"))"),
    ("Unexpectedly found nil while implicitly", "let x: Int! = Int(\"a\")\nlet y: Int = x\nprint(y)"),
    (
      "Swift runtime failure: arithmetic overflow",
      "var x = Int.max\nx += CommandLine.arguments.count\nprint(x)"
    ),
    ("arithmetic overflow", "func f(_ a: UInt8) async -> UInt8 { a + 200 }\nprint(await f(100))"),
    ("Not enough bits", "let n = 300 * CommandLine.arguments.count\nprint(UInt8(n))"),
    ("Division by zero", "let zero = CommandLine.arguments.count - 1\nprint(1 / zero)"),
    ("must be positive", "func f(_ a: Int) { precondition(a > 0, \"must be positive\") }\nf(-1)"),
    ("Precondition failed", "precondition(CommandLine.arguments.count > 99)"),
    ("line two", "precondition(CommandLine.arguments.count > 99, \"line one\\nline two\")"),
    ("Assertion failed: no", "assert(CommandLine.arguments.count > 99, \"no\")"),
    ("Fatal error: stop here", "fatalError(\"stop here\")"),
    ("Could not cast value of type", "let x: Any = 1\nprint(x as! String)"),
    ("Range requires lowerBound", "let n = -CommandLine.arguments.count\nfor i in 0..<n { print(i) }"),
    ("'try!' expression unexpectedly", "struct E: Error {}\nfunc f() throws { throw E() }\ntry! f()"),
    (
      "Simultaneous accesses, but modification requires exclusive access",
      "class C { var x = 1 }\nlet c = C()\nfunc g(_ a: inout Int, _ b: () -> Void) { b() }\ng(&c.x) { c.x = 2 }"
    ),
  ]

  @Test func trapsAreNamedByTheirMessages() async throws {
    let page = Self.traps.map { "```swift run fails=\"\($0.words)\"\n\($0.code)\n```\n\n" }.joined()
    let folder = try ProjectFolder(["page.md": page])
    let report = try await folder.verify()
    #expect(report.lines == [])
    #expect(report.verdicts(of: "page.md") == Self.traps.map { _ in "failed as stated" })
  }

  /// Another trap is not the stated one, and a program that prints the text has not trapped.
  @Test func otherTrapsAndOutputAreNotTheStatedTrap() async throws {
    let folder = try ProjectFolder([
      "page.md": """
      ```swift run fails="arithmetic overflow"
      let a = [1]
      print(a[3])
      ```

      ```swift run fails="Index out of range"
      var x = Int.max
      x += CommandLine.arguments.count
      ```

      ```swift run fails="Index out of range"
      import Foundation
      FileHandle.standardError.write(Data("Fatal error: Index out of range\\n".utf8))
      ```

      ```swift
      import Foundation
      print(ProcessInfo.processInfo.environment.keys.filter { $0.hasPrefix("SWIFT") || $0.hasPrefix("FLOWDOCS_T") })
      ```

      ```output
      []
      ```
      """
    ])
    let report = try await folder.verify()
    #expect(
      report.lines == [
        "page.md:1:21 error did-not-fail: This block fails, but not with \"arithmetic overflow\": Fatal error: Index out of range",
        "page.md:6:21 error did-not-fail: This block fails, but not with \"Index out of range\": Swift runtime failure: arithmetic overflow",
        "page.md:11:21 error did-not-fail: This block should fail with \"Index out of range\", but it succeeds",
      ])
  }
}
