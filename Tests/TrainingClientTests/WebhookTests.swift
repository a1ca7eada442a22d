import Foundation
import Testing

@testable import TrainingClient

struct Webhooks {
  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { String(format: "%02x", $0) }.joined()
  }

  /// FIPS 180-4's own examples, and the lengths round a block's end.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]) func digestsMatchTheStandardsExamples(message: String, digest: String) {
    #expect(hexadecimal(SHA256.digest(of: Array(message.utf8))) == digest)
  }

  /// RFC 4231, test cases 2 and 6 (a key longer than a block).
  @Test func authenticationCodesMatchTheStandardsExamples() {
    #expect(
      hexadecimal(
        SHA256.authenticationCode(
          for: Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8)))
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    #expect(
      hexadecimal(
        SHA256.authenticationCode(
          for: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
          key: [UInt8](repeating: 0xAA, count: 131)))
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  private let id = "f753c8f9-9b6c-449d-a6a1-c7ad13992cbd"
  private let body = Data(#"{"event":"training.job.completed"}"#.utf8)
  private let webhook = WebhookSignature(secret: "0123456789abcdef0123456789abcdef")
  private let now = Date(timeIntervalSince1970: 1_767_225_900)

  private func refusal(
    id: String? = nil, timestamp: String? = "1767225900", signature: String? = nil, body: Data? = nil
  ) -> WebhookSignature.Refusal? {
    let genuine = webhook.signature(id: self.id, timestamp: "1767225900", body: self.body)
    do throws(WebhookSignature.Refusal) {
      try webhook.check(
        id: id ?? self.id, timestamp: timestamp, signature: signature ?? genuine, body: body ?? self.body,
        now: now)
      return nil
    } catch {
      return error
    }
  }

  @Test func aGenuineRequestPassesAndAnyChangeIsRefused() {
    #expect(refusal() == nil)
    #expect(refusal(id: "another") == .mismatch)
    #expect(refusal(timestamp: "1767225901") == .mismatch)
    #expect(refusal(body: Data("{}".utf8)) == .mismatch)
    #expect(refusal(signature: "v1=") == .mismatch)
    #expect(refusal(timestamp: nil) == .incomplete)
    #expect(refusal(timestamp: "noon") == .incomplete)
    #expect(refusal(timestamp: "1767225599") == .stale)
    #expect(
      WebhookSignature.Refusal.stale.description == "the signed time is too far from the present")
  }
}
