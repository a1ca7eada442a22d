import Diagnostics
import JSON
import TestSupport
import Testing

struct ParserTests {
  static let mistakes: [(String, String, Range<Int>)] = [
    ("", "expected a value, found the end of the text", 0..<0),
    ("[1, 2,]", #"trailing comma before "]"; remove it"#, 5..<6),
    (#"{"a": 1,}"#, #"trailing comma before "}"; remove it"#, 7..<8),
    (#"{"a": 1 "b": 2}"#, #"expected "," or "}" after a member, found a string"#, 8..<9),
    (#"{"a" 1}"#, #"expected ":" after the member name, found "1""#, 5..<6),
    ("{a: 1}", #"expected a member name in double quotes, found "a""#, 1..<2),
    (
      "{'a': 1}", #"expected a member name in double quotes, found "'" (JSON strings take double quotes)"#,
      1..<2
    ),
    ("[nul]", #"expected a value, found "nul""#, 1..<4),
    ("[True]", #"expected a value, found "T""#, 1..<2),
    ("01", "a number cannot have leading zeros", 0..<2),
    ("[-]", #"expected a digit after "-", found "]""#, 1..<3),
    ("1.", "expected a digit after the decimal point, found the end of the text", 2..<2),
    ("1e+", "expected a digit in the exponent, found the end of the text", 3..<3),
    (#""abc"#, "unterminated string", 0..<1),
    ("\"a\nb\"", #"a line end inside a string; write \n"#, 2..<3),
    ("\"\u{1}\"", #"control character 1 inside a string; write it as \u00XX"#, 1..<2),
    (#""\x""#, #"unknown escape; JSON has \" \\ \/ \b \f \n \r \t and \u"#, 1..<3),
    (#""\u12G4""#, #"\u takes four hexadecimal digits"#, 1..<6),
    (#""\ud800""#, "unpaired surrogate", 1..<7),
    ("1 2", #"expected the end of the text after the value, found "2""#, 2..<3),
    ("[1", #"expected "," or "]" after an item, found the end of the text"#, 2..<2),
    ("\u{FEFF}{}", "expected a value, found a byte order mark; save the file without it", 0..<1),
    ("[é]", #"expected a value, found "é""#, 1..<2),
  ]

  @Test(arguments: mistakes)
  func syntaxErrorsHaveMessageAndRange(text: String, message: String, range: Range<Int>) {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(text) }
    #expect(error?.message == message)
    #expect(error?.range == range)
  }

  @Test func valuesAndNamesHaveByteRanges() throws {
    let text = #"{ "é": [10, "x"], "b": {"c": null} }"#
    let value = try JSONParser.parse(text)
    func slice(_ range: Range<Int>?) -> String {
      range.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) } ?? "nil"
    }
    #expect(slice(value.range) == text)
    #expect(slice(value["é"]?[0]?.range) == "10")
    #expect(slice(value["é"]?[1]?.range) == #""x""#)
    #expect(slice(value["b"]?.range) == #"{"c": null}"#)
    #expect(value.object?.members.map { slice($0.nameRange) } == [#""é""#, #""b""#])
  }

  @Test func rangesAreOffsetByTheBase() throws {
    #expect(try JSONParser.parse("[1]".utf8, base: 100)[0]?.range == 101..<102)
    let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse("[1,]".utf8, base: 100) }
    #expect(error?.range == 102..<103)
  }

  @Test func escapesAreDecoded() throws {
    #expect(
      try JSONParser.parse(#""\"\\\/\b\f\n\r\té\ud83d\ude00""#).string == "\"\\/\u{8}\u{C}\n\r\té😀")
  }

  @Test func depthAndSizeHaveLimits() throws {
    let nested = String(repeating: "[", count: 100_000)
    let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse(nested) }
    #expect(error?.message == "nested deeper than 512 levels")
    let long = #expect(throws: JSONSyntaxError.self) {
      try JSONParser.parse("[1,2,3]", limits: JSONParser.Limits(size: 4))
    }
    #expect(long?.message == "the text has 7 bytes; the limit is 4")
    let many = #expect(throws: JSONSyntaxError.self) {
      try JSONParser.parse("[1,2,{\"a\":3}]", limits: JSONParser.Limits(values: 4))
    }
    #expect(many?.message == "more than 4 values")
    #expect(many?.range == 10..<11)
    #expect(try JSONParser.parse("[1,2,[3]]", limits: JSONParser.Limits(values: 5)).array?.count == 3)
    #expect(
      try JSONParser.parse(String(repeating: "[", count: 512) + String(repeating: "]", count: 512)).array
        != nil)
  }

  @Test func rejectsInvalidUTF8() {
    let error = #expect(throws: JSONSyntaxError.self) { try JSONParser.parse([0x22, 0x61, 0xFF, 0x22]) }
    #expect(error?.message == "invalid UTF-8 in a string")
    #expect(error?.range == 1..<3)
  }

  @Test func syntaxErrorInAFileIsADiagnostic() {
    let source = SourceText(path: "a.json", text: "{\n  \"a\": tru\n}\n")
    let error = #expect(throws: DiagnosticError.self) { try JSONParser.parse(source) }
    expectText(
      error?.description,
      """
      a.json:2:8: error: Expected a value, found "tru" [invalid-json]
       2 |   "a": tru
         |        ^~~

      """)
  }
}

struct DuplicateMemberTests {
  @Test func reportsDuplicateMembersInSourceOrder() throws {
    let text = #"{"a": {"x": 1, "x": 2}, "b": 3, "a": 4, "a": 5}"#
    let (value, duplicates) = try JSONParser.read(text.utf8, base: 100)
    #expect(value["a"]?.int == 5)
    #expect(duplicates.map(\.name) == ["x", "a", "a"])
    #expect(duplicates.map(\.range) == [115..<118, 132..<135, 140..<143])
    #expect(duplicates.map(\.first) == [107..<110, 101..<104, 101..<104])
    #expect(try JSONParser.read(#"{"a": 1, "A": 2, "b": [{"a": 1}, {"a": 1}]}"#.utf8).duplicates.isEmpty)
  }

  @Test func duplicateMembersInAFileAreErrors() {
    let source = SourceText(path: "a.json", text: "{\"a\": 1,\n \"a\": 2}\n")
    let error = #expect(throws: DiagnosticError.self) { try JSONParser.parse(source) }
    #expect(error?.diagnostics.map(\.message) == ["Duplicate member `a` in an object"])
    #expect(error?.diagnostics.first?.span?.label == "a.json:2:2")
  }
}

struct ObjectTests {
  @Test func keepsMemberOrderAndTheLastDuplicateValue() throws {
    let value = try JSONParser.parse(#"{"b": 1, "a": 2, "b": 3}"#)
    #expect(value.object?.names == ["b", "a"])
    #expect(value["b"] == 3)
  }

  @Test func manyMembersAreFoundSetAndRemoved() {
    var object = JSONObject((0..<100).map { ("m\($0)", .number($0)) })
    #expect(object["m77"] == 77)
    object["m77"] = nil
    object["m78"] = "new"
    object["m100"] = 100
    #expect(object["m77"] == nil)
    #expect(object["m78"] == "new")
    #expect(object["m100"] == 100)
    #expect(object.count == 100)
    for index in 20..<100 { object["m\(index)"] = nil }
    #expect(object["m19"] == 19)
    #expect(object.names.last == "m100")
  }

  @Test func namesAreComparedByUnicodeScalars() throws {
    let text = #"{"\u00e9": 1, "e\u0301": 2}"#
    let value = try JSONParser.parse(text)
    #expect(value.object?.count == 2)
    #expect(value["\u{E9}"] == 1)
    #expect(value["e\u{301}"] == 2)
    #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
  }

  @Test func equalityIgnoresFormattingAndMemberOrder() throws {
    #expect(try JSONParser.parse(#"{"a": 1.0, "b": [true]}"#) == JSONParser.parse(#"{"b":[true],"a":1}"#))
    #expect(try JSONParser.parse("[1, 2]") != JSONParser.parse("[2, 1]"))
    #expect(JSON.null != false)
    #expect(Set<JSON>([1, 1.0, ["a": 1, "b": 2], ["b": 2, "a": 1]]).count == 2)
  }
}
