import Foundation
import HTTPServing
import JSON
import JSONRPC
import Testing

@testable import TrainingMock

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// The mock over a real socket.
@Suite(.serialized)
struct WireTests {
  private func withServer(
    _ configuration: MockConfiguration = MockConfiguration(), _ body: (TrainingServer) async throws -> Void
  ) async throws {
    let server = try await TrainingServer.start(
      contract: try Fixture.contract(), configuration: configuration)
    do {
      try await body(server)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private func send(
    _ server: TrainingServer, _ method: String = "POST", _ path: String = TrainingService.endpoint,
    body: String? = nil, token: String? = Fixture.token
  ) async throws -> (HTTPURLResponse, Data) {
    var request = URLRequest(url: try #require(URL(string: server.url + path)))
    request.httpMethod = method
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    if let body {
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
      request.httpBody = Data(body.utf8)
    }
    let (data, response) = try await URLSession.shared.data(for: request)
    return (try #require(response as? HTTPURLResponse), data)
  }

  @Test func httpCallMatchesInProcessAndUsesTheVirtualClock() async throws {
    try await withServer { server in
      #expect(server.port > 0)
      let body = Fixture.call("start_grpo", Fixture.start()).text()
      let (response, data) = try await send(server, body: body)
      let expected = try await Fixture.service().respond(to: Fixture.post(body))
      #expect(response.statusCode == 200)
      #expect(Array(data) == expected.body)
      #expect(response.value(forHTTPHeaderField: "Date") == "Thu, 01 Jan 2026 00:00:01 GMT")
      #expect(response.value(forHTTPHeaderField: "X-RateLimit-Remaining") == "9")
      #expect(response.value(forHTTPHeaderField: "Content-Type") == "application/json")
      #expect(response.value(forHTTPHeaderField: "Content-Length") == String(data.count))
    }
  }

  @Test func statusesOverTheWire() async throws {
    try await withServer(MockConfiguration(limits: HTTPLimits(bodySize: 10_000))) { server in
      #expect(try await send(server, body: "{").0.statusCode == 200)
      #expect(try await send(server, body: "{}", token: nil).0.statusCode == 401)
      #expect(try await send(server, "GET").0.statusCode == 405)
      #expect(try await send(server, "GET", "/nowhere").0.statusCode == 404)
      #expect(try await send(server, "GET", "/metrics", token: nil).0.statusCode == 200)
      #expect(try await send(server, body: String(repeating: " ", count: 10_001)).0.statusCode == 413)
      let notification = Request(id: nil, method: "training.get_status", params: [:]).json.text()
      let (response, data) = try await send(server, body: notification)
      #expect(response.statusCode == 204)
      #expect(data.isEmpty)
    }
  }

  @Test func concurrentCallsAreAllAnswered() async throws {
    try await withServer { server in
      let bodies = (0..<8).map { Fixture.call("start_grpo", Fixture.start(), id: $0).text() }
      let ids = try await withThrowingTaskGroup(of: String?.self) { group in
        for body in bodies {
          group.addTask {
            try JSONParser.parse(Array(try await send(server, body: body).1))["result"]?["job_id"]?.string
          }
        }
        return try await group.reduce(into: Set<String>()) { if let id = $1 { $0.insert(id) } }
      }
      #expect(ids.count == 8)
      #expect(await server.service.now.seconds - Instant.standardStart.seconds == 8)
    }
  }

  @Test func serversUseSeparatePortsAndFreeThemOnStop() async throws {
    let contract = try Fixture.contract()
    let first = try await TrainingServer.start(contract: contract)
    let second = try await TrainingServer.start(contract: contract)
    #expect(first.port != second.port)
    await #expect(throws: (any Error).self) {
      try await TrainingServer.start(contract: contract, port: first.port)
    }
    await first.stop()
    let again = try await TrainingServer.start(contract: contract, port: first.port)
    #expect(again.port == first.port)
    await again.stop()
    await second.stop()
  }

  @Test func hangingClientDoesNotBlockServerStop() async throws {
    let server = try await TrainingServer.start(contract: try Fixture.contract())
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(client) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(server.port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    #expect(connected == 0)
    let half = Array("POST /api/v1/jsonrpc HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{".utf8)
    #expect(write(client, half, half.count) == half.count)
    try await Task.sleep(for: .milliseconds(100))
    await server.stop()
    // The other side has hung up: reading gives the end, or an error, but does not wait.
    var byte: UInt8 = 0
    #expect(read(client, &byte, 1) <= 0)
  }

  @Test func environmentURLAndTokenReachTheServer() async throws {
    try await withServer { server in
      let environment = await server.environment()
      #expect(environment.first?.value == "http://127.0.0.1:\(server.port)")
      let token = try #require(environment.first { $0.name == "JWT_TOKEN" }?.value)
      let (response, _) = try await send(server, body: Fixture.call("get_status", [:]).text(), token: token)
      #expect(response.statusCode == 200)
    }
  }

  @Test func realtimeModeUsesTheSystemClock() async throws {
    try await withServer(MockConfiguration(realtime: true)) { server in
      let token = try #require(await server.environment().first { $0.name == "JWT_TOKEN" }?.value)
      let (response, _) = try await send(server, body: Fixture.call("get_status", [:]).text(), token: token)
      #expect(response.statusCode == 200)
      let now = Instant(seconds: Int(Date().timeIntervalSince1970))
      let date = try #require(response.value(forHTTPHeaderField: "Date"))
      #expect(date.contains(now.timestamp.prefix(4)))
    }
  }
}
