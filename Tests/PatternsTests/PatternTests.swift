import Testing

@testable import Patterns

struct PatternTests {
  static let foundIn: [(String, String)] = [
    ("a+", "xaax"), ("^a*$", ""), ("^(ab|cd)+$", "abcdab"), ("^a{2,3}$", "aaa"), ("^a{2}$", "aa"),
    ("^a{2,}$", "aaaa"),
    (#"^\d{4}-\d\d$"#, "2026-01"), (#"^\w+$"#, "az_09"), (#"^\s$"#, "\u{FEFF}"), ("^[^a-c]$", "d"),
    (#"^[\w-]+$"#, "a-b"), (#"^[\d.]+$"#, "1.5"), ("^[]]$|x", "x"), (#"^\u0041\x42\u{43}$"#, "ABC"),
    (#"^\uD83D\uDE00$"#, "😀"), ("^.$", "😀"), (#"^\p{Lu}\P{Lu}$"#, "Ää"), (#"^[\p{L}\d]+$"#, "é1"),
    ("^(?!foo)", "bar"), ("^(?=.*[0-9]).{3,}$", "ab1"), ("(?<=a)b", "ab"), ("(?<!a)b", "cb"),
    (#"\bfoo\b"#, "a foo b"),
    (#"o\B"#, "foo"), ("^(?:a|)b$", "b"), ("^(?<year>x)$", "x"), ("^(a*)*$", "aaa"), ("a{,2}", "a{,2}"),
    ("^a{$", "a{"),
    (#"^\/\-\_$"#, "/-_"), (#"^[\b]$"#, "\u{8}"), (#"^\cJ$"#, "\n"), ("^a|b$", "xb"), ("", "anything"),
    ("^[\\D]$", "x"),
  ]

  @Test(arguments: foundIn)
  func found(pattern: String, text: String) throws {
    #expect(try Pattern(pattern).isFound(in: text) == true)
  }

  static let notFoundIn: [(String, String)] = [
    ("^a$", "a\n"), ("a+", "b"), ("^a{2,3}$", "aaaa"), (#"^\d$"#, "߀"), (#"^\w$"#, "é"),
    ("^.$", "\u{2028}"),
    ("^(?!foo)", "foo"), ("(?<=a)b", "cb"), ("(?<!a)b", "ab"), (#"\bfoo\b"#, "afoo"), ("^[a-c]$", "d"),
    ("^[]$", "a"),
    (#"^\p{Lu}$"#, "a"), ("^(a|b)$", "ab"), ("^[^]$", ""),
  ]

  @Test(arguments: notFoundIn)
  func notFound(pattern: String, text: String) throws {
    #expect(try Pattern(pattern).isFound(in: text) == false)
  }

  static let mistakes: [(String, String)] = [
    ("(a", #"a "(" has no ")""#), ("a)", #"a ")" has no "(""#), ("[a", #"a "[" has no "]""#),
    ("*a", #""*" has nothing to repeat"#), ("a**", "a quantifier follows a quantifier"),
    ("a{3,2}", "the counts of {3,2} are out of order"), ("[b-a]", "a range of a class is out of order"),
    (#"\Z"#, #"\Z is not an escape of ECMA-262"#), (#"a\"#, "it ends with a backslash"),
    (#"\p{Foo}"#, #"unknown Unicode property "Foo""#),
    ("(?#x)", #"unknown kind of group after "(?""#),
    (#"(a)\1"#, #"back references such as \1 are not supported"#),
    (#"\p{Script=Greek}"#, "Unicode scripts such as Script=Greek are not supported"),
    ("((a{1000}){1000})", "it is too large after its counts are expanded"),
    ("((?=a{9000})){1000}", "it is too large after its counts are expanded"),
    ("a{99999999999999999999}", "a count is greater than 20000"),
    (String(repeating: "(", count: 5_000), "its groups are nested too deeply"),
  ]

  @Test(arguments: mistakes)
  func rejectsInvalidPatterns(pattern: String, message: String) {
    let error = #expect(throws: PatternError.self) { try Pattern(pattern) }
    #expect(error?.message == message)
  }

  @Test func nestedCountsOfAnEmptyBodyAreRejected() throws {
    #expect(throws: PatternError.self) { try Pattern("((){20000}){20000}") }
  }

  @Test func quadraticLookaheadsStopAtTheStepLimit() throws {
    var parser = PatternParser("(?=.*x)(?=.*y)z")
    let code = try PatternCode(parser.pattern())
    var matcher = PatternMatcher(String(repeating: "a", count: 10_000), stepLimit: 100_000)
    #expect(matcher.isFound(code) == nil)
  }
}
