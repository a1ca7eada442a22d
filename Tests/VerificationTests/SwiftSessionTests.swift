import Diagnostics
import Foundation
import Languages
import Pages
import Project
import Testing
import Verification

/// Each test compiles once or twice: all cases of a kind stand on the pages of one project.
@Suite struct SwiftSessionTests {
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
        "a.md:19:1 error compile-error: circular reference",
        "a.md:19:19 error compile-error: expected ',' separator",
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
}
