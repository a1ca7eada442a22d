import Diagnostics
import Ledger
import Pages
import Project
import Site
import TestSupport
import Testing

struct LedgerTests {
  private let ledger = Ledger(
    records: [
      .init(page: "a.md", block: 0, code: "c0", key: "k0", verdict: .ran, output: "one\ntwo\n"),
      .init(
        page: "a.md", block: 1, code: "c1", key: "k1", verdict: .failedAsStated, reason: "as it should",
        checkers: ["promtool"]),
    ], coverage: ["a.md": ["error: -32001", "method: training.cancel"]])

  @Test func text() {
    expectText(
      String(decoding: ledger.bytes, as: UTF8.self)
        .replacing(/"sha256": "[0-9a-f]{64}"/, with: "\"sha256\": \"SHA\""),
      """
      {
        "version": 2,
        "sha256": "SHA",
        "records": [
          {
            "page": "a.md",
            "block": 0,
            "code": "c0",
            "key": "k0",
            "verdict": "ran",
            "output": "one\\ntwo\\n"
          },
          {
            "page": "a.md",
            "block": 1,
            "code": "c1",
            "key": "k1",
            "verdict": "failed as stated",
            "reason": "as it should",
            "checkers": ["promtool"]
          }
        ],
        "coverage": {
          "a.md": ["error: -32001", "method: training.cancel"]
        }
      }

      """)
  }

  @Test func readsWhatItWrote() throws {
    #expect(try Ledger.read(SourceText(path: "ledger.json", bytes: ledger.bytes)) == ledger)
    #expect(try Ledger.read(SourceText(path: "ledger.json", bytes: Ledger().bytes)) == Ledger())
  }

  @Test(arguments: [
    (#"{"version": 1, "records": [], "coverage": {}}"#, "1:1: error: Not a ledger of version 2"),
    (#"{"version": 2, "records": []}"#, "1:1: error: Not a ledger of version 2"),
    (
      #"{"version": 2, "sha256": "0", "records": [], "coverage": {}}"#,
      "1:26: error: The checksum does not match the records"
    ),
    ("nonsense", "1:1: error: expected a value"),
    ("", "1:1: error: expected a value, found the end of the text"),
  ])
  func problems(_ text: String, _ message: String) throws {
    let error = #expect(throws: DiagnosticError.self) {
      try Ledger.read(SourceText(path: "l.json", text: text))
    }
    #expect("\(try #require(error))".contains("l.json:" + message))
  }

  /// A flipped bit, a merge, an edit by hand.
  @Test func noOtherTextIsBelieved() throws {
    let bytes = ledger.bytes
    for index in bytes.indices {
      var other = bytes
      other[index] ^= 1
      do throws(DiagnosticError) {
        // White space may differ.
        #expect(try Ledger.read(SourceText(path: "l.json", bytes: other)) == ledger, "byte \(index)")
      } catch {
        continue
      }
    }
  }

  @Test func aVerificationIgnoresADamagedOneWithAWarning() {
    let (previous, findings) = Ledger.previous(.memory([Ledger.path: "{"]))
    #expect(previous == nil)
    #expect(findings.map(\.severity) == [.warning])
    #expect(
      findings.map(\.message) == [
        "The record of verdicts is damaged: expected a member name in double quotes, found the end of the text"
      ])
  }

  @Test func aDamagedOneStopsABuildAndSaysWhatToDo() {
    let error = #expect(throws: DamagedLedger.self) {
      try Ledger.load(.memory([Ledger.path: "{\"version\": 7}"]))
    }
    #expect(
      error?.description == """
        .flowdocs/ledger.json:1:1: The record of verdicts is damaged: Not a ledger of version 2; delete \
        `.flowdocs/ledger.json` and run `flowdocs verify`
        """)
  }
}
