import JSON
import TestSupport
import Testing

struct WriterTests {
  @Test func compactKeepsOrderAndLiterals() throws {
    let text = #"{"b":[1.0,1E2,null],"a":"x\"\\\n"}"#
    #expect(try JSONParser.parse(text).text() == text)
  }

  @Test func prettyTextHasALineForEachMember() {
    let value: JSON = [
      "name": "grpo", "sizes": [1, 2, 3], "empty": [:], "none": [], "nested": [["a": true], ["b": nil]],
    ]
    expectText(
      value.text(.pretty),
      """
      {
        "name": "grpo",
        "sizes": [1, 2, 3],
        "empty": {},
        "none": [],
        "nested": [
          {
            "a": true
          },
          {
            "b": null
          }
        ]
      }
      """)
  }

  @Test func longArraysAreWrittenOnSeveralLines() {
    let text = JSON.array([
      .string(String(repeating: "x", count: 40)), .string(String(repeating: "y", count: 40)),
    ])
    .text(.pretty)
    #expect(text.split(separator: "\n").count == 4)
  }

  @Test func canonicalFormFollowsRFC8785() throws {
    // The example of RFC 8785 section 3.2.2, and the order of section 3.2.3.
    let value = try JSONParser.parse(
      #"""
      {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
       "literals": [null, true, false]}
      """#
    )
    #expect(
      value.text(.canonical)
        == #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}"#)
    let names: JSON = ["\u{20AC}": 1, "\r": 2, "\u{FB33}": 3, "1": 4, "😀": 5, "\u{80}": 6, "\u{F6}": 7]
    #expect(
      try JSONParser.parse(names.text(.canonical)).object?.names
        == ["\r", "1", "\u{80}", "\u{F6}", "\u{20AC}", "😀", "\u{FB33}"])
  }

  @Test func escapesOnlyRequiredCharacters() {
    #expect(JSON.quoted("a\"b\\c/\u{7}\u{1F}é\u{2028}") == #""a\"b\\c/\u0007\u001fé"# + "\u{2028}\"")
  }
}

struct PointerTests {
  /// The document of RFC 6901 section 5.
  private let document = #"""
    {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4,
     "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}
    """#

  @Test(arguments: [
    ("/foo/0", #""bar""#), ("/", "0"), ("/a~1b", "1"), ("/c%d", "2"), ("/e^f", "3"), ("/g|h", "4"),
    ("/i\\j", "5"),
    ("/k\"l", "6"), ("/ ", "7"), ("/m~0n", "8"),
  ])
  func resolvesRFC6901Examples(pointer: String, expected: String) throws {
    let parsed = try #require(JSONPointer(pointer))
    #expect(try JSONParser.parse(document).value(at: parsed)?.text() == expected)
    #expect(parsed.description == pointer)
  }

  @Test func emptyPointerIsTheWholeDocument() throws {
    let value = try JSONParser.parse(document)
    #expect(value.value(at: JSONPointer()) == value)
  }

  @Test(arguments: ["/foo/2", "/foo/01", "/foo/-", "/foo/+1", "/foo/bar", "/none", "/a~1b/x"])
  func missingTargetIsNil(pointer: String) throws {
    #expect(try JSONParser.parse(document).value(at: #require(JSONPointer(pointer))) == nil)
  }

  @Test(arguments: ["foo", "/~", "/~2", "#/foo"])
  func rejectsInvalidPointers(text: String) {
    #expect(JSONPointer(text) == nil)
  }

  @Test func tokenStartingWithACombiningMarkRoundTrips() throws {
    let pointer = try #require(JSONPointer("/\u{301}a/~1\u{301}"))
    #expect(pointer.tokens == ["\u{301}a", "/\u{301}"])
    #expect(pointer.description.unicodeScalars.elementsEqual("/\u{301}a/~1\u{301}".unicodeScalars))
  }

  @Test func appendedNamesAreEscaped() {
    #expect(JSONPointer().appending("a/b").appending(3).description == "/a~1b/3")
  }
}
