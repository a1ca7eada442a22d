import HTTP
import HTTPServing
import JSON
import Processes
import Project

/// What a service says about itself when it is ready.
struct Announcement: Sendable, Hashable {
  var port: Int
  var endpoint: String?
  var environment: [String: String] = [:]

  init(port: Int) { self.port = port }

  /// Reads a line such as `{"url": "http://127.0.0.1:8001", "endpoint": "/rpc", "environment": {"TOKEN": "…"}}`; `nil`
  /// when it is not JSON with a `url` of this computer.
  init?(line: String) {
    let json: JSON
    do throws(JSONSyntaxError) {
      json = try JSONParser.parse(Array(line.utf8))
    } catch {
      return nil  // Services may write other lines before.
    }
    guard let port = json["url"]?.string.flatMap(Self.port) else { return nil }
    self.port = port
    endpoint = json["endpoint"]?.string
    for member in json["environment"]?.object?.members ?? [] {
      environment[member.name] = member.value.string ?? member.value.text(.compact)
    }
  }

  private static func port(of url: String) -> Int? {
    for host in ["http://127.0.0.1:", "http://localhost:"] where url.hasPrefix(host) {
      return Int(url.dropFirst(host.utf8.count).prefix { $0 != "/" })
    }
    return nil
  }
}

/// Waits until a service is ready.
struct ReadinessProbe: Sendable {
  enum Outcome: Sendable, Hashable {
    case ready(Announcement)
    case timedOut
    /// Its standard output has ended.
    case ended
  }

  let readiness: ServiceDeclaration.Readiness
  /// The port that the tool has chosen.
  let port: Int?
  /// The lines of standard output; the stream ends with the process.
  let lines: AsyncStream<String>
  /// Where the service is; `nil` for this machine's own network.
  let network: SandboxNetwork?

  func wait(at limit: Duration) async -> Outcome {
    await withTaskGroup(of: Outcome.self) { group in
      group.addTask { await outcome() }
      group.addTask {
        do {
          try await Task.sleep(for: limit)
        } catch {
          return .ended  // The other task has an outcome.
        }
        return .timedOut
      }
      let first = await group.next() ?? .timedOut
      group.cancelAll()
      return first
    }
  }

  private func outcome() async -> Outcome {
    switch readiness {
    case .announcement:
      for await line in lines {
        if let announcement = Announcement(line: line) { return .ready(announcement) }
      }
      return .ended
    case .line(let text):
      for await line in lines where line.contains(text) { return ready }
      return .ended
    case .port: return await poll { LoopbackPort.accepts($0, in: network) }
    case .http(let path):
      return await poll { port in
        do throws(HTTPFailure) {
          let reply = try await HTTPClient(port: port, timeout: 1, socket: network?.connector).send(
            method: "GET", path: path, headers: [], body: [])
          return (200..<300).contains(reply.status)
        } catch {
          return false  // Not yet.
        }
      }
    }
  }

  private var ready: Outcome { port.map { .ready(Announcement(port: $0)) } ?? .ended }

  /// Asks every 20 ms until the answer is yes or the process has ended.
  private func poll(_ isReady: @escaping @Sendable (Int) async -> Bool) async -> Outcome {
    guard let port else { return .ended }
    return await withTaskGroup(of: Outcome.self) { group in
      group.addTask {
        for await _ in lines {}
        return .ended
      }
      group.addTask {
        while !(await isReady(port)) {
          do {
            try await Task.sleep(for: .milliseconds(20))
          } catch {
            return .timedOut
          }
        }
        return ready
      }
      let first = await group.next() ?? .ended
      group.cancelAll()
      return first
    }
  }
}
