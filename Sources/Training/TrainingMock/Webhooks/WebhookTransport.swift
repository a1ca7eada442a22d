import HTTP
import HTTPServing
import JSON

/// One attempt to deliver an event, ready to be sent.
public struct WebhookRequest: Sendable, Hashable {
  public var url: String
  public var headers: HTTPHeaders
  public var body: [UInt8]
}

/// The outcome of an attempt.
public enum WebhookOutcome: Sendable, Hashable {
  case answered(status: Int)
  /// Nothing within the timeout.
  case timedOut
  /// There was no connection, or the answer was not valid HTTP.
  case failed(String)

  /// Whether the receiver has accepted the event: a status from 200 to 299.
  var isAccepted: Bool {
    if case .answered(let status) = self { (200..<300).contains(status) } else { false }
  }

  var text: String {
    switch self {
    case .answered(let status): "status \(status)"
    case .timedOut: "no answer within \(DeliveryPolicy.timeoutSeconds) s"
    case .failed(let reason): reason
    }
  }
}

/// How events are posted.
public struct WebhookTransport: Sendable {
  public var post: @Sendable (WebhookRequest) async -> WebhookOutcome

  public init(post: @escaping @Sendable (WebhookRequest) async -> WebhookOutcome) { self.post = post }

  /// Posts to this computer and nowhere else.
  ///
  /// - Parameter timeout: seconds without an answer after which an attempt has timed out.
  public static func loopback(timeout: Int = DeliveryPolicy.timeoutSeconds) -> WebhookTransport {
    WebhookTransport { request in
      let address: LoopbackAddress
      do throws(LoopbackAddress.Refusal) {
        address = try LoopbackAddress(request.url)
      } catch {
        return .failed(error.message)
      }
      let headers =
        [(name: "Host", value: address.host)] + request.headers.fields.map { ($0.name, $0.value) }
      do throws(HTTPFailure) {
        let reply = try await HTTPClient(port: address.port, timeout: timeout).send(
          method: "POST", path: address.path, headers: headers, body: request.body)
        return .answered(status: reply.status)
      } catch {
        return error.isTimeout ? .timedOut : .failed(error.description)
      }
    }
  }
}

/// The parts of a URL that leads to this computer.
struct LoopbackAddress: Sendable, Hashable {
  /// As the `Host` header has it, with the port when the URL names one.
  var host: String
  var port: Int
  var path: String

  struct Refusal: Error, Sendable, Hashable {
    /// To be read after "url".
    var message: String
  }

  init(_ url: String) throws(Refusal) {
    guard let colon = url.firstRange(of: "://") else { throw Refusal(message: "is not an absolute URL") }
    guard url[..<colon.lowerBound] == "http" else {
      throw Refusal(message: "must begin with http://; the mock does not support TLS")
    }
    let rest = url[colon.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let name = authority.prefix { $0 != ":" }
    guard name == "127.0.0.1" || name.lowercased() == "localhost" else {
      throw Refusal(message: "must have the host 127.0.0.1 or localhost, got \(authority)")
    }
    let number = authority.dropFirst(name.count + 1)
    guard let port = name == authority ? 80 : Int(number), (1...65_535).contains(port) else {
      throw Refusal(message: "must have a port from 1 to 65535, got \(JSON.quoted(String(number)))")
    }
    host = String(authority)
    self.port = port
    let path = rest.dropFirst(authority.count)
    self.path = path.first == "/" ? String(path) : "/" + path
  }
}
