import Foundation

/// The JSON-RPC 2.0 messages round calls and answers.
enum Envelope {
  struct Request: Encodable, Sendable {
    let id: Int
    let method: String
    let params: Params

    enum CodingKeys: String, CodingKey { case jsonrpc, id, method, params }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode("2.0", forKey: .jsonrpc)
      try container.encode(id, forKey: .id)
      try container.encode(method, forKey: .method)
      try container.encode(params, forKey: .params)
    }
  }

  /// A response whose result is read at once, so that one unreadable member does not spoil a batch.
  struct Reply<Answer: Decodable & Sendable>: Decodable {
    let id: Int?
    let outcome: Result<Answer, TrainingError>

    enum CodingKeys: String, CodingKey { case id, result, error }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      id = try container.decodeIfPresent(Int.self, forKey: .id)
      if let failure = try container.decodeIfPresent(ServiceFailure.self, forKey: .error) {
        outcome = .failure(.from(failure, retryAfter: nil))
        return
      }
      do {
        outcome = .success(try container.decode(Answer.self, forKey: .result))
      } catch {
        outcome = .failure(.unreadable(Envelope.reason(error)))
      }
    }

    func answer() throws(TrainingError) -> Answer { try outcome.get() }
  }

  private struct ErrorReply: Decodable { let error: ServiceFailure }

  static func failure(in body: Data) -> ServiceFailure? {
    do { return try Wire.decoder().decode(ErrorReply.self, from: body).error } catch { return nil }
  }

  static func failure(ofHTTP response: TrainingTransport.Response) -> TrainingError {
    let failure =
      failure(in: response.body)
      ?? ServiceFailure(
        code: response.status, message: "HTTP status \(response.status) without an explanation")
    switch response.status {
    case 401: return .unauthorized(failure)
    case 403: return .forbidden(failure)
    case 429: return .rateLimited(retryAfter: .seconds(response.retryAfter ?? failure.retryAfter), failure)
    default: return .from(failure, retryAfter: response.retryAfter)
    }
  }

  /// Where a decoder stopped and why, in one line.
  static func reason(_ error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty ? "" : " at \(path.map(\.stringValue).joined(separator: "."))"
    }
    return switch error {
    case DecodingError.keyNotFound(let key, let context):
      "\"\(key.stringValue)\" is missing\(place(context.codingPath))"
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
      DecodingError.dataCorrupted(let context):
      "\(context.debugDescription)\(place(context.codingPath))"
    default: error.localizedDescription
    }
  }
}

extension TrainingError {
  /// The members of a batch carry no HTTP status, so the code decides.
  static func from(_ failure: ServiceFailure, retryAfter: Int?) -> TrainingError {
    switch failure.code {
    case -32103: .unauthorized(failure)
    case -32104: .forbidden(failure)
    case -32029: .rateLimited(retryAfter: .seconds(retryAfter ?? failure.retryAfter), failure)
    default: .service(failure)
    }
  }
}

extension ServiceFailure {
  /// Seconds; the rate limits' window of a minute when the service did not say.
  var retryAfter: Int { data?["retry_after"]?.number.flatMap { Int(exactly: $0.rounded(.up)) } ?? 60 }
}
