import HTTP
import OpenRPC

/// Matches requests to a service with the operations of a contract, to check the answers.
package struct AnswerCheck: Sendable {
  private let contract: Contract
  private let routes: OperationRoutes
  /// How deep JSON may be.
  static let depth = 512

  /// - Parameter morePaths: where the service is called, beside the servers of the contract.
  package init(_ contract: Contract, morePaths: [String] = []) {
    self.contract = contract
    routes = OperationRoutes(contract, bases: ServerPath.all(of: contract) + morePaths)
  }

  /// An exchange with the service; `nil` when no operation of the contract fits the request.
  package func exchange(
    _ request: HTTPExchangeRequest, _ response: HTTPExchangeResponse
  ) -> OperationExchange? {
    guard let (method, operation, variables) = routes.matches(request.plainPath).operation(request.method)
    else { return nil }
    return OperationExchange(
      contract: contract, method: method, operation: operation, request: request, response: response,
      values: RequestValues(
        contract: contract, operation: operation, depth: Self.depth, request,
        SentRequest(request, path: variables)))
  }
}
