import Diagnostics
import Ledger
import Pages
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
      String(decoding: ledger.bytes, as: UTF8.self),
      """
      {
        "version": 1,
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
    ("{\"version\": 2, \"records\": []}", "1:1: error: Not a ledger of version 1"),
    (
      "{\"version\": 1, \"records\": [{\"page\": \"a\"}]}",
      "1:28: error: Record without `page`, `block`, `code` or `key`"
    ),
    (
      "{\"version\": 1, \"records\": [{\"page\": \"a\", \"block\": 0, \"code\": \"\", \"key\": \"\", \"verdict\": \"new\"}]}",
      "1:28: error: Record with an unknown verdict"
    ),
    ("nonsense", "1:1: error: expected a value"),
  ])
  func problems(_ text: String, _ message: String) throws {
    let error = #expect(throws: DiagnosticError.self) {
      try Ledger.read(SourceText(path: "l.json", text: text))
    }
    #expect("\(try #require(error))".contains("l.json:" + message))
  }
}
