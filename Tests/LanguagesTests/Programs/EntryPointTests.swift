import Languages
import Testing

/// A whole program that ends before its last statement, and code that a program never starts.
struct EntryPointTests {
  @Test(
    .hasTools("c"),
    arguments: [
      ("exit(0);\n  puts(\"never\");", "ended early at 6"),
      ("return 0;\n  puts(\"never\");", "ended early at 6"),
      ("if (puts(\"a\") > 99) { exit(0); }\n  puts(\"b\");", "completed"),
      ("puts(\"a\");\n  exit(0);", "completed"),
      ("puts(\"exit(0)\");\n  puts(\"a\");", "completed"),
    ])
  func aProgramOfC(_ body: String, _ ending: String) async throws {
    let code = "#include <stdio.h>\n#include <stdlib.h>\nint main(void) {\n  \(body)\n}"
    #expect(try await ProgramRun("c").run(code).map(\.ending) == [ending])
  }

  @Test(.hasTools("java")) func aProgramOfJava() async throws {
    func program(_ body: String) -> String {
      "class A {\n  public static void main(String[] args) {\n    \(body)\n  }\n  static void later() { System.out.println(1); }\n}"
    }
    let early = try await ProgramRun("java").run(program("System.exit(0);\n    later();"))
    #expect(early.map(\.ending) == ["ended early at 5"])
    let last = try await ProgramRun("java").run(program("later();\n    System.exit(0);"))
    #expect(last.map(\.ending) == ["completed"])
  }

  @Test(.hasTools("rust")) func aProgramOfRust() async throws {
    let early = try await ProgramRun("rust").run(
      "fn main() {\n    println!(\"a\");\n    std::process::exit(0);\n    println!(\"b\")\n}")
    #expect(early.map(\.ending) == ["ended early at 5"])
    let last = try await ProgramRun("rust").run(
      "fn main() {\n    println!(\"a\");\n    std::process::exit(0)\n}")
    #expect(last.map(\.ending) == ["completed"])
  }

  @Test(.hasTools("rust")) func testsThatNothingRuns() async throws {
    let message =
      "this block has only tests, and nothing runs them; write `compile` after the language, or call them"
    let tests = "#[cfg(test)]\nmod tests {\n    #[test]\n    fn adds() { assert_eq!(1 + 1, 3); }\n}"
    #expect(
      try await ProgramRun("rust").run("fn one() -> i32 { 1 }\n" + tests).map(\.ending) == ["3: " + message])
    #expect(try await ProgramRun("rust").run(tests + "\nprintln!(\"ran\");").map(\.ending) == ["completed"])
    #expect(try await ProgramRun("rust").run("fn one() -> i32 { 1 }").map(\.ending) == ["completed"])
  }
}
