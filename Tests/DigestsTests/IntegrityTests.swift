import Digests
import Testing

struct IntegrityTests {
  @Test func aSecretOfSixteenBytesIsAKey() {
    #expect(SigningKey("0123456789abcde") == nil)
    #expect(SigningKey("0123456789abcdef") != nil)
  }

  @Test func aRandomSecretMakesItsKeyAgain() {
    let (key, secret) = SigningKey.random()
    #expect(secret.utf8.count == 64)
    #expect(SigningKey(secret) == key)
    #expect(SigningKey.random().key != key)
  }

  /// Computed with `printf 'cache a\nresult' | sha256sum` and `openssl dgst -sha256 -hmac 0123456789abcdef`.
  @Test func codesCoverPurposeAndBytes() throws {
    let signed = Integrity.signed(try #require(SigningKey("0123456789abcdef")))
    let result = Array("result".utf8)
    #expect(
      Integrity.checksum.code(of: result, for: "cache a")
        == "7caca059aadf1b9c7cc728ff7cc2e4898f2c8489764d141ea3f5b7d21d4213d1")
    #expect(
      signed.code(of: result, for: "cache a")
        == "0484d56ea6b1afcbca1de7e7fa803c737cb38728d3de9174d13f27a9eb822c35")
    #expect(signed.code(of: result, for: "cache b") != signed.code(of: result, for: "cache a"))
  }
}
