import Foundation

/// Verifies that an event was sent by the service, recently and unchanged.
///
///     try WebhookSignature(secret: secret).check(
///       id: headers["X-Webhook-Id"], timestamp: headers["X-Webhook-Timestamp"],
///       signature: headers["X-Webhook-Signature"], body: body)
///
/// Refuse the request with status 401 when this throws. Retries carry the same id: handle each id once.
public struct WebhookSignature: Sendable {
  /// Why a request must be rejected.
  public enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// A header is not there, or the timestamp is not a whole number.
    case incomplete
    /// The signed time is further from the present than `tolerance`.
    case stale
    /// The signature is not the one that the secret gives for this id, timestamp and body.
    case mismatch

    public var description: String {
      switch self {
      case .incomplete: "the request lacks a readable id, timestamp or signature"
      case .stale: "the signed time is too far from the present"
      case .mismatch: "the signature does not fit the request"
      }
    }
  }

  /// The secret that was given to `registerWebhook`.
  public var secret: String
  /// How far the signed time may be from the present; five minutes by default.
  public var tolerance: Duration

  /// A verifier for the events of one webhook.
  ///
  ///     let webhook = WebhookSignature(secret: secret, tolerance: .seconds(60))
  ///
  /// - Parameters:
  ///   - secret: the secret that was given to `registerWebhook`.
  ///   - tolerance: how far the signed time may be from the present.
  public init(secret: String, tolerance: Duration = .seconds(300)) {
    self.secret = secret
    self.tolerance = tolerance
  }

  /// Checks the headers `X-Webhook-Id`, `X-Webhook-Timestamp` and `X-Webhook-Signature` of a request with this body.
  ///
  ///     try signature.check(id: id, timestamp: timestamp, signature: header, body: body)
  ///
  /// - Parameter body: The bytes as they were received, before parsing.
  public func check(
    id: String?, timestamp: String?, signature: String?, body: Data, now: Date = Date()
  ) throws(Refusal) {
    guard let id, let timestamp, let signature, let time = Int(timestamp) else { throw .incomplete }
    guard abs(Double(time) - now.timeIntervalSince1970) <= tolerance / .seconds(1) else { throw .stale }
    let expected = Array(self.signature(id: id, timestamp: timestamp, body: body).utf8)
    let given = Array(signature.utf8)
    guard given.count == expected.count else { throw .mismatch }
    // Every byte is compared, so that the time does not reveal how many were right.
    guard zip(given, expected).reduce(0, { $0 | ($1.0 ^ $1.1) }) == 0 else { throw .mismatch }
  }

  /// `v1=` and HMAC-SHA256 of `id.timestamp.body`, in hexadecimal digits.
  ///
  ///     WebhookSignature(secret: secret).signature(id: id, timestamp: "1767225600", body: body)
  public func signature(id: String, timestamp: String, body: Data) -> String {
    let code = SHA256.authenticationCode(
      for: Array("\(id).\(timestamp).".utf8) + Array(body), key: Array(secret.utf8))
    return "v1=" + code.map { String(format: "%02x", $0) }.joined()
  }
}
