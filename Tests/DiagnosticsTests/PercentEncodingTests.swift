import Diagnostics
import Testing

/// The percent-encoding of addresses.
struct PercentEncodingTests {
  @Test(arguments: [
    ("plain", "plain"), ("a%20b", "a b"), ("%C3%a4", "ä"), ("%41%42", "AB"), ("%2525", "%25"),
    // What is not an escape stays.
    ("100%", "100%"), ("%4", "%4"), ("%zz", "%zz"), ("%+4", "%+4"), ("%%41", "%A"),
    // Bytes that are not UTF-8.
    ("%FF", "\u{FFFD}"),
  ])
  func decodes(_ text: String, _ decoded: String) {
    #expect(PercentEncoding.decoded(text) == decoded)
  }

  @Test func refusesMalformedEscapesWhereTheyAreErrors() {
    #expect(PercentEncoding.decodedIfValid("a%20b") == "a b")
    #expect(PercentEncoding.decodedIfValid("plain") == "plain")
    for text in ["100%", "%4", "%zz", "%+4", "%41%"] {
      #expect(PercentEncoding.decodedIfValid(text) == nil, "\(text)")
    }
  }
}
