import Diagnostics
import Digests
import Ledger
import Pages
import Project
import Site
import TestSupport
import Testing

struct LedgerTests {
  private let key: SigningKey

  init() throws { key = try #require(SigningKey("a key of the tests")) }

  private let ledger = Ledger(
    records: [
      .init(
        page: "a.md", block: 0, code: "c0", key: "k0", verdict: .ran, output: "one\ntwo\n",
        tools: ["bash 5.2.15"]),
      .init(
        page: "a.md", block: 1, code: "c1", key: "k1", verdict: .failedAsStated, reason: "as it should",
        checkers: ["promtool"]),
    ], coverage: ["a.md": ["error: -32001", "method: training.cancel"]])

  @Test func theLedgerIsWrittenAsSignedJSON() {
    expectText(
      String(decoding: ledger.bytes(signedWith: key), as: UTF8.self)
        .replacing(/"signature": "[0-9a-f]{64}"/, with: #""signature": "CODE""#),
      """
      {
        "version": 3,
        "signature": "CODE",
        "records": [
          {
            "page": "a.md",
            "block": 0,
            "code": "c0",
            "key": "k0",
            "verdict": "ran",
            "output": "one\\ntwo\\n",
            "tools": ["bash 5.2.15"]
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

  private func read(_ bytes: [UInt8], _ key: SigningKey?) throws -> Result<Ledger, Ledger.Unsigned> {
    try Ledger.read(SourceText(path: "l.json", bytes: bytes), signedWith: key)
  }

  @Test func readsWhatItWrote() throws {
    #expect(try read(ledger.bytes(signedWith: key), key) == .success(ledger))
    #expect(try read(Ledger().bytes(signedWith: key), key) == .success(Ledger()))
  }

  @Test func onlyTheKeyThatSignedItIsAccepted() throws {
    let bytes = ledger.bytes(signedWith: key)
    #expect(try read(bytes, SigningKey("a key of the Tests")) == .failure(.signature))
    #expect(try read(bytes, nil) == .failure(.noKey))
    let old = #"{"version": 2, "sha256": "0", "records": [], "coverage": {}}"#
    #expect(try read(Array(old.utf8), key) == .failure(.version))
  }

  @Test(arguments: [
    (#"{"records": [], "coverage": {}}"#, "1:1: error: Not a ledger"),
    (#"{"version": 3, "records": []}"#, "1:1: error: Ledger without `records` or `coverage`"),
    ("nonsense", "1:1: error: Expected a value"),
    ("", "1:1: error: Expected a value, found the end of the text"),
  ])
  func unreadableLedgersAreErrors(_ text: String, _ message: String) throws {
    let error = #expect(throws: DiagnosticError.self) { try read(Array(text.utf8), key) }
    #expect("\(try #require(error))".contains("l.json:" + message))
  }

  /// A flipped bit, a merge, an edit by hand.
  @Test func noOtherTextIsBelieved() throws {
    let bytes = ledger.bytes(signedWith: key)
    for index in bytes.indices {
      var other = bytes
      other[index] ^= 1
      do throws(DiagnosticError) {
        let source = SourceText(path: "l.json", bytes: other)
        switch try Ledger.read(source, signedWith: key) {
        // White space may differ.
        case .success(let read): #expect(read == ledger, "byte \(index)")
        case .failure: continue
        }
      } catch {
        continue
      }
    }
  }

  @Test func aVerificationIgnoresADamagedOneWithAWarning() {
    let previous = Ledger.previous(.memory([Ledger.path: "{"]), signedWith: key)
    #expect(previous.ledger == nil)
    #expect(previous.findings.map(\.severity) == [.warning])
    #expect(
      previous.findings.map(\.message) == [
        "The record of verdicts is damaged: Expected a member name in double quotes, found the end of the text"
      ])
  }

  @Test func aDamagedOneStopsABuildAndSaysWhatToDo() {
    let error = #expect(throws: DamagedLedger.self) {
      try Ledger.load(.memory([Ledger.path: "{\"records\": []}"]), signedWith: key)
    }
    expectText(
      error?.description,
      """
      .flowdocs/ledger.json:1:1: The record of verdicts is damaged: Not a ledger; delete \
      `.flowdocs/ledger.json` and run `flowdocs verify`
      """)
  }

  @Test func aForeignOneIsIgnoredByABuildWithAWarning() throws {
    let text = String(decoding: ledger.bytes(signedWith: key), as: UTF8.self)
    let loaded = try Ledger.load(
      .memory([Ledger.path: text]), signedWith: SigningKey("the key of a stranger"))
    #expect(loaded.ledger == nil)
    #expect(loaded.findings.map(\.rule) == [.unsignedLedger])
    #expect(
      loaded.findings.map(\.message) == [
        "The record of verdicts was edited, or signed with another key, and is ignored"
      ])
    #expect(try Ledger.load(.memory([:]), signedWith: key).findings.isEmpty)
  }
}
