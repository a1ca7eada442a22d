import Diagnostics
import HTTP
import JSON
import Ledger
import Pages

/// Examples with `exchange=`: in every language, the service must have sent the same answer.
extension Comparison {
  mutating func compareAnswers(_ sessions: [Session], _ results: [Int: SessionResult]) {
    struct Name: Hashable {
      var page: Int
      var name: String
    }
    var answers: [Name: HTTPReply] = [:]
    var known: Set<Name> = []
    for (index, session) in sessions.enumerated() {
      for exchange in session.exchanges {
        guard let name = exchange.requestBlock.attributes.exchange else { continue }
        known.insert(Name(page: session.page, name: name))
        if case .success(let reply)? = results[index]?.replies[exchange.request.block] {
          answers[Name(page: session.page, name: name)] = reply
        }
      }
    }
    for (index, session) in sessions.enumerated() {
      for example in session.examples where example.isRun {
        guard let name = example.block.attributes.exchange, outcomes[example.id]?.verdict == .ran else {
          continue
        }
        let page = pages[session.page]
        let place = page.span(ofAttribute: "exchange", of: example.block)
        guard known.contains(Name(page: session.page, name: name)) else {
          fail(
            example, "No request on this page has `exchange=\(name)`", at: place,
            fix: "add it to the request that this example sends")
          continue
        }
        guard case .success(let reply)? = results[index]?.replies[example.id.block] else {
          fail(example, "This example sends no request to the service", at: place)
          continue
        }
        guard let expected = answers[Name(page: session.page, name: name)] else { continue }
        if let difference = Self.difference(expected, reply) {
          fail(
            example,
            "The response to this example differs from that of the exchange `\(name)`: \(difference)",
            at: page.span(ofFenceOf: example.block), fix: "make it send the same request")
        }
      }
    }
  }

  private mutating func fail(_ example: Example, _ message: String, at span: SourceSpan, fix: String? = nil) {
    set(example.id, .failed(Diagnostic(.answersDiffer, message, at: span, fix: fix)))
  }

  /// The first difference of two responses, apart from their ids; `nil` when they say the same.
  private static func difference(_ expected: HTTPReply, _ actual: HTTPReply) -> String? {
    if expected.status != actual.status { return "the status is \(actual.status), not \(expected.status)" }
    do throws(JSONSyntaxError) {
      if expected.body == actual.body { return nil }
      let (expected, actual) = (try JSONParser.parse(expected.body), try JSONParser.parse(actual.body))
      // Only answers of JSON-RPC have an id, which may differ.
      if expected["jsonrpc"] == nil, expected != actual {
        return JSONPattern.differences(expected, actual).first?.message ?? "the body differs"
      }
      for member in ["result", "error"] where expected[member] != actual[member] {
        guard let one = expected[member], let other = actual[member] else {
          return "it is \(actual["error"] == nil ? "a result" : "an error")"
        }
        return JSONPattern.differences(one, other).first?.message ?? "`\(member)` differs"
      }
      return nil
    } catch {
      return expected.body == actual.body ? nil : "it is not JSON"
    }
  }
}
