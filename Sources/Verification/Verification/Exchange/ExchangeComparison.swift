import Checks
import Diagnostics
import HTTP
import JSON
import Ledger
import OpenRPC
import Pages

/// Compares the service's answers to the exchanges of a page with those on the page. Pure.
struct ExchangeComparison: Sendable {
  var page: Page
  var contract: Contract?

  /// The static reading of an exchange: its JSON, and both sides validated against the contract.
  private struct Reading {
    var request: JSON?
    var response: JSON?
    var responseOffset = 0
    var requestFindings: [Diagnostic] = []
    var responseFindings: [Diagnostic] = []
  }

  private func read(_ exchange: PlannedExchange) -> Reading {
    var reading = Reading()
    let (requestBlock, responseBlock) = (exchange.requestBlock, exchange.responseBlock)
    var requestText = requestBlock.code
    var requestOffset = 0
    var responseText = responseBlock.code
    if exchange.form == .http {
      let (request, response) = (HTTPText(requestBlock.code), HTTPText(responseBlock.code))
      (requestText, requestOffset) = (request.body, request.bodyOffset)
      (responseText, reading.responseOffset) = (response.body, response.bodyOffset)
      reading.requestFindings =
        strayLines(request, of: requestBlock) + secondMessage(request, of: requestBlock)
      reading.responseFindings = strayLines(response, of: responseBlock)
    }
    // The body of an HTTP message may be another format, or JSON that is refused.
    reading.request = json(requestText, base: requestOffset)
    reading.response = json(responseText, base: reading.responseOffset)
    guard let contract, let request = reading.request, MessageRole(request) == .request else {
      return reading
    }
    if let response = reading.response {
      let rules = MessageRules(page: page, contract: contract)
      reading.requestFindings += rules.requests(request, answeredBy: response, of: requestBlock)
      reading.responseFindings += rules.responses(response, to: request, of: responseBlock)
    }
    return reading
  }

  /// These lines are neither sent nor compared, so they would say something that nothing proves.
  private func strayLines(_ message: HTTPText, of block: Block) -> [Diagnostic] {
    message.strayLines.map {
      Diagnostic(
        .strayHeaderLine, "This line of the message is not a header field", at: line($0, of: block),
        fix: "write it as `Name: value`, or put an empty line before the body")
    }
  }

  /// A second request is sent as the body of the first. The body of a response is compared, whatever it looks like.
  private func secondMessage(_ request: HTTPText, of block: Block) -> [Diagnostic] {
    request.secondMessage.map {
      [
        Diagnostic(
          .strayHeaderLine, "Another message begins here, in the body of the first", at: line($0, of: block),
          fix: "give each message a block of its own")
      ]
    } ?? []
  }

  private func json(_ text: String, base: Int) -> JSON? {
    do throws(JSONSyntaxError) {
      return try JSONParser.parse(text.utf8, base: base)
    } catch {
      return nil
    }
  }

  /// The verdicts on both blocks.
  func compare(
    _ exchange: PlannedExchange, _ reply: Result<HTTPReply, HTTPFailure>
  ) -> [BlockID: BlockOutcome] {
    let reading = read(exchange)
    var findings = reading.responseFindings
    var shown: String?
    switch reply {
    case .failure(let failure):
      let diagnostic = Diagnostic(
        .responseMismatch, failure.description, at: page.span(ofFenceOf: exchange.requestBlock))
      return [
        exchange.request: .failed(diagnostic),
        exchange.response: BlockOutcome(.failed, reason: "there was no response"),
      ]
    case .success(let reply):
      findings += differences(exchange, reply, reading)
      shown = text(exchange, reply)
    }
    var response = BlockOutcome.of(findings, otherwise: .ran)
    response.output = shown
    return [
      exchange.request: .of(reading.requestFindings, otherwise: .ran), exchange.response: response,
    ]
  }

  private func differences(
    _ exchange: PlannedExchange, _ reply: HTTPReply, _ reading: Reading
  ) -> [Diagnostic] {
    let block = exchange.responseBlock
    var found: [(message: String, span: SourceSpan)] = []
    if exchange.form == .http {
      let said = HTTPText(block.code)
      if !said.statusLine(matches: reply.statusLine) {
        found.append(
          (
            "The status line is `\(reply.statusLine)`; the page shows `\(said.firstLine)`", line(0, of: block)
          ))
      }
      for header in said.headers {
        let value = reply.header(header.name)
        if value.map({ LinePattern.matches(header.value, $0) }) == true { continue }
        found.append(
          (
            value.map { "The header `\(header.name)` is `\($0)`; the page shows `\(header.value)`" }
              ?? "The response has no header `\(header.name)`", line(header.line, of: block)
          ))
      }
    }
    if let expected = reading.response {
      do throws(JSONSyntaxError) {
        let actual = try JSONParser.parse(reply.body)
        if let refusal = refusal(expected, actual, block) {
          found.append(refusal)
        } else {
          for difference in JSONPattern.differences(expected, actual) {
            let span = difference.range.map { page.span(inCodeOf: block, codeRange: $0) }
            found.append((difference.message, span ?? page.span(ofFenceOf: block)))
          }
        }
      } catch {
        found.append(("The response is not JSON: \(error.message)", page.span(ofFenceOf: block)))
      }
    } else if exchange.form == .http {
      // A response shown without a body says nothing about it.
      let body = OutputPattern(HTTPText(block.code).body)
      if !body.lines.isEmpty, !body.matches(reply.body) {
        found.append(("The body differs from the page", page.span(ofFenceOf: block)))
      }
    }
    if found.isEmpty { return [] }
    let diff = OutputPattern(block.code).diff(updated(exchange, reply))
    return found.enumerated().map { index, finding in
      Diagnostic(
        .responseMismatch, finding.message, at: finding.span,
        fix: "correct the page or the service, or run `flowdocs verify --update`",
        details: index == 0 ? diff : nil)
    }
  }

  /// A result on the page and an error from the service is one difference, not one for every member.
  private func refusal(
    _ expected: JSON, _ actual: JSON, _ block: Block
  ) -> (message: String, span: SourceSpan)? {
    guard let result = expected.object?.member(named: "result"), let error = actual["error"],
      actual["result"] == nil
    else { return nil }
    let code = error["code"]?.int.map { " \($0)" } ?? ""
    let text = error["data"]?["error"]?.string ?? error["message"]?.string ?? ""
    let range = result.nameRange ?? result.value.range
    return (
      "The service returned the error\(code)" + (text.isEmpty ? "" : ", \(JSON.quoted(text)),")
        + " but the page shows a result",
      range.map { page.span(inCodeOf: block, codeRange: $0) } ?? page.span(ofFenceOf: block)
    )
  }

  private func line(_ number: Int, of block: Block) -> SourceSpan {
    let lines = block.code.split(separator: "\n", omittingEmptySubsequences: false)
    let length = lines.indices.contains(number) ? lines[number].utf8.count : 1
    return page.span(inCodeOf: block, line: number + 1, column: 1, length: length)
  }

  /// The answer in the form of the page's block.
  private func text(
    _ exchange: PlannedExchange, _ reply: HTTPReply, keepsPlaces: Bool = false
  ) -> String {
    let said = HTTPText(exchange.responseBlock.code)
    var body = reply.body
    do throws(JSONSyntaxError) {
      let value = try JSONParser.parse(reply.body)
      body = (keepsPlaces ? JSONPattern.escaped(value) : value).text(.pretty) + "\n"
    } catch {
      // A body that is not JSON is shown as it is.
      if keepsPlaces { body = OutputPattern(said.body).updated(reply.body).map { $0 + "\n" }.joined() }
    }
    guard exchange.form == .http else { return body }
    let headers =
      keepsPlaces
      ? updatedHeaders(said, reply)
      : said.headers.compactMap { header in
        reply.header(header.name).map { "\(header.name): \($0)\n" }
      }.joined()
    let head = reply.statusLine + "\n" + headers
    if keepsPlaces, OutputPattern(said.body).lines.isEmpty { return head }
    return body.isEmpty ? head : head + "\n" + body
  }

  /// The headers that the page shows, with the values of the response where they do not match it.
  private func updatedHeaders(_ said: HTTPText, _ reply: HTTPReply) -> String {
    said.headers.compactMap { header in
      reply.header(header.name).map { value in
        let isRight = LinePattern.matches(header.value, value)
        return "\(header.name): \(isRight ? header.value : LinePattern.escaped(value))\n"
      }
    }.joined()
  }

  /// The code that the response block should have.
  func updated(_ exchange: PlannedExchange, _ reply: HTTPReply) -> String {
    let reading = read(exchange)
    let block = exchange.responseBlock
    let actual: JSON
    do throws(JSONSyntaxError) {
      actual = try JSONParser.parse(reply.body)
    } catch {
      return text(exchange, reply, keepsPlaces: true)
    }
    guard let expected = reading.response else { return text(exchange, reply, keepsPlaces: true) }
    guard exchange.form == .http else {
      return JSONPattern.updated(block.code, expected: expected, actual: actual)
    }
    // Ranges are in the whole block, so the head is put before the changed body.
    let changed = Array(JSONPattern.updated(block.code, expected: expected, actual: actual).utf8)
    let body = String(decoding: changed[reading.responseOffset...], as: UTF8.self)
    let said = HTTPText(block.code)
    let line = said.statusLine(matches: reply.statusLine) ? said.firstLine : reply.statusLine
    return line + "\n" + updatedHeaders(said, reply) + "\n" + body
  }
}
