import Testing
import Verification

/// Failures that a program only prints, or that its shell does not count.
struct HiddenFailureTests {
  private func lines(_ page: String) async throws -> [String] {
    try await ProjectFolder(["page.md": page]).verify().lines
  }

  @Test(arguments: [
    (
      "import threading\ndef f():\n    raise ValueError('no')\nt = threading.Thread(target=f)\nt.start()\nt.join()",
      "4:5", "ValueError: no"
    ),
    (
      "import threading, time\ndef f():\n    time.sleep(0.2)\n    raise ValueError('late')\nthreading.Thread(target=f).start()",
      "5:5", "ValueError: late"
    ),
    (
      "import asyncio\nasync def f():\n    assert 1 == 2\nasync def main():\n    asyncio.create_task(f())\n"
        + "    await asyncio.sleep(0.01)\nasyncio.run(main())", "4:12", "AssertionError"
    ),
    ("async def main():\n    pass\nmain()", "4:1", "coroutine 'main' was never awaited"),
    ("import atexit\n@atexit.register\ndef f():\n    raise ValueError('no')", "5:5", "ValueError: no"),
    ("class A:\n    def __del__(self):\n        raise ValueError('no')\nA()", "4:9", "ValueError: no"),
    ("import doctest\ndef f():\n    '>>> 1\\n2'\ndoctest.testmod()", "1:1", "1 test failed"),
    (
      "import unittest\nclass T(unittest.TestCase):\n    def test_a(self):\n        self.fail()\n"
        + "unittest.main(exit=False)", "1:1", "1 test failed"
    ),
    (
      "import sys, unittest\nclass T(unittest.TestCase):\n    def test_a(self):\n        self.fail()\n"
        + "unittest.main(exit=False)\nsys.exit(0)", "1:1", "1 test failed"
    ),
  ])
  func whatPythonOnlyPrintsIsAFailure(_ code: String, _ place: String, _ message: String) async throws {
    #expect(
      try await lines("```python run\n\(code)\n```\n") == [
        "page.md:\(place) error example-failed: This example failed: \(message)"
      ])
  }

  @Test func aFailureBesideABlockCanBeStated() async throws {
    let page = """
      ```python run session=a fails="no luck"
      import threading
      def f():
          raise ValueError("no luck")
      t = threading.Thread(target=f)
      t.start()
      t.join()
      ```

      ```python run session=a
      print("goes on")
      ```

      """
    let report = try await ProjectFolder(["page.md": page]).verify()
    #expect(report.lines == [])
    #expect(report.verdicts(of: "page.md") == ["failed as stated", "ran"])
  }

  @Test(arguments: [
    "import asyncio\nasync def f():\n    raise ValueError\nasync def main():\n"
      + "    await asyncio.gather(f(), return_exceptions=True)\nasyncio.run(main())",
    "import threading\nthreading.excepthook = print\ndef f():\n    raise ValueError\n"
      + "t = threading.Thread(target=f)\nt.start()\nt.join()",
    "import threading\nt = threading.Thread(target=exit)\nt.start()\nt.join()",
    "import warnings\nwarnings.simplefilter('ignore')\nasync def main():\n    pass\nmain()",
    "import doctest\ndef f():\n    '>>> 1\\n1'\ndoctest.testmod()",
    "import os\nif os.fork() == 0:\n    raise SystemExit(3)\nos.wait()",
  ])
  func whatTheCodeHandlesIsNoFailure(_ code: String) async throws {
    #expect(try await lines("```python run\n\(code)\n```\n") == [])
  }

  @Test(arguments: [
    ("false &\nwait", 1), ("false | cat &\nwait", 1), ("no-such-program 2> /dev/null &\nwait", 127),
    ("true & (sleep 0.3; exit 1) & true &\nwait", 1), ("(exit 3) &\nwait $!", 3), ("(exit 3) &\nwait -n", 3),
    ("(exit 3) & a=$!; true & b=$!\nwait $a $b", 3), ("(exit 200) &\nwait", 200),
    ("IFS=,; sleep 0.5 & (sleep 0.1; exit 3) &\nwait", 3), ("(exit 139) &\nwait $!", 139),
  ])
  func aCommandInTheBackgroundCounts(_ code: String, _ status: Int) async throws {
    #expect(
      try await lines("```sh run\n\(code)\n```\n") == [
        "page.md:3:1 error example-failed: This example failed: a command in the background ended with exit code \(status)"
      ])
  }

  @Test(arguments: [
    "sleep 9 &\nkill $!\nwait", "false &\nwait $! || echo handled\nwait", "false &\nwait || true",
    "true &\nwait\nwait",
    "false &", "sleep 9 &\nkill $!; wait $!", "sleep 9 &\nkill $!; wait $!; [ $? = 143 ]",
    "IFS=,; true & sleep 9 &\nkill $!; wait",
  ])
  func aCommandInTheBackgroundMayBeStopped(_ code: String) async throws {
    #expect(try await lines("```sh run\n\(code)\n```\n") == [])
  }

  @Test(arguments: ["trap 'echo own' ERR", "trap - ERR", "trap -- '' ERR EXIT"])
  func aTrapOfTheBlockHidesNoFailure(_ trap: String) async throws {
    #expect(
      try await lines("```sh run\n\(trap)\nfalse\n```\n") == [
        "page.md:3:1 error example-failed: This example failed: `false` ended with exit code 1"
      ])
  }

  @Test func aTrapOfTheBlockRuns() async throws {
    let page = """
      ```sh run exit=3
      trap 'echo "line $LINENO: $?"' ERR
      (exit 3)
      ```

      ```output
      line 3: 3
      ```

      """
    #expect(try await lines(page) == [])
  }

  @Test(arguments: ["set -v", "PS4='>> '\nset -x", "set -x", "set -o verbose"])
  func anEchoOfTheSourceIsNoMessage(_ tracing: String) async throws {
    #expect(
      try await lines("```sh run fails=boom\n\(tracing)\n: boom\nfalse\n```\n") == [
        "page.md:1:17 error did-not-fail: This block fails, but not with \"boom\": `false` ended with exit code 1"
      ])
  }
}
