import Foundation

/// The errors of a call. Switch over the cases that need an action; print the value for the others.
///
///     do {
///       _ = try await client.cancel(jobID: jobID)
///     } catch .service(let failure) where failure.code == -40003 {
///       print("the job has already ended")
///     } catch {
///       print(error)
///     }
public enum TrainingError: Error, Sendable, Hashable {
  /// The service refused the call: a JSON-RPC error object other than the three below.
  case service(ServiceFailure)
  /// HTTP 401: the token is missing, malformed, wrongly signed or expired.
  case unauthorized(ServiceFailure)
  /// HTTP 403: the token is valid but lacks the permission of the method.
  case forbidden(ServiceFailure)
  /// HTTP 429: too many calls of this method in the last minute. Wait that long, then send the call again.
  case rateLimited(retryAfter: Duration, ServiceFailure)
  /// No answer: the connection failed, was refused or timed out. The text is the address, and why.
  case transport(String)
  /// An answer that the client cannot read: not JSON-RPC, or not the shape that the contract promises.
  case unreadable(String)
  /// A missing or invalid setting for `fromEnvironment()`.
  case configuration(String)
  /// The task was cancelled while it waited.
  case cancelled

  /// The JSON-RPC code, when the service gave one: `-32001` for an unknown job.
  public var code: Int? { failure?.code }

  /// The parameter at fault, when the service named one: `config.n_iterations`.
  public var field: String? { failure?.field }

  /// The error object of the service, when there was one.
  public var failure: ServiceFailure? {
    switch self {
    case .service(let failure), .unauthorized(let failure), .forbidden(let failure),
      .rateLimited(_, let failure):
      failure
    case .transport, .unreadable, .configuration, .cancelled: nil
    }
  }
}

/// The error object of a JSON-RPC response.
public struct ServiceFailure: Sendable, Hashable {
  /// `-32700`, `-32600…-32603` by JSON-RPC; `-32001`, `-32029`, `-32103`, `-32104` and `-40001…-40005` by the
  /// service. The HTTP status when the answer was not JSON-RPC at all.
  public var code: Int
  /// The message that belongs to the code: `Not found`.
  public var message: String
  /// Details, mostly `{"field": …, "error": …}`.
  public var data: JSONValue?

  /// An error object for a test.
  ///
  ///     let failure = ServiceFailure(code: -32001, message: "Not found", data: ["field": "job_id"])
  public init(code: Int, message: String, data: JSONValue? = nil) {
    self.code = code
    self.message = message
    self.data = data
  }

  /// The parameter at fault, `data.field`.
  public var field: String? { data?["field"]?.string }
}

extension ServiceFailure: Codable {}

extension ServiceFailure: CustomStringConvertible {
  /// Message, code, field and detail in one line.
  ///
  ///     print(failure)  // "Not found (-32001): job_id: no job has this id"
  public var description: String {
    guard let detail = data?["error"]?.string else { return "\(message) (\(code))" }
    guard let field else { return "\(message) (\(code)): \(detail)" }
    return "\(message) (\(code)): \(field): \(detail)"
  }
}

extension TrainingError: CustomStringConvertible, LocalizedError {
  /// The reason in one line, without a full stop.
  ///
  ///     print(TrainingError.transport("http://localhost:8001: connection refused"))
  public var description: String {
    switch self {
    case .service(let failure), .unauthorized(let failure), .forbidden(let failure): failure.description
    case .rateLimited(let wait, let failure):
      "\(failure.message) (\(failure.code)): try again in \(wait.components.seconds) s"
    case .transport(let reason): "no answer from \(reason)"
    case .unreadable(let reason): "the training service answered with something unexpected: \(reason)"
    case .configuration(let reason): reason
    case .cancelled: "cancelled"
    }
  }

  /// The same text, for `localizedDescription`.
  public var errorDescription: String? { description }
}
