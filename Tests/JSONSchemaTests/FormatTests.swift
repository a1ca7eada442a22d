import Testing

@testable import JSONSchema

/// What the suite beside the checkout does not cover, and the formats that pages use most.
struct FormatTests {
  static let valid: [(Format, String)] = [
    (.uuid, "123E4567-e89b-42d3-a456-426614174000"), (.dateTime, "2026-01-01T00:00:00Z"),
    (.dateTime, "2024-02-29T23:59:59.123+05:30"), (.dateTime, "1998-12-31T23:59:60Z"), (.date, "2026-12-31"),
    (.time, "08:30:06Z"), (.duration, "P1Y2M3DT4H5M6S"), (.duration, "P2W"), (.duration, "PT36H"),
    (.email, "joe.bloggs@example.com"), (.email, "\"joe bloggs\"@example.com"), (.email, "joe@[127.0.0.1]"),
    (.hostname, "www.example.com"), (.hostname, "xn--4gbwdl.xn--wgbh1c"), (.hostname, "a-b"),
    (.ipv4, "192.0.2.255"),
    (.ipv6, "::1"), (.ipv6, "::"), (.ipv6, "1::"), (.ipv6, "2001:db8::192.0.2.1"),
    (.uri, "https://example.com:8080/a?b=c#d"),
    (.uri, "urn:uuid:123e4567-e89b-42d3-a456-426614174000"), (.uri, "http://[::1]/"),
    (.uriReference, "../a/b#c"),
    (.iri, "https://example.com/\u{E4}"), (.uriTemplate, "/jobs/{id}{?limit,page*}"),
    (.jsonPointer, "/a~1b/0"),
    (.relativeJSONPointer, "1/a"), (.regex, "^a+$"), (.regex, "(?<n>a)\\k<n>"),
  ]

  @Test(arguments: valid)
  func validTextMatches(format: Format, text: String) {
    #expect(format.matches(text))
  }

  static let invalid: [(Format, String)] = [
    (.uuid, "123e4567-e89b-42d3-a456-42661417400"), (.uuid, "123e4567e89b-42d3-a456-4266141740000"),
    (.uuid, ""),
    (.dateTime, "2026-01-01 00:00:00Z"), (.dateTime, "2026-01-01T00:00:00"),
    (.dateTime, "2025-02-29T00:00:00Z"),
    (.dateTime, "2026-01-01T24:00:00Z"), (.dateTime, "1998-12-31T12:59:60Z"), (.date, "2026-13-01"),
    (.date, "2026-1-1"),
    (.duration, "P"), (.duration, "P1YT"), (.duration, "P1D2Y"), (.duration, "P1Y2W"), (.email, "joe"),
    (.email, "@a"),
    (.email, ".joe@example.com"), (.email, "joe@-a"), (.hostname, ""), (.hostname, "-a"), (.hostname, "a-.b"),
    (.hostname, "a..b"), (.hostname, "a_b"), (.hostname, "ab--cd"), (.ipv4, "256.1.1.1"), (.ipv4, "01.1.1.1"),
    (.ipv4, "1.1.1"), (.ipv6, "1:2:3:4:5:6:7"), (.ipv6, "1::2::3"), (.ipv6, ":1"), (.ipv6, "12345::"),
    (.ipv6, ""),
    (.uri, "/a/b"), (.uri, "https://a b"), (.uri, "http://[::1"), (.uriReference, "a b"),
    (.uri, "https://a/%zz"),
    (.uriTemplate, "/{a"), (.jsonPointer, "a"), (.jsonPointer, "/~2"), (.relativeJSONPointer, "01"),
    (.regex, "(a"),
  ]

  @Test(arguments: invalid)
  func invalidTextDoesNotMatch(format: Format, text: String) {
    #expect(!format.matches(text))
  }

  @Test func examplesInMessagesAreValid() throws {
    for format in Format.allCases {
      guard let example = format.phrase.split(separator: " such as ").dropFirst().first else { continue }
      #expect(format.matches(String(example)), "\(format.phrase)")
    }
  }
}
