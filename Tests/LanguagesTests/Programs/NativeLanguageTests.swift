import Languages
import Testing

/// What compilers and compiled programs say is at its line of the page.
struct NativeLanguageTests {
  @Test(.hasTools("c")) func functionsAndTypesAreOutsideOfMain() async throws {
    let runs = try await ProgramRun("c").run(
      "#include <stdio.h>\nstruct point { int x; };\nint twice(int n)\n{\n  return 2 * n;\n}",
      "struct point p = { twice(2) };\nif (p.x > 3) {\n  printf(\"%d\\n\", p.x);\n}")
    #expect(runs.map(\.output) == ["", "4\n"])
  }

  @Test(.hasTools("c")) func aWholeProgramIsCompiledAsItIs() async throws {
    let runs = try await ProgramRun("c").run(
      "int twice(int n) { return 2 * n; }",
      "#include <stdio.h>\nint main(void) { printf(\"%d\\n\", twice(2)); return 3; }")
    #expect(runs.map(\.output) == ["", "4\n"])
    #expect(runs.map(\.ending) == ["completed", "exit code 3"])
  }

  @Test(.hasTools("c")) func errorsOfTheCompilerAreAtTheirLines() async throws {
    #expect(
      try await ProgramRun("c").messages("int a = 1;", "a = 2;\nb = 3;") == [
        "8: error: ‘b’ undeclared (first use in this function)"
      ])
  }

  /// Only a last statement may end the program; a text or a longer name with that word is not one.
  @Test(
    .hasTools("c"),
    arguments: ["int a = 1;", "puts(\"exit\");", "puts(\"say \\\"exit\\\"\");", "int exit_code = 1;"])
  func aBlockThatEndsTheProgramEarlyIsSeen(last: String) async throws {
    let code = "#include <stdio.h>\n#include <stdlib.h>\n"
    let early = try await ProgramRun("c").run(code + "exit(0);\n" + last)
    #expect(early.map(\.ending) == ["ended early at 5"])
    for ending in ["if (1) { exit(0); }", "/* that's all */ exit(0);"] {
      let meant = try await ProgramRun("c").run(code + last + "\n" + ending)
      #expect(meant.map(\.ending) == ["exit code 0"])
    }
  }

  @Test(.hasTools("cpp")) func whatCppThrowsIsNamed() async throws {
    let runs = try await ProgramRun("cpp").run(
      "#include <stdexcept>\ntemplate <typename T>\nT same(T t) { return t; }\nthrow std::runtime_error(\"boom\");"
    )
    #expect(runs.map(\.ending) == ["?: boom"])
  }

  @Test(.hasTools("go")) func methodsOfGoAreOutsideOfMain() async throws {
    let runs = try await ProgramRun("go").run(
      "package main\n\nimport \"fmt\"\n\ntype account struct{ n int }\n\nfunc (a *account) pay(n int) {\n\ta.n += n\n}",
      "a := account{}\na.pay(2)\nfunc() {\n\tfmt.Println(a.n)\n}()")
    #expect(runs.map(\.output) == ["", "2\n"])
  }

  @Test(.hasTools("go")) func aMistakeInGoIsAtItsLine() async throws {
    #expect(try await ProgramRun("go").messages("n = 1") == ["3: error: undefined: n"])
  }

  @Test(.hasTools("rust")) func errorsOfRustHaveNoCodes() async throws {
    #expect(
      try await ProgramRun("rust").messages("let a: i32 = 1;", "println!(\"{}\", b);") == [
        "7: error: cannot find value `b` in this scope"
      ])
  }

  @Test(.hasTools("java")) func methodsOfJavaAreMembers() async throws {
    let runs = try await ProgramRun("java").run(
      "import java.util.List;\nrecord Job(String name) {}\nint count(List<Job> jobs) {\n  return jobs.size();\n}",
      "System.out.println(count(List.of(new Job(\"a\"))));")
    #expect(runs.map(\.output) == ["", "1\n"])
  }

  @Test(.hasTools("java")) func aPublicClassHasAFileOfItsName() async throws {
    let runs = try await ProgramRun("java").run(
      "package shop;\n\npublic class Shop {\n  public static void main(String[] args) {\n    System.out.println(\"open\");\n  }\n}"
    )
    #expect(runs.map(\.output) == ["open\n"])
  }

  @Test(.hasTools("typescript")) func typesAreChecked() async throws {
    #expect(
      try await ProgramRun("ts").messages("const a: number = 1;", "const b: string = a;") == [
        "7: error: Type 'number' is not assignable to type 'string'."
      ])
  }
}
