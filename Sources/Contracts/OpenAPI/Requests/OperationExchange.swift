import Diagnostics
import HTTP
import JSON
import OpenRPC

/// A request to an operation and what a service answered.
package struct OperationExchange {
  package struct Problem: Sendable {
    package var message: String
    package var span: SourceSpan?
  }

  let contract: Contract
  let method: Method
  let operation: HTTPOperation
  let request: HTTPExchangeRequest
  let response: HTTPExchangeResponse
  /// What was sent.
  let values: RequestValues

  /// What the contract does not allow of it.
  package var problems: [Problem] {
    let name = "`\(method.name)`"
    guard let described = operation.response(of: response.status) else {
      // 405 and the like are answered by servers before any operation is reached.
      if response.status >= 400 { return [] }
      let known = operation.responses.map { "`\($0.status)`" }.joined(separator: ", ")
      return [
        Problem(
          message: "the service answers \(name) with \(response.status), but the contract has only \(known)",
          span: contract.span(method.nameRange))
      ]
    }
    return bodyProblems(described, name) + acceptedProblems
  }

  /// The keys of the items of coverage that it shows.
  package func shown(of coverage: ContractCoverage) -> Set<String> {
    coverage.shown(
      by: method, params: values.params, sent: MediaType(request.mediaType), status: response.status,
      answered: response.headers["Content-Type"].flatMap(MediaType.init))
  }

  private func bodyProblems(_ described: HTTPResponse, _ name: String) -> [Problem] {
    guard !described.content.isEmpty, !response.body.isEmpty,
      let type = response.headers["Content-Type"], let media = MediaType(type)
    else { return [] }
    let place = "the service's answer \(response.status) of \(name)"
    guard let content = MediaType.best(for: media, of: described.content) else {
      let known = described.content.map { "`\($0.type)`" }.joined(separator: ", ")
      return [
        Problem(
          message: "\(place) is `\(media.type)/\(media.subtype)`, but the contract has only \(known)",
          span: contract.span(described.statusRange))
      ]
    }
    guard media.isJSON else { return [] }
    let value: JSON
    do throws(JSONSyntaxError) {
      value = try JSONParser.parse(response.body, limits: .init(depth: AnswerCheck.depth))
    } catch {
      return [
        Problem(message: "\(place) is not JSON: \(error.message)", span: contract.span(described.statusRange))
      ]
    }
    return contract.validate(body: value, as: content, sentBy: .service).map { violation in
      Problem(
        message: "\(place) does not fit the contract: \(violation.sentence(whole: "the body"))",
        span: violation.contractSpan)
    }
  }

  /// A request that the contract does not allow must not succeed.
  private var acceptedProblems: [Problem] {
    guard (200...299).contains(response.status) else { return [] }
    return values.problems.prefix(1).map { problem in
      Problem(
        message: "the service accepts a request of `\(method.name)` that the contract does not allow: "
          + problem.sentence,
        span: problem.violation?.contractSpan ?? contract.span(method.nameRange))
    }
  }
}
