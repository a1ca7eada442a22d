import Diagnostics
import HTTP
import JSON
import OpenRPC

/// Whether what a service answered is what its operation says, and what of the contract is shown by that.
package struct AnswerCheck: Sendable {
  package struct Problem: Sendable {
    package var message: String
    package var span: SourceSpan?
  }

  private let contract: Contract
  private let routes: OperationRoutes
  /// How deep JSON may be.
  private static let depth = 512

  /// - Parameter morePaths: where the service is called, beside the servers of the contract.
  package init(_ contract: Contract, morePaths: [String] = []) {
    self.contract = contract
    routes = OperationRoutes(contract, bases: ServerPath.all(of: contract) + morePaths)
  }

  /// What the contract does not allow of an exchange; nothing is said of requests to other paths.
  package func problems(
    of response: HTTPExchangeResponse, to request: HTTPExchangeRequest
  ) -> [Problem] {
    guard let (method, operation, variables) = routes.matches(request.plainPath).operation(request.method)
    else { return [] }
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
    return body(of: response, described, name) + accepted(request, response, method, operation, variables)
  }

  /// The keys of the items of coverage that an exchange shows.
  package func shown(
    by request: HTTPExchangeRequest, answer response: HTTPExchangeResponse, _ coverage: ContractCoverage
  ) -> Set<String> {
    guard let (method, operation, variables) = routes.matches(request.plainPath).operation(request.method)
    else { return [] }
    let values = RequestValues(
      contract: contract, operation: operation, depth: Self.depth, request,
      SentRequest(request, path: variables))
    return coverage.shown(
      by: method, params: values.params, sent: MediaType(request.mediaType), status: response.status,
      answered: response.headers["Content-Type"].flatMap(MediaType.init))
  }

  private func body(
    of response: HTTPExchangeResponse, _ described: HTTPResponse, _ name: String
  ) -> [Problem] {
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
      value = try JSONParser.parse(response.body, limits: .init(depth: Self.depth))
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
  private func accepted(
    _ request: HTTPExchangeRequest, _ response: HTTPExchangeResponse, _ method: Method,
    _ operation: HTTPOperation, _ variables: [String: String]
  ) -> [Problem] {
    guard (200...299).contains(response.status) else { return [] }
    let values = RequestValues(
      contract: contract, operation: operation, depth: Self.depth, request,
      SentRequest(request, path: variables))
    return values.problems.prefix(1).map { problem in
      Problem(
        message: "the service accepts a request of `\(method.name)` that the contract does not allow: "
          + problem.sentence,
        span: problem.violation?.contractSpan ?? contract.span(method.nameRange))
    }
  }
}
