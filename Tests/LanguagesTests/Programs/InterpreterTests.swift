import Languages
import Testing

struct InterpreterTests {
  @Test(.hasTools("ruby")) func aBlockThatMustFailDoesNotEndTheSession() async throws {
    var ruby = try ProgramRun("ruby")
    ruby.mayFail = [1]
    let runs = try await ruby.run("a = 1\nputs a", "puts 'before'\nraise 'boom'", "puts a + 1")
    #expect(runs.map(\.ending) == ["completed", "9: boom (RuntimeError)", "completed"])
    #expect(runs.map(\.output) == ["1\n", "before\n", "2\n"])
  }

  /// An interpreter says nothing of the blocks before a syntax error, so they are run without it.
  @Test(.hasTools("ruby")) func blocksBeforeASyntaxErrorRun() async throws {
    let runs = try await ProgramRun("ruby").run("puts 1", "x = (", "puts 2")
    #expect(runs.map(\.output) == ["1\n", "", ""])
    #expect(runs.map(\.ending)[0] == "completed")
    #expect(runs.map(\.ending)[1].hasPrefix("8: syntax error, unexpected"))
    #expect(runs.map(\.ending)[2] == "not reached")
  }

  @Test(.hasTools("ruby")) func anExitInTheMiddleOfABlockIsSeen() async throws {
    let runs = try await ProgramRun("ruby").run("puts 1\nexit\nputs 2", "puts 3")
    #expect(runs.map(\.ending) == ["ended early at 4", "not reached"])
    let last = try await ProgramRun("ruby").run("puts 1\nexit")
    #expect(last.map(\.ending) == ["exit code 0"])
    let failing = try await ProgramRun("ruby").run("exit 3")
    #expect(failing.map(\.ending) == ["exit code 3"])
  }

  @Test(.hasTools("js")) func promisesOfABlockPrintInIt() async throws {
    let runs = try await ProgramRun("js").run(
      "Promise.resolve(1).then(console.log);", "console.log(await Promise.resolve(2));")
    #expect(runs.map(\.output) == ["1\n", "2\n"])
  }

  @Test(.hasTools("js")) func codeWithAnImportIsAModule() async throws {
    let runs = try await ProgramRun("js").run(
      "import { basename } from 'node:path';", "console.log(basename('/a/b'));", "const c = JSON.parse('{');")
    #expect(runs.map(\.output) == ["", "b\n", ""])
    #expect(runs[2].ending.hasPrefix("11: SyntaxError: "))
  }

  /// The program goes on after its last statement.
  @Test(.hasTools("js")) func anErrorAfterTheEndIsThatOfTheLastBlock() async throws {
    let runs = try await ProgramRun("js").run(
      "const a = 1;", "setTimeout(() => { throw new TypeError('late'); }, 10);")
    #expect(runs.map(\.ending) == ["completed", "7: TypeError: late"])
    var server = try ProgramRun("js")
    server.timeout = .seconds(2)
    #expect(try await server.run("setInterval(() => {}, 1000);").map(\.ending) == ["timed out"])
  }

  @Test(.hasTools("php")) func aNamespaceOfPHPMayBeFirst() async throws {
    let runs = try await ProgramRun("php").run(
      "<?php\ndeclare(strict_types=1);\nnamespace Shop;", "echo __NAMESPACE__, \"\\n\";",
      "?>\nHTML <?= 1 + 1 ?>\n", "echo 3;")
    #expect(runs.map(\.output) == ["", "Shop\n", "HTML 2\n", "3"])
  }

  @Test(.hasTools("php")) func phpErrorsAreAtTheirLines() async throws {
    #expect(
      try await ProgramRun("php").run("echo 1;\n$x = ;").map(\.ending) == [
        "4: syntax error, unexpected token \";\""
      ])
  }
}
