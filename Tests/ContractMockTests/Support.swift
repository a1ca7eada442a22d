import Diagnostics
import Foundation
import HTTP
import HTTPServing
import JSON
import OpenRPC
import TestSupport
import Testing

@testable import ContractMock

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

enum Fixture {
  /// A contract of the given methods and components, as JSON.
  static func contract(methods: String, components: String = "{}", servers: String = "[]") throws -> Contract
  {
    let text = """
      {"openrpc": "1.3.2", "info": {"title": "Test", "version": "1.0.0"}, "servers": \(servers),
       "methods": \(methods), "components": \(components)}
      """
    return try Contract.load(SourceText(path: "openrpc.json", text: text))
  }

  static func file(_ url: URL) throws -> Contract {
    try Contract.load(SourceText(path: url.lastPathComponent, bytes: Array(Data(contentsOf: url))))
  }

  /// The public example contracts.
  static let examples = PublicSuite.openRPC.folder.appending(path: "examples")
}

extension ContractMock {
  func post(_ body: String, prefer: String? = nil, path: String = "/") -> HTTPExchangeResponse {
    var request = HTTPExchangeRequest(
      method: "POST", path: path, headers: ["Content-Type": "application/json"], body: Array(body.utf8))
    request.headers["Prefer"] = prefer
    return respond(to: request)
  }

  /// The one answer to a call.
  func call(_ method: String, _ params: JSON? = nil, prefer: String? = nil) throws -> JSON {
    var members: [(String, JSON)] = [("jsonrpc", "2.0"), ("id", 1), ("method", .string(method))]
    if let params { members.append(("params", params)) }
    return try JSONParser.parse(post(JSON.object(members).text(), prefer: prefer).body)
  }
}

extension HTTPServer {
  func send(_ body: String, headers: [String: String] = [:]) async throws -> (status: Int, text: String) {
    var request = URLRequest(url: try #require(URL(string: url)))
    request.httpMethod = "POST"
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    request.httpBody = Data(body.utf8)
    let (data, response) = try await URLSession.shared.data(for: request)
    let status = try #require(response as? HTTPURLResponse).statusCode
    return (status, String(decoding: data, as: UTF8.self))
  }
}
