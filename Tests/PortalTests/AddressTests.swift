import Testing

@testable import Portal

struct AddressTests {
  @Test func encodedFragmentNeedsNoHTMLEscaping() {
    var fragment: [UInt8] = []
    fragment.put(fragment: "method-it's a&b:\"c\"")
    var escaped: [UInt8] = []
    escaped.put(text: String(decoding: fragment, as: UTF8.self))
    #expect(String(decoding: fragment, as: UTF8.self) == "method-it%27s%20a%26b:%22c%22")
    #expect(escaped == fragment)
  }
}
