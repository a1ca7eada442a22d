import Digests
import JSON
import JSONRPC
import Testing

@testable import TrainingMock

/// Tokens, permissions and rate limits.
struct AccessTests {
  private static let secret = Array(DevToken.developmentSecret.utf8)

  private func rejection(_ authorization: String?, now: Instant = .standardStart) -> BearerToken.Rejection? {
    do throws(BearerToken.Rejection) {
      _ = try BearerToken(authorization: authorization, secret: Self.secret, now: now)
      return nil
    } catch {
      return error
    }
  }

  private static func token(header: String = #"{"alg":"HS256"}"#, claims: String, secret: String? = nil)
    -> String
  {
    let signed = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(Array(claims.utf8))
    let key = secret.map { Array($0.utf8) } ?? Self.secret
    return signed + "." + Base64URL.encode(SHA256.authenticationCode(for: signed.utf8, key: key))
  }

  @Test func verifiesTheExampleOfRFC7515AppendixA1() throws {
    let key = try #require(
      Base64URL.decode(
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"))
    let signed =
      "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9."
      + "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    #expect(
      Base64URL.encode(SHA256.authenticationCode(for: signed.utf8, key: key))
        == "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    // Its claims have no subject, so it gets as far as that.
    let header = "Bearer \(signed).dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    #expect {
      try BearerToken(authorization: header, secret: key, now: Instant(seconds: 1_300_819_379))
    } throws: { error in
      (error as? BearerToken.Rejection)?.message == "the token names no subject (sub)"
    }
  }

  @Test(arguments: [
    ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("??>", "Pz8-"),
  ])
  func base64URLRoundTripsWithoutPadding(text: String, encoded: String) {
    #expect(Base64URL.encode(Array(text.utf8)) == encoded)
    #expect(Base64URL.decode(encoded) == Array(text.utf8))
  }

  @Test(arguments: ["Zg==", "Z", "Zh", "Z+", "Zm9v\n"])
  func rejectsInvalidBase64URL(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }

  @Test func tokenIsAcceptedUntilItExpires() throws {
    let token = DevToken.mint(subject: "me", permissions: ["training:view"], lifetimeSeconds: 60)
    let bearer = try BearerToken(
      authorization: "bearer \(token)", secret: Self.secret,
      now: Instant(seconds: Instant.standardStart.seconds + 59))
    #expect(bearer.subject == "me")
    #expect(bearer.permissions == ["training:view"])
    #expect(
      rejection("Bearer \(token)", now: Instant(seconds: Instant.standardStart.seconds + 60))?.message
        == "the token has expired; get a new one")
  }

  @Test(arguments: [
    ("", "no bearer token; send the header Authorization: Bearer <token>"),
    ("Basic dXNlcjpwYXNz", "the Authorization header must be Bearer and one token"),
    ("Bearer", "the Authorization header must be Bearer and one token"),
    ("Bearer a b", "the Authorization header must be Bearer and one token"),
    ("Bearer abc", "the token is not a JSON Web Token"),
    ("Bearer a.b.c.d", "the token is not a JSON Web Token"),
    ("Bearer \(token(header: #"{"alg":"none"}"#, claims: "{}"))", "the token must be signed with HS256"),
    ("Bearer \(token(header: #"{"alg":"HS512"}"#, claims: "{}"))", "the token must be signed with HS256"),
    ("Bearer \(token(header: "[]", claims: "{}"))", "the token is not a JSON Web Token"),
    ("Bearer \(token(claims: "{}", secret: "another"))", "the signature of the token is wrong"),
    ("Bearer \(token(claims: "{}"))", "the token has no expiry (exp)"),
    ("Bearer \(token(claims: #"{"exp":99999999999}"#))", "the token names no subject (sub)"),
    (
      "Bearer \(token(claims: #"{"exp":99999999999,"sub":"a","token_type":"refresh"}"#))",
      "the token is not an access token"
    ),
    (
      "Bearer \(token(claims: #"{"exp":99999999999,"nbf":99999999999,"sub":"a"}"#))",
      "the token is not valid yet"
    ),
  ])
  func rejectsInvalidTokens(authorization: String, message: String) {
    #expect(rejection(authorization)?.message == message)
  }

  @Test func rejectsATokenWithAForgedPayload() {
    let token = DevToken.mint(subject: "me")
    let parts = token.split(separator: ".")
    let forged =
      "\(parts[0]).\(Base64URL.encode(Array(#"{"sub":"root","exp":99999999999}"#.utf8))).\(parts[2])"
    #expect(rejection("Bearer \(forged)")?.message == "the signature of the token is wrong")
  }

  @Test func constantTimeComparisonIsCorrect() {
    #expect(BearerToken.areEqual([1, 2, 3], [1, 2, 3]))
    #expect(!BearerToken.areEqual([1, 2, 3], [1, 2, 4]))
    #expect(!BearerToken.areEqual([1, 2], [1, 2, 3]))
    #expect(BearerToken.areEqual([], []))
  }

  @Test func missingTokenIsAnsweredWith401AndAChallenge() async throws {
    var request = Fixture.post(Fixture.call("get_status", [:]))
    request.headers["Authorization"] = nil
    let response = try await Fixture.service().respond(to: request)
    #expect(response.status == 401)
    #expect(response.headers["WWW-Authenticate"] == #"Bearer realm="training""#)
    #expect(
      response.text
        == #"{"jsonrpc":"2.0","error":{"code":-32103,"message":"Authentication failed","#
        + #""data":{"error":"no bearer token; send the header Authorization: Bearer <token>"}},"id":null}"#)
  }

  @Test func expiredTokenIsAnsweredWith401InvalidToken() async throws {
    let service = try Fixture.service()
    let environment = DevToken.environment(port: 1)
    let token = try #require(environment.first { $0.name == "JWT_TOKEN_EXPIRED" }?.value)
    let response = try await service.exchange("get_status", [:], token: token)
    #expect(response.status == 401)
    #expect(
      response.headers["WWW-Authenticate"]
        == #"Bearer realm="training", error="invalid_token", "#
        + #"error_description="the token has expired; get a new one""#)
    #expect(await service.contractViolations == [])
  }

  @Test func environmentTokensHaveTheNamedPermissions() async throws {
    let service = try Fixture.service()
    let environment = DevToken.environment(port: 8080)
    #expect(
      environment.map(\.name) == ["TRAINING_URL", "JWT_TOKEN", "JWT_TOKEN_VIEWER", "JWT_TOKEN_EXPIRED"])
    #expect(environment[0].value == "http://127.0.0.1:8080")
    let all = try await service.exchange("start_grpo", Fixture.start(), token: environment[1].value)
    #expect(all.status == 200)
    let viewer = try await service.exchange("start_grpo", Fixture.start(), token: environment[2].value)
    #expect(viewer.status == 403)
    #expect(
      viewer.text
        == #"{"jsonrpc":"2.0","error":{"code":-32104,"message":"Authorization failed","data":{"error":"#
        + #""the token does not have the permission that the method needs","#
        + #""permission":"training:start"}},"id":1}"#
    )
  }

  @Test func missingPermissionInABatchFailsOnlyThatMember() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    let viewer = DevToken.mint(subject: "viewer", permissions: ["training:view"])
    let batch: JSON = [
      Fixture.call("get_status", ["job_id": .string(id)], id: 1),
      Fixture.call("cancel", ["job_id": .string(id)], id: 2),
    ]
    let response = await service.respond(to: Fixture.post(batch, token: viewer))
    #expect(response.status == 200)
    let members = try #require(try JSONParser.parse(response.body).array)
    #expect(members[0]["result"]?["status"] == "queued")
    #expect(members[1]["error"]?["code"] == -32104)
  }

  @Test func rateLimitRejectsTheEleventhStartWithinAMinute() async throws {
    let service = try Fixture.service()
    for used in 1...10 {
      let response = try await service.exchange("start_grpo", Fixture.start())
      #expect(response.status == 200)
      #expect(response.headers["X-RateLimit-Limit"] == "10")
      #expect(response.headers["X-RateLimit-Remaining"] == String(10 - used))
      #expect(response.headers["X-RateLimit-Reset"] == "1767225660")
      #expect(response.headers["Retry-After"] == nil)
    }
    let refused = try await service.exchange("start_grpo", Fixture.start())
    #expect(refused.status == 429)
    #expect(refused.headers["Retry-After"] == "49")
    #expect(refused.headers["X-RateLimit-Remaining"] == "0")
    #expect(
      refused.text
        == #"{"jsonrpc":"2.0","error":{"code":-32029,"message":"Rate limit exceeded","#
        + #""data":{"retry_after":49,"limit":10,"window_seconds":60}},"id":1}"#)
    // Another subject and another method have windows of their own.
    let other = try await service.exchange(
      "start_grpo", Fixture.start(), token: DevToken.mint(subject: "other"))
    #expect(other.status == 200)
    let status = try await service.exchange("get_status", ["job_id": "00000000-0000-4000-8000-000000000000"])
    #expect(status.headers["X-RateLimit-Limit"] == "100")
    // That poll took a minute.
    #expect(try await service.exchange("start_grpo", Fixture.start()).status == 200)
    #expect(await service.contractViolations == [])
  }

  @Test func rateLimitCountsEveryMemberOfABatch() async throws {
    let service = try Fixture.service()
    let id = try await service.startJob()
    let batch = JSON.array((1...101).map { Fixture.call("get_status", ["job_id": .string(id)], id: $0) })
    let response = await service.respond(to: Fixture.post(batch))
    #expect(response.status == 200)
    let members = try #require(try JSONParser.parse(response.body).array)
    #expect(members.filter { $0["result"] != nil }.count == 100)
    #expect(members[100]["error"]?["code"] == -32029)
    #expect(response.headers["X-RateLimit-Remaining"] == "0")
  }

  @Test func cachedTokenIsStillCheckedForExpiryAndSignature() throws {
    var verifier = TokenVerifier(secret: DevToken.developmentSecret)
    let token = "Bearer " + DevToken.mint(subject: "developer", lifetimeSeconds: 60)
    let start = Instant.standardStart
    for _ in 0..<2 {
      #expect(try verifier.token(authorization: token, now: start).subject == "developer")
    }
    #expect(throws: BearerToken.Rejection.expired) {
      try verifier.token(authorization: token, now: Instant(seconds: start.seconds + 60))
    }
    #expect(throws: BearerToken.Rejection(message: "the signature of the token is wrong")) {
      try verifier.token(authorization: String(token.dropLast(4)) + "AAAA", now: start)
    }
    for number in 0..<200 {
      let other = "Bearer " + DevToken.mint(subject: "developer-\(number)")
      #expect(try verifier.token(authorization: other, now: start).subject == "developer-\(number)")
    }
  }
}
