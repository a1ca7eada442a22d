import TestSupport
import Testing

@testable import Languages

/// What is generated from Swift blocks, and how the compiler's words are read.
@Suite struct SwiftSourceTests {
  func unit(_ code: String, firstLine: Int = 10) -> GeneratedSwift {
    let piece = CodePiece(path: "/p/page.md", firstLine: firstLine, code: Array(code.utf8), marker: 3)
    return SwiftUnit(CompileUnit(name: "u", pieces: [piece])).generate()
  }

  @Test func onlyCodeThatMaySuspendIsAsynchronous() {
    for (code, call) in [
      ("print(1)", "try flowDocsRun_u()"), ("try await work()", "try await flowDocsRun_u()"),
      ("async let a = work()", "try await flowDocsRun_u()"),
      ("@main struct App { static func main() {} }", "try await flowDocsRun_u()"),
    ] {
      let piece = CodePiece(path: "/p/page.md", firstLine: 1, code: Array(code.utf8), marker: 0)
      #expect(SwiftUnit(CompileUnit(name: "u", pieces: [piece])).call == call)
    }
  }

  @Test func declarationsMoveToFileScopeAndKeepTheirLines() {
    let generated = unit(
      """
      import Foundation
      // A comment with "{" and a string
      let text = "a \\(["}"].count) {"
      @available(*, deprecated)
      struct Point {
        var x = 1
      }
      extension Point: Equatable {}
      func free() -> Int { 1 }
      func bound() -> String { text }
      infix operator +++
      print(text,
        free())
      """)
    expectText(
      String(decoding: generated.text, as: UTF8.self),
      """
      #sourceLocation(file: "/p/page.md", line: 10)
      import Foundation
      #sourceLocation(file: "/p/page.md", line: 13)
      @available(*, deprecated)
      private struct Point {
        var x = 1
      }
      #sourceLocation(file: "/p/page.md", line: 17)
      extension Point: Equatable {}
      #sourceLocation(file: "/p/page.md", line: 20)
      infix operator +++
      #sourceLocation(file: "/p/page.md", line: 18)
      private func free() -> Int { 1 }
      #sourceLocation()
      @MainActor func flowDocsRun_u() throws {
      flowDocsBlock(3)
      #sourceLocation(file: "/p/page.md", line: 10)

      // A comment with "{" and a string
      flowDocsLine(12)
      #sourceLocation(file: "/p/page.md", line: 12)
      let text = "a \\(["}"].count) {"




      \n
      func bound() -> String { text }

      flowDocsLine(21)
      #sourceLocation(file: "/p/page.md", line: 21)
      print(text,
        free())
      #sourceLocation()
      }

      """)
    #expect(
      generated.shifts == [
        .init(path: "/p/page.md", line: 14): .init(column: 0, width: 8),
        .init(path: "/p/page.md", line: 18): .init(column: 0, width: 8),
      ])
  }

  @Test(arguments: [
    ("let x =\n  1\nx\n  .y()\n", [0, 2]), ("repeat { } \nwhile true\nwhile a { }\n", [0, 2]),
    ("if a {\n}\nelse {\n}\nb()\n", [0, 4]), ("let a = try await\nf()\n", [0]),
    ("f(\n1)\n#\"\"\"\n)\n\"\"\"#\ng()\n", [0, 5]),
    ("f {\n", []), ("@MainActor\nlet x = 1\n", []), ("  indented()\n", []), ("case\n", []),
  ])
  func statementsBeginWhereACallCanBePutBefore(_ code: String, _ lines: [Int]) {
    #expect(SwiftOutline(Array(code.utf8)).statements.sorted() == lines)
  }

  @Test func compilerMessagesAreReadWithNotesAndFixIts() {
    let (messages, rest) = SwiftCompilerOutput.parse(
      """
      /a b/page.md:3:7: error: expected ',' separator [#group]
      let x = [1 2]
                ^
                ,
      /a b/page.md:3:1: note: declared: here
      let x = [1 2]
      ^
      /a b/page.md:9:2: warning: unused
      f()
      ^~~
      <unknown>:0: error: link failed
      """)
    #expect(messages.map(\.text) == ["expected ',' separator", "unused"])
    #expect(messages[0].path == "/a b/page.md")
    #expect(messages[0].fix == ",")
    #expect(messages[0].notes.map(\.text) == ["declared: here"])
    #expect(messages[1].severity == .warning)
    #expect(rest == ["<unknown>:0: error: link failed"])
  }

  @Test func markersTellBlocksApart() {
    let text =
      "noise" + Transcript.marker("T", 4) + "a\n" + Transcript.marker("T", 7) + Transcript.marker("T", -1)
      + "z"
    let parts = Transcript.split(Array(text.utf8), token: "T")
    #expect(parts.map(\.block) == [4, 7, -1])
    #expect(parts.map(\.text) == ["a\n", "", "z"])
  }

  @Test func timeOfABlockBeginsWithItsMarkerEvenInPieces() {
    let clock = BlockClock(token: "TOKEN", timeouts: [1: .seconds(1), 2: .seconds(2)])
    let marker = Array(("out" + Transcript.marker("TOKEN", 2)).utf8)
    #expect(clock.renewal(Array(marker[..<8])) == nil)
    #expect(clock.renewal(Array(marker[8...])) == .seconds(2))
    #expect(clock.renewal(Array("more output".utf8)) == nil)
    #expect(clock.renewal(Array(Transcript.marker("TOKEN", 1).utf8)) == .seconds(1))
  }

  @Test func conditionsMoveWhole() {
    let outline = SwiftOutline(
      Array(
        """
        #if canImport(FoundationNetworking)
        import FoundationNetworking
        #endif
        #if os(Linux)
        struct A {}
        #else
        struct A { let x = 1 }
        #endif
        #if DEBUG
        struct B {}
        print(B())
        #endif
        struct C {}
        """.utf8))
    #expect(outline.items.map(\.lines) == [0...2, 3...7, 12...12])
    #expect(outline.items.map(\.kind) == [.importDeclaration, .declaration, .declaration])
  }

  @Test func accessModifiersAreNotLeftInTheFunction() {
    let generated = unit(
      "private var n = 1\nfileprivate(set) var m = n\npublic func f() -> Int { n }\nopen(n)\n")
    let text = String(decoding: generated.text, as: UTF8.self)
    #expect(text.contains("\n        var n = 1\n"))
    #expect(text.contains("\n                 var m = n\n"))
    #expect(text.contains("\n       func f() -> Int { n }\n"))
    #expect(text.contains("\nopen(n)\n"))
  }
}
