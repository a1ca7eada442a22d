import Testing

@testable import Languages

/// What comes after a command in its function, by the code alone.
struct ShellOutlineTests {
  private func continuation(_ code: String, _ name: String = "exit", line: Int = 0) -> ShellOutline
    .Continuation?
  {
    ShellOutline(code).continuation(after: name, atLine: line)
  }

  @Test(arguments: [
    "exit; a", "exit & a", "exit\na", "{ exit; a; }", "{ exit; }; a", "(exit); a", "f() { exit; a; }; f",
    "f() ( exit; a )", "function f { exit; a; }", "if exit; then b; fi; a", "case x in x) exit; a ;; esac",
    "case x in (y) b ;; (x) exit ;; esac; a", "x || exit\na", "for n in 1; do exit; done; a",
    "exit <<E\nb\nE\na",
    "x=$(b) || exit; a", "! exit; a",
  ])
  func aCommandWithSomethingAfterIt(_ code: String) {
    #expect(continuation(code) == .something)
  }

  @Test(arguments: [
    "exit", "exit;", "exit # a; b", "a; exit", "exit || a", "exit | a", "exit && a", "f() { exit; }; f; a",
    "if x; then exit; else a; fi", "case x in x) exit ;; y) a ;; esac", "case x in x) exit ;& y) a ;; esac",
    "case x in x) exit ;;\ny) a ;;\nesac",
    "exit 'a; b'", "exit $(a; b)", "function f { exit; }; a",
  ])
  func aCommandWithNothingAfterIt(_ code: String) {
    #expect(continuation(code) == .nothing)
  }

  @Test(arguments: [
    "while a; do exit; b; done", "for ((;;)); do x || exit; b; done", "until exit; do b; done",
  ])
  func aCommandInALoop(_ code: String) {
    #expect(continuation(code) == .repeated)
  }

  @Test(arguments: ["a; b", "echo exit", "exit; a; exit", "'exit; a"])
  func nothingIsSaidOfWhatIsNotClear(_ code: String) {
    #expect(continuation(code) == nil)
  }

  @Test func placesAreLines() {
    let code = "f() {\n  g\n  a\n}\nf\n"
    #expect(continuation(code, "g", line: 1) == .something)
    #expect(continuation(code, "f", line: 4) == .nothing)
    #expect(continuation(code, "f", line: 0) == nil)
    #expect(continuation(code, "g", line: 9) == nil)
  }

  @Test func deepNestingEnds() {
    let deep = String(repeating: "{ a; ", count: 100_000)
    #expect(continuation(deep + "exit") == .nothing)
  }
}
