import Languages
import Testing

/// Node.js ends with exit code 0 when nothing is left that could settle a promise.
@Suite(.hasTools("javascript")) struct UnsettledPromiseTests {
  private static let main =
    "async function main() {\n  await new Promise(() => {});\n  console.log('done');\n}\n"
  private static let message =
    "Error: this promise never settles: the program ended while it was pending, so what follows the await did not run"

  @Test(arguments: [
    main + "main();", main + "main().catch(console.error);", main + "void main();",
    main + "main().then(() => process.exit(0));",
  ])
  func aCallThatNeverSettles(_ code: String) async throws {
    #expect(try await ProgramRun("javascript").run(code).map(\.ending) == ["7: " + Self.message])
    let module = "import 'node:fs'; " + code
    #expect(try await ProgramRun("javascript").run(module).map(\.ending) == ["7: " + Self.message])
  }

  @Test func aFunctionThatIsCalledAtOnce() async throws {
    let code = "(async () => {\n  await new Promise(() => {});\n  console.log('done');\n})();"
    #expect(try await ProgramRun("javascript").run(code).map(\.ending) == ["6: " + Self.message])
  }

  @Test func theBlockWithTheCallFails() async throws {
    let runs = try await ProgramRun("javascript").run(Self.main + "main();", "console.log(1);")
    #expect(runs.map(\.ending) == ["7: " + Self.message, "completed"])
    #expect(runs[1].output == "1\n")
  }

  @Test(arguments: ["console.log(1);", "process.exit(0);"])
  func anAwaitOutsideOfFunctions(_ last: String) async throws {
    let runs = try await ProgramRun("javascript").run("await new Promise(() => {});\n" + last)
    #expect(runs.map(\.ending) == ["?: " + Self.message])
  }

  @Test(arguments: [
    "async function main() { await null; console.log('done'); }\nmain();",
    // The slower one of a race, and a promise that is stored.
    "async function never() { await new Promise(() => {}); }\nconst first = await Promise.race([never(), 1]);",
    "async function never() { await new Promise(() => {}); }\nconst stored = never();",
    "new Promise(() => {});",
    "async function main() { await null; throw new Error('no'); }\nmain().catch(() => {});",
    "console.error('Error: this promise never settled');",
  ])
  func whatMayBePending(_ code: String) async throws {
    #expect(try await ProgramRun("javascript").run(code).map(\.ending) == ["completed"])
  }

  /// The program was told to end, whatever was pending.
  @Test func aProgramThatExits() async throws {
    let code = "async function main() { await null; process.exit(0); }\nmain();"
    #expect(try await ProgramRun("javascript").run(code).map(\.ending) == ["exit code 0"])
  }
}
