import Languages
import Testing

/// What a language only prints when it fails beside the code of a block, while the program ends with exit code 0.
struct PrintedFailureTests {
  @Test(.hasTools("java")) func anExceptionInAThreadOfJava() async throws {
    let runs = try await ProgramRun("java").run(
      "Thread t = new Thread(() -> {\n  throw new IllegalStateException(\"boom\");\n});\nt.start();\nt.join();"
    )
    #expect(runs.map(\.ending) == ["4: java.lang.IllegalStateException: boom"])
    let whole = try await ProgramRun("java").run(
      "class A {\n  public static void main(String[] args) throws Exception {\n    Thread t = new Thread(() -> { int[] a = {}; a[0] = 1; });\n    t.start();\n    t.join();\n  }\n}"
    )
    #expect(whole.map(\.ending)[0].hasPrefix("5: java.lang.ArrayIndexOutOfBoundsException: "))
  }

  @Test(.hasTools("ruby")) func anExceptionInAThreadOfRuby() async throws {
    let runs = try await ProgramRun("ruby").run("Thread.new { raise 'boom' }\nsleep 0.3")
    #expect(runs.map(\.ending) == ["3: boom (RuntimeError)"])
    // To join strings is not to wait for a thread.
    let joined = try await ProgramRun("ruby").run(
      "Thread.new { raise 'boom' }\nputs [1, 2].join(',')\nputs({ a: 1 }.values.size)\nsleep 0.3")
    #expect(joined.map(\.ending) == ["3: boom (RuntimeError)"])
    let handled = try await ProgramRun("ruby").run(
      "t = Thread.new { raise 'boom' }\nbegin\n  t.join\nrescue => e\n  puts e.message\nend")
    #expect(handled.map(\.ending) == ["completed"])
    let later = try await ProgramRun("ruby").run(
      "t = Thread.new { raise 'boom' }\nsleep 0.3", "begin\n  t.value\nrescue => e\n  puts e.message\nend")
    #expect(later.map(\.ending) == ["completed", "completed"])
  }

  @Test(.hasTools("rust")) func aPanicInAThreadOfRust() async throws {
    let wait = "std::thread::sleep(std::time::Duration::from_millis(300));"
    let runs = try await ProgramRun("rust").run("std::thread::spawn(|| {\n  panic!(\"boom\");\n});\n" + wait)
    #expect(runs.map(\.ending) == ["4: boom"])
    let handled = try await ProgramRun("rust").run(
      "let t = std::thread::spawn(|| { panic!(\"boom\"); });\nassert!(t.join().is_err());")
    #expect(handled.map(\.ending) == ["completed"])
  }

  @Test(.hasTools("php")) func aWarningOfPHP() async throws {
    let runs = try await ProgramRun("php").run("$a = 1;\ninclude 'missing.php';", "echo $b;")
    #expect(runs.map(\.ending)[0].hasPrefix("4: include(missing.php): Failed to open stream"))
    #expect(runs.map(\.ending)[1] == "8: Undefined variable $b")
    #expect(try await ProgramRun("php").run("echo @$b;").map(\.ending) == ["completed"])
  }

  @Test(.hasTools("sqlite")) func aProgramThatSQLiteStarts() async throws {
    let runs = try await ProgramRun("sqlite").run(".shell false")
    #expect(runs.map(\.ending) == ["?: System command returns 256"])
    #expect(try await ProgramRun("sqlite").run(".shell true").map(\.ending) == ["completed"])
  }
}
