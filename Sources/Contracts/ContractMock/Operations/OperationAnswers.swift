import Determinism
import Diagnostics
import HTTP
import JSON
import OpenAPI
import OpenRPC

/// The possible answers of one operation to a request.
struct OperationAnswers {
  let contract: Contract
  let method: Method
  let operation: HTTPOperation
  let accept: AcceptHeader
  let seed: UInt64
  var received: RequestValues?

  init(contract: Contract, method: Method, operation: HTTPOperation, accept: AcceptHeader, seed: UInt64) {
    self.contract = contract
    self.method = method
    self.operation = operation
    self.accept = accept
    self.seed = seed
  }

  /// Equal for equal requests.
  private var ownSeed: UInt64 {
    SplitMix64.derive(seed, stableHash(method.name + "\n" + (received?.text ?? "")))
  }

  private var bodies: AnswerBody { AnswerBody(contract: contract, accept: accept, seed: ownSeed) }

  /// The answer that the `Prefer` header asks for; the request is not validated then.
  func forced(by preference: PreferHeader) -> HTTPExchangeResponse? {
    var responses = operation.responses
    if let code = preference.error {
      guard (100...599).contains(code), let response = operation.response(of: code) else {
        let known = operation.responses.map(\.status).joined(separator: ", ")
        return refuse(
          Refusal(
            statuses: [400],
            detail: "The Prefer header asks for the status \(code); `\(method.name)` has \(known)"))
      }
      if preference.example == nil {
        return answer(
          response, status: code, "response \(response.status), as preferred", applied: "code=\(code)")
      }
      responses = [response]
    }
    guard let name = preference.example else { return nil }
    for response in responses.filter(\.isSuccess) + responses.filter({ !$0.isSuccess }) {
      guard response.content.contains(where: { $0.examples.contains { $0.name == name } }) else { continue }
      return answer(
        response, status: preference.error ?? response.code, example: name, "example \(name), as preferred",
        applied: "example=\(JSON.quoted(name))")
    }
    let names = responses.flatMap(\.content).flatMap(\.examples).map { JSON.quoted($0.name) }
    let known = names.isEmpty ? "none" : names.joined(separator: ", ")
    return refuse(
      Refusal(
        statuses: [400],
        detail: "The Prefer header asks for the example \(JSON.quoted(name)); `\(method.name)` has \(known)"))
  }

  /// The example whose name is that of the example that was sent, or else the first success.
  func fitting(_ preference: PreferHeader) -> HTTPExchangeResponse {
    if !preference.isDynamic, let received {
      for response in operation.responses {
        let names = response.content.flatMap(\.examples).map(\.name)
        guard let name = names.first(where: received.isExample) else { continue }
        return answer(response, status: response.code, example: name, "example \(name)")
      }
    }
    let responses = operation.responses
    let best =
      responses.filter(\.isSuccess).min { $0.code < $1.code }
      ?? responses.filter { $0.status.hasPrefix("3") }.min { $0.code < $1.code }
      ?? responses.first { $0.status == "default" } ?? responses.first
    guard let best else {
      var response = HTTPExchangeResponse(status: 200)
      response.headers[MockHeader.answer] = "the contract has no responses of the operation"
      return response
    }
    return answer(
      best, status: best.code, isDynamic: preference.isDynamic, "response \(best.status)",
      applied: preference.isDynamic ? "dynamic=true" : nil)
  }

  private func answer(
    _ response: HTTPResponse, status: Int, example: String? = nil, isDynamic: Bool = false, _ note: String,
    applied: String? = nil
  ) -> HTTPExchangeResponse {
    var answer = HTTPExchangeResponse(status: status)
    var note = note
    let bodies = bodies
    if !response.content.isEmpty, Self.hasBody(status) {
      var offers = response.content.filter { accept.quality(of: $0.type) > 0 }
      if let example { offers = offers.filter { $0.examples.contains { $0.name == example } } }
      guard let best = offers.map({ accept.quality(of: $0.type) }).max() else {
        let types = response.content.map { "`\($0.type)`" }.joined(separator: ", ")
        return refuse(Refusal(statuses: [406], detail: "The answer can only be sent as \(types)"))
      }
      let written = offers.filter { accept.quality(of: $0.type) == best }.lazy.compactMap {
        bodies.body(of: $0, example: example, isDynamic: isDynamic)
      }.first
      if let written {
        answer.headers["Content-Type"] = written.type
        answer.body = written.bytes
        note += written.note
      } else {
        note += "; no body was found for it: add an example to the contract"
      }
    }
    add(response.headers, bodies, to: &answer)
    answer.headers[MockHeader.answer] = MockHeader.text(note)
    if let applied { answer.headers[MockHeader.applied] = MockHeader.text(applied) }
    return answer
  }

  /// RFC 9110, section 6.4.1.
  private static func hasBody(_ status: Int) -> Bool {
    status >= 200 && status != 204 && status != 205 && status != 304
  }

  private func add(
    _ headers: [HTTPParameter], _ bodies: AnswerBody, to answer: inout HTTPExchangeResponse
  ) {
    for header in headers where answer.headers[header.descriptor.name] == nil {
      guard let value = bodies.value(of: header) else { continue }
      answer.headers[header.descriptor.name] = HeaderText.text(value, isExploded: header.isExploded)
    }
  }

  /// The first of the statuses that the contract has, with problem details where its schema allows them.
  func refuse(_ refusal: Refusal) -> HTTPExchangeResponse {
    let named = refusal.statuses.first { status in
      operation.responses.contains { $0.status == String(status) }
    }
    let status = named ?? refusal.statuses[0]
    let response = operation.response(of: status)
    var answer = HTTPExchangeResponse(status: status)
    let problem = refusal.json(status: status)
    let bodies = bodies
    if let response, !response.content.isEmpty {
      let acceptable = response.content.filter { accept.quality(of: $0.type) > 0 }
      // An error is better sent in a media type that the client did not ask for than not at all.
      if let written = bodies.problem(
        problem, refusal.detail, in: acceptable.isEmpty ? response.content : acceptable)
      {
        answer.headers["Content-Type"] = written.type
        answer.body = written.bytes
      }
    } else {
      answer.headers["Content-Type"] = "application/problem+json"
      answer.body = problem.bytes()
    }
    for (name, value) in refusal.headers { answer.headers[name] = value }
    if let response { add(response.headers, bodies, to: &answer) }
    let note = response == nil ? " (the contract has no response \(status) of `\(method.name)`)" : ""
    answer.headers[MockHeader.answer] = MockHeader.text(refusal.detail + note)
    return answer
  }
}

extension HTTPResponse {
  /// The status that is sent: `404`, 400 for `4XX`, 200 for the default.
  fileprivate var code: Int {
    Int(status) ?? status.first?.wholeNumberValue.map { $0 * 100 } ?? 200
  }
}
