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
    (
      "import doctest\ndef f():\n    '>>> 1\\n2'\ndoctest.run_docstring_examples(f, {})", "1:1",
      "1 test failed"
    ),
    (
      "import doctest, unittest\ndef f():\n    '>>> 1\\n2'\nunittest.TextTestRunner().run(doctest.DocTestSuite())",
      "1:1", "1 test failed"
    ),
    (
      "from multiprocessing import Process\ndef f():\n    raise ValueError\np = Process(target=f)\np.start()\np.join()",
      "7:1", "the process 'Process-1' ended with exit code 1"
    ),
    (
      "import os, signal\nfrom multiprocessing import Process\np = Process(target=os.abort)\np.start()\np.join()",
      "6:1", "the process 'Process-1' was killed by signal 6"
    ),
    (
      "from multiprocessing import Process\ndef f():\n    raise SystemExit(3)\nProcess(target=f).start()",
      "1:1", "the process 'Process-1' ended with exit code 3"
    ),
    (
      "import logging\nlogging.warning('%d of %d', 1)", "3:1",
      "TypeError: not enough arguments for format string"
    ),
    (
      "from concurrent.futures import ThreadPoolExecutor\ndef f(_):\n    raise ValueError('no')\n"
        + "with ThreadPoolExecutor(1) as pool:\n    pool.submit(int).add_done_callback(f)", "4:5",
      "ValueError: no"
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
    "import logging\nlogging.raiseExceptions = False\nlogging.warning('%d of %d', 1)",
    "import logging\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    logging.exception('no')",
    "from concurrent.futures import ThreadPoolExecutor\nwith ThreadPoolExecutor(1) as pool:\n    pool.submit(int, 'a')",
    "import warnings\nwarnings.simplefilter('ignore')\nasync def main():\n    pass\nmain()",
    "import doctest\ndef f():\n    '>>> 1\\n1'\ndoctest.testmod()",
    "import os\nif os.fork() == 0:\n    raise SystemExit(3)\nos.wait()",
    "from multiprocessing import Process\ndef f():\n    raise ValueError\np = Process(target=f)\np.start()\np.join()\n"
      + "assert p.exitcode == 1",
    "from multiprocessing import Process\ndef f():\n    raise ValueError\nall = [Process(target=f) for _ in range(2)]\n"
      + "for p in all: p.start()\nfor p in all: p.join()\nassert any(p.exitcode for p in all)",
    "from multiprocessing import Process\nimport time\np = Process(target=time.sleep, args=(9,))\np.start()\n"
      + "p.terminate()\np.join()",
    "from concurrent.futures import ProcessPoolExecutor\nimport os\ntry:\n    with ProcessPoolExecutor(1) as pool:\n"
      + "        pool.submit(os._exit, 1).result()\nexcept Exception as error:\n    print(type(error))",
  ])
  func whatTheCodeHandlesIsNoFailure(_ code: String) async throws {
    #expect(try await lines("```python run\n\(code)\n```\n") == [])
  }

  @Test(arguments: [
    ("false &\nwait", 1), ("false | cat &\nwait", 1), ("no-such-program 2> /dev/null &\nwait", 127),
    ("true & (sleep 0.3; exit 1) & true &\nwait", 1), ("(exit 3) &\nwait $!", 3), ("(exit 3) &\nwait -n", 3),
    ("(exit 3) & a=$!; true & b=$!\nwait $a $b", 3), ("(exit 200) &\nwait", 200),
    ("IFS=,; sleep 0.5 & (sleep 0.1; exit 3) &\nwait", 3), ("(exit 139) &\nwait $!", 139),
    // Bash has forgotten these when it comes to `wait`.
    ("true & false & true &\nwait", 1), ("(exit 3) & (exit 0) & { true; } &\nwait", 3),
    ("no-such-program 2> /dev/null & true & sleep 0.1 &\nwait", 127),
    ("for n in 1 2 3; do (exit $((n == 1))) & done\nwait", 1),
    ("(exit 3) & sleep 0.3; true\nwait -n", 3), ("(exit 3) & job=$!; sleep 0.3; true\nwait -n $job", 3),
    ("true & (exit 3) & sleep 0.3; true\nwait -n; wait -n -p job", 3), ("false &\nwait -f", 1),
    ("false & job=$!\nwait -f $job", 1), (":\nwait -n", 127),
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
    "IFS=,; true & sleep 9 &\nkill $!; wait", "false & job=$!; true & wait $job || true\nwait",
    "(exit 3) &\nwait -n || true\nwait", "set -u\ntrue & (exit 0) & wait",
    "sleep 0.1 & job=$!\nwait -n -p ended\n[ \"$ended\" = \"$job\" ]",
    "sleep 0.1 & a=$!\nwait -n -p job\n[ \"$job\" = \"$a\" ]",
    "true & a=$!\nsleep 0.3; true\nwait -n -p job\n[ \"$job\" = \"$a\" ]",
    "true & a=$!\nsleep 0.3; true\nwait -n $a\n! wait -n -p job\n[ -z \"${job+set}\" ]",
    "true &\nsleep 0.3; true\n(sleep 0.1 & wait -n)\nwait -n",
    "(exit 3) &\nsleep 0.3; true\nwait -n || [ $? = 3 ]\nwait",
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

  /// The words that are functions in a session have no names, and no tracing, that a block could see.
  @Test func aBlockSeesNothingOfItsWords() async throws {
    let page = """
      ```sh run
      status=ok job=own
      trap 'echo "$status $job"' EXIT
      mkdir -p a; cd $_
      true | false || basename "$PWD"
      true & wait
      exit 0
      ```

      ```output
      a
      ok own
      ```

      ```console run
      $ set -x
      $ wait
      ++ wait
      $ trap 'echo own' ERR
      ++ trap 'echo own' ERR
      ```

      """
    #expect(try await lines(page) == [])
  }

  @Test func aTrapOfTheBlockRuns() async throws {
    let page = """
      ```sh run exit=3
      trap 'echo "line $LINENO: $? of $BASH_COMMAND"' ERR
      (exit 3)
      ```

      ```output
      line 3: 3 of ( exit 3 )
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
