import Determinism
import Diagnostics
import HTTP
import JSON
import JSONRPC
import JSONSchema
import OpenRPC

/// The possible answers of one method to some params.
struct MethodAnswers {
  let method: Method
  let contract: Contract
  let params: JSON?
  let seed: UInt64

  /// Equal for equal params, independent of the order of members and of the id of the request.
  private var ownSeed: UInt64 {
    SplitMix64.derive(seed, stableHash(method.name + "\n" + (params?.text(.canonical) ?? "")))
  }

  /// The answer that the `Prefer` header asks for; params are not validated then.
  func forced(by preference: PreferHeader, _ scope: PreferHeader.Scope) -> Answer? {
    if let problem = preference.problem { return refusal(problem) }
    if let name = preference.example, scope.includes(method) {
      if let example = method.examples.first(where: { $0.name == name }) {
        return Answer(
          outcome: .success(example.result ?? .null), note: "example \(name), as preferred",
          applied: "example=\(JSON.quoted(name))")
      }
      if let example = method.errorExamples.first(where: { $0.name == name }), let code = example.code {
        return answer(
          error(code: code, example), "error example \(name), as preferred", "example=\(JSON.quoted(name))")
      }
      let names = method.examples.map(\.name) + method.errorExamples.map(\.name)
      let has = names.isEmpty ? "none" : names.map(JSON.quoted).joined(separator: ", ")
      return refusal(
        "the Prefer header asks for the example \(JSON.quoted(name)); `\(method.name)` has \(has)")
    }
    if let code = preference.error, scope.includes(method) {
      let example = method.errorExamples.first { $0.code == code }
      guard let error = error(code: code, example) else {
        let codes = PreferHeader.codes(of: method, in: contract).map(String.init).joined(separator: ", ")
        return refusal("the Prefer header asks for the error \(code); `\(method.name)` can return \(codes)")
      }
      return answer(error, "error \(code), as preferred", "error=\(code)")
    }
    return nil
  }

  private func refusal(_ sentence: String) -> Answer {
    Answer(outcome: .failure(.invalidRequest.explained(sentence)), status: 400, note: sentence)
  }

  private func answer(_ error: RPCError?, _ note: String, _ applied: String? = nil) -> Answer {
    let error = error ?? .internalError
    let description = description(of: error.code)
    return Answer(
      outcome: .failure(error), status: description?.httpStatus ?? 200,
      repeatsID: description?.repeatsID ?? true, headers: description?.headers(of: error.json) ?? [],
      note: note, applied: applied)
  }

  private func description(of code: Int) -> ErrorDescription? {
    method.errors.first { $0.code == code } ?? contract.error(code: code)
  }

  /// The error of a code as the contract describes it; `nil` when neither the contract nor JSON-RPC defines the code.
  private func error(code: Int, _ example: ErrorExample?) -> RPCError? {
    let standard = RPCError.standard.first { $0.code == code }
    let description = description(of: code)
    guard standard != nil || description != nil || example != nil else { return nil }
    let message =
      example?.error["message"]?.string ?? description?.message ?? standard?.message ?? "Server error"
    let data = example?.error["data"] ?? description?.dataSchema?.value(seed: ownSeed)
    return RPCError(code: code, message: message, data: data)
  }

  /// The error for invalid params; `nil` when they are valid. A violation with the code -32602 takes precedence over
  /// one with a code of its own (`x-violationCodes`).
  var invalidParams: Answer? {
    let violations = contract.validateParams(params, of: method)
    guard let first = violations.first else { return nil }
    let isPlain = violations.contains { $0.code == RPCError.invalidParams.code }
    let code = isPlain ? RPCError.invalidParams.code : first.code
    let reported = violations.filter { $0.code == code }
    let sentences = reported.map { $0.sentence(whole: "params") }.joined(separator: "; ")
    let bare = RPCError(
      code: code, message: description(of: code)?.message ?? RPCError.invalidParams.message)
    let problems = reported.map { RPCError.Problem(field: $0.field ?? "params", error: $0.message) }
    // Where the contract has a schema for `data`, the first candidate that is valid for it is used.
    let candidates = [bare.about(problems), bare.with(data: .string(sentences))]
    let schema = description(of: code)?.dataSchema
    let fitting = candidates.first { schema?.isValid($0.data ?? .null) ?? true }
    return answer(fitting ?? bare.with(data: schema?.value(seed: ownSeed)), sentences)
  }

  /// The result of the example that matches best, or a generated one.
  func fitting(_ preference: PreferHeader) -> Answer {
    let given = ParamValues(params, of: method)
    let best = preference.isDynamic ? nil : bestExample(given)
    if best?.score.isExact != true, !preference.isDynamic,
      let example = method.errorExamples.first(where: {
        given.score(against: ParamValues($0.params, of: method)).isExact
      }), let code = example.code
    {
      return answer(error(code: code, example), "error example \(example.name)")
    }
    if let best {
      return Answer(outcome: .success(best.example.result ?? .null), note: "example \(best.example.name)")
    }
    guard let result = method.result else {
      return Answer(outcome: .success(.null), note: "a notification has no result")
    }
    if let value = result.schema.value(seed: ownSeed) {
      return Answer(
        outcome: .success(value), note: "generated from the schema of the result",
        applied: preference.isDynamic ? "dynamic=true" : nil)
    }
    let sentence = "no valid value was found for the result of `\(method.name)`; add an example to the method"
    return Answer(outcome: .failure(.internalError.explained(sentence)), note: sentence)
  }

  private func bestExample(_ given: ParamValues) -> (example: Example, score: ExampleMatchScore)? {
    var best: (example: Example, score: ExampleMatchScore)?
    for example in method.examples {
      let score = given.score(against: ParamValues(example.params(of: method), of: method))
      guard score.isExact || score.equal > 0 else { continue }
      if let best, !(best.score < score) { continue }
      best = (example, score)
    }
    return best
  }
}
