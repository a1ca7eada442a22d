import TestSupport
import Testing

@testable import Languages

/// What is generated from Swift blocks, and how the compiler's words are read.
struct SwiftSourceTests {
  func unit(_ codes: String...) -> CompileUnit {
    var line = 10
    var pieces: [CodePiece] = []
    for (index, code) in codes.enumerated() {
      pieces.append(CodePiece(path: "/p/page.md", firstLine: line, code: Array(code.utf8), marker: index + 3))
      line += 10
    }
    return CompileUnit(name: "u", pieces: pieces)
  }

  @Test func aSessionIsCompiledAsTheMainFileOfItsBlocks() {
    let file = SwiftMainFile(unit("let a = 1\nprint(a)\n", "print(a + 1,\n  a)"))
    expectText(
      String(decoding: file.plain, as: UTF8.self),
      """
      let a = 1
      print(a)
      print(a + 1,
        a)

      """)
    expectText(
      String(decoding: file.marked(statements: true), as: UTF8.self),
      """
      flowDocsLine(10)
      #sourceLocation(file: "main.swift", line: 1)
      let a = 1
      flowDocsLine(11)
      #sourceLocation(file: "main.swift", line: 2)
      print(a)
      flowDocsBlock(4)
      flowDocsLine(20)
      #sourceLocation(file: "main.swift", line: 3)
      print(a + 1,
        a)
      @_silgen_name("flowdocs_block") func flowDocsBlock(_: Int32)
      @_silgen_name("flowdocs_line") func flowDocsLine(_: Int32)

      """)
    expectText(
      String(decoding: file.marked(statements: false), as: UTF8.self),
      """
      let a = 1
      print(a)
      flowDocsBlock(4)
      #sourceLocation(file: "main.swift", line: 3)
      print(a + 1,
        a)
      @_silgen_name("flowdocs_block") func flowDocsBlock(_: Int32)
      @_silgen_name("flowdocs_line") func flowDocsLine(_: Int32)

      """)
  }

  @Test func messagesAboutTheMainFileHaveTheLinesOfThePage() {
    let file = SwiftMainFile(unit("let a = 1\nprint(a)\n", "print(b)\n\n"))
    func place(_ line: Int) -> [Int] {
      let message = file.placed(
        CompilerMessage(path: "main.swift", line: line, column: 2, severity: .error, text: ""))
      return [message.line, message.column]
    }
    #expect(place(1) == [10, 2])
    #expect(place(2) == [11, 2])
    #expect(place(3) == [20, 2])
    // The end of the file is the end of the last code.
    #expect(place(5) == [20, 9])
  }

  @Test(arguments: [
    ("@main struct App {\n  static func main() {}\n}\n", true),
    ("import Foundation\nstruct A {}\n@main\nenum App { static func main() {} }\n", true),
    ("@main struct App { static func main() {} }\nprint(1)\n", false),
    ("let x = 1\n@main struct App { static func main() {} }\n", false), ("struct App {}\n", false),
  ])
  func onlyDeclarationsWithAnEntryPointAreALibraryFile(_ code: String, _ isLibrary: Bool) {
    #expect(SwiftMainFile(unit(code)).isLibraryFile == isLibrary)
  }

  @Test func aUnitOfABatchIsAFileWithOneFunction() throws {
    let unit = try #require(
      SwiftBatchUnit(
        unit(
          "import Foundation\n// {\nstruct Point: Equatable {\n  var x = 1\n}\nlet p = Point()\n",
          "extension Point: CustomStringConvertible {\n  var description: String { \"P\" }\n}\nvar n = 2\nprint(p)\n"
        )))
    #expect(unit.imports == "Foundation")
    expectText(
      String(decoding: unit.file(as: "main.swift", marked: true), as: UTF8.self),
      """
      #sourceLocation(file: "main.swift", line: 1)
      import Foundation
      #sourceLocation(file: "main.swift", line: 3)
      private struct Point: Equatable {
        var x = 1
      }
      #sourceLocation(file: "main.swift", line: 7)
      extension Point: CustomStringConvertible {
        var description: String { "P" }
      }
      #sourceLocation()
      @_silgen_name("flowdocs_block") private func flowDocsBlock(_: Int32)
      @_silgen_name("flowdocs_line") private func flowDocsLine(_: Int32)

      private func flowDocsUse<Value>(_: inout Value) {}
      @MainActor func flowDocsRun_u() throws {
      #sourceLocation(file: "main.swift", line: 1)

      // {



      flowDocsLine(15)
      #sourceLocation(file: "main.swift", line: 6)
      let p = Point()
      #sourceLocation()
      flowDocsBlock(4)
      #sourceLocation(file: "main.swift", line: 7)



      flowDocsLine(23)
      #sourceLocation(file: "main.swift", line: 10)
      var n = 2
      flowDocsLine(24)
      #sourceLocation(file: "main.swift", line: 11)
      print(p)
      #sourceLocation()
      _ = p
      flowDocsUse(&n)
      }

      """)
  }

  @Test(arguments: [
    "print(1)", "let x = 1\nprint(\"\\(x)\")", "let (a, b) = (1, 2)\nprint(a + b)",
    "import Foundation\nprint(Date())", "let x: Int = 1\nfor i in 0..<x { print(i) }",
    "let count = list.count\nprint(count)", "let size = f(size: 1)", "if let a = b {\n  print(a)\n}",
    "struct A: Codable {\n  var x = 1\n  enum Key { case a }\n}\nprint(A())",
    "class A {}\nclass B: A {\n  func f() {}\n  class func g() {}\n}",
    "func f() -> Int { return 1 }\nprint(f())",
    "protocol P { func f() }\nextension P { func f() {} }\nstruct A {}\nextension A: P {}",
    "extension Int { var twice: Int { self * 2 } }\nprint(2.twice)", "throw E()", "print(Int.self)",
    "@propertyWrapper struct W { var wrappedValue: Int }\nstruct A { @W var x = 1 }",
  ])
  func simpleCodeMayBeCompiledWithOthers(_ code: String) {
    #expect(SwiftBatchUnit(unit(code)) != nil)
  }

  @Test(arguments: [
    // Seen by other files: conformances of types of a library, operators, access levels, second declarations.
    "extension Int: P {}", "extension String: @retroactive Error {}", "struct A {}\nextension A.B: P {}",
    "infix operator +++", "precedencegroup P {}", "func + (a: A, b: A) -> A { a }",
    "struct A {\n  static func == (a: A, b: A) -> Bool { true }\n}", "internal import Foundation",
    "import Glibc",
    "import struct Foundation.Date", "@preconcurrency import Foundation", "import Foundation; print(1)",
    "struct A {}; struct B {}", "struct A {} struct B {}", "public struct A {}", "private struct A {}",
    "typealias IntegerLiteralType = Double", "extension Int { struct A {} }",
    // Types without a name of their own.
    "func f() {\n  struct A {}\n}", "do {\n  struct A {}\n}", "struct A {\n  private enum K { case a }\n}",
    // Variables that are not the same in a function.
    "let x = 1\nstruct A { var y = x }", "var x = 1\nfunc f() { x += 1 }", "print(x)\nlet x = 1",
    "let max = max(1, 2)", "let x = 1\nlet x = 2", "let x: Int\nx = 1", "let a = 1, b = 2",
    "var x = 1 {\n  didSet {}\n}", "var x: Int { 1 }", "lazy var x = 1", "@W var x = 1",
    "print(\"\\(x)\")\nlet x = 1",
    // Lifetimes and isolation.
    "class A { deinit {} }", "weak var x = y", "await f()", "Task {}", "actor A {}",
    "let f: @Sendable () -> Void = {}",
    "@MainActor func f() {}", "let queue = DispatchQueue.main", "class A: JSONDecoder {}",
    // What is different at the top of a file.
    "return", "if x { return }", "defer {}", "guard let x = y else { fatalError() }", "print(#line)",
    "#if DEBUG\nprint(1)\n#endif", "#!/usr/bin/env swift\nprint(1)", "@main struct A {}", "print(main.A())",
    "do {\n  func f() {}\n}", "let x = 1\nprint(`x`)", "flowDocsLine(1)", "print(1", "print(1))",
  ])
  func allOtherCodeIsCompiledAlone(_ code: String) {
    #expect(SwiftBatchUnit(unit(code)) == nil)
  }

  @Test func unitsOfABatchHaveTheSameImports() {
    func units(_ count: Int, _ code: String) -> [CompileUnit] {
      (0..<count).map {
        CompileUnit(
          name: "\(code.count)_\($0)",
          pieces: [CodePiece(path: "/p", firstLine: 1, code: Array(code.utf8), marker: 0)])
      }
    }
    let all = units(20, "print(1)") + units(5, "import Foundation\nprint(1)") + units(9, "await f()")
    let batches = SwiftBatch.batches(of: all, width: 2)
    #expect(batches.map(\.units.count) == [10, 10, 5])
    #expect(batches.map { Set($0.units.map(\.imports)) } == [[""], [""], ["Foundation"]])
    #expect(SwiftBatch.batches(of: units(3, "print(1)"), width: 2).isEmpty)
  }

  @Test func onlyProgramsHaveTheirTypesRenamed() {
    #expect(SwiftTypeNames.withoutPrivateContexts([]) == nil)
    #expect(SwiftTypeNames.withoutPrivateContexts(Array("#!/bin/sh\nexit 0\n".utf8)) == nil)
    // A header that names sections beyond the end.
    let header: [UInt8] = [0x7F, 0x45, 0x4C, 0x46, 2, 1] + [UInt8](repeating: 0xFF, count: 80)
    #expect(SwiftTypeNames.withoutPrivateContexts(header) == nil)
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
}
