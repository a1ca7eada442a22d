import Diagnostics
import HTTP
import JSON
import OpenAPI
import OpenRPC

@testable import ContractMock

/// A mock of an OpenAPI contract, and requests to it.
struct OperationFixture {
  let mock: ContractMock

  init(_ yaml: String, seed: UInt64 = 1) throws {
    mock = ContractMock(
      contract: try OpenAPI.load(SourceText(path: "api.yaml", text: yaml)), seed: seed)
  }

  /// - Parameter paths: the Paths Object, as YAML without indentation.
  init(paths: String, rest: String = "") throws {
    let paths = paths.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    try self.init("openapi: 3.1.0\ninfo: {title: Test, version: '1'}\npaths:\n\(paths)\n\(rest)")
  }

  func send(
    _ method: String, _ path: String, _ headers: [String: String] = [:], body: String = ""
  ) -> HTTPExchangeResponse {
    mock.respond(
      to: HTTPExchangeRequest(
        method: method, path: path,
        headers: HTTPHeaders(headers.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: $0.value) }),
        body: Array(body.utf8)))
  }
}

extension HTTPExchangeResponse {
  var json: JSON { get throws { try JSONParser.parse(body) } }
  var note: String? { headers["Mock-Answer"] }
}
