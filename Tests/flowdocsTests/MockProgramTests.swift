import Foundation
import Processes
import TestSupport
import Testing

/// `flowdocs mock` as a shell starts it.
struct MockProgramTests {
  private static let service = """
    import http.server, json, os, sys
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps([os.getpid(), sys.argv[2:]]).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            if self.path == "/end": os._exit(3)
        def log_message(self, *arguments): pass
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
    """

  private static let settings = """
    title: T
    service:
      command: [python3, service.py, "{port}"]
      variables: { SHOP_URL: "{url}/v1", NAME: "it's" }
      ready: /
    """

  private static let contract = #"""
    {"openrpc": "1.3.2", "info": {"title": "Sums", "version": "1"}, "methods": [
      {"name": "one", "params": [], "result": {"name": "n", "schema": {"const": 1}}}]}
    """#

  /// Starts `flowdocs mock`, evaluates what it prints, and runs a script that finds its process in `$mock`.
  private func run(
    _ files: [String: String], _ arguments: String = "--port 0", script: String
  ) async throws -> ProcessResult {
    let folder = try TestFolder(files.merging(["content/index.md": "# A\n"]) { own, _ in own })
    let start = """
      "$0" mock \(arguments) > exports 2> log & mock=$!
      until grep -q ' on http' log || ! kill -0 $mock; do sleep 0.05; done
      . ./exports
      \(script)
      """
    return try await ProcessRunner().run(
      "bash", arguments: ["-c", start, ProgramTests.program],
      environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"],
      directory: folder.root, timeout: .seconds(60))
  }

  @Test func itStartsTheDeclaredServiceAndEndsIt() async throws {
    let result = try await run(
      ["site/portal.yml": Self.settings, "service.py": Self.service], "--port 0 -- --slow",
      script: """
        answer=$(curl -s "$SHOP_URL"); echo "$answer $NAME"
        pid=${answer#[}; pid=${pid%%,*}
        kill -TERM $mock; wait $mock; echo "exit $?"
        kill -0 "$pid" 2> /dev/null && echo "still there"
        """)
    let lines = result.outputText.split(separator: "\n")
    #expect(lines.first?.hasSuffix(#", ["--slow"]] it's"#) == true, "\(result.outputText)\(result.errorText)")
    #expect(lines.dropFirst() == ["exit 0"])
  }

  @Test func itStartsTheServicesOfPages() async throws {
    let settings =
      Self.settings + """

        services:
          - name: rates
            pages: [guides]
            command: [python3, service.py, "{port}", rates]
            variables: { RATES_URL: "{url}" }
            ready: port
        """
    let result = try await run(
      ["site/portal.yml": settings, "service.py": Self.service],
      script: """
        for url in "$SHOP_URL" "$RATES_URL"; do curl -s "$url" | sed 's/[0-9]*,//'; echo; done
        kill -TERM $mock; wait $mock; echo "exit $?"; grep -c ' on http' log
        """)
    expectText(
      result.outputText,
      """
      [ []]
      [ ["rates"]]
      exit 0
      2

      """)
  }

  @Test func aServiceThatEndsEndsTheCommandWithTwo() async throws {
    let result = try await run(
      ["site/portal.yml": Self.settings, "service.py": Self.service],
      script: #"curl -s "${SHOP_URL%/v1}/end" > answer; wait $mock; echo "exit $?"; tail -1 log"#)
    #expect(result.outputText == "exit 2\nError: the service `python3` ended by itself with exit code 3\n")
  }

  @Test func aServiceThatDoesNotStartEndsTheCommandWithTwo() async throws {
    let result = try await run(
      ["site/portal.yml": Self.settings, "service.py": "raise SystemExit('no license')"],
      script: #"wait $mock; echo "exit $?"; cat log"#)
    expectText(
      result.outputText,
      """
      exit 2
      Error: the service `python3` ended before it was ready (exit code 1):
      no license

      """)
  }

  @Test func withoutADeclarationTheContractIsMocked() async throws {
    let result = try await run(
      [
        "site/portal.yml": "title: T\ncontract: api.json\nreference: { url: SUMS_URL }\n",
        "api.json": Self.contract,
      ],
      script: """
        curl -s "$SUMS_URL" -H 'Content-Type: application/json' -d '{"jsonrpc": "2.0", "id": 1, "method": "one"}'; echo
        kill -TERM $mock; wait $mock; echo "exit $?"
        """)
    #expect(result.outputText == #"{"jsonrpc":"2.0","result":1,"id":1}"# + "\nexit 0\n")
  }

  @Test func aProjectWithoutBothIsMisuse() async throws {
    let result = try await run(
      ["site/portal.yml": "title: T\n"], script: #"wait $mock; echo "exit $?"; head -1 log"#)
    expectText(
      result.outputText,
      """
      exit 2
      Error: this project declares no service and names no contract; --contract FILE mocks any contract

      """)
  }
}
