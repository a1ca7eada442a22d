/// A secret by which FlowDocs recognises what it has written itself.
public struct SigningKey: Sendable, Hashable {
  /// A key that is shorter could be guessed.
  public static let minimumLength = 16

  fileprivate let bytes: [UInt8]

  /// `nil` for a secret of fewer than 16 bytes.
  public init?(_ secret: String) {
    if secret.utf8.count < Self.minimumLength { return nil }
    self.init(bytes: Array(secret.utf8))
  }

  /// A key from the system's source of random numbers, and the secret that makes it again: 64 hexadecimal digits.
  public static func random() -> (key: SigningKey, secret: String) {
    var generator = SystemRandomNumberGenerator()
    let secret = (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }.hexadecimal
    return (SigningKey(bytes: Array(secret.utf8)), secret)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }
}

/// How stored results are protected.
public enum Integrity: Sendable, Hashable {
  /// Against accidents: whoever can write the results can compute it.
  case checksum
  /// Against everybody who does not have the key.
  case signed(SigningKey)

  /// 64 hexadecimal digits: the SHA-256 or HMAC-SHA-256 of the purpose and the bytes.
  ///
  /// - Parameter purpose: what the bytes are for, in one line, so that bytes that were stored for one purpose are not
  ///   accepted for another.
  public func code(of bytes: some Sequence<UInt8>, for purpose: String) -> String {
    let message = Array((purpose + "\n").utf8) + bytes
    return switch self {
    case .checksum: SHA256.hex(message)
    case .signed(let key): SHA256.authenticationCode(for: message, key: key.bytes).hexadecimal
    }
  }
}
