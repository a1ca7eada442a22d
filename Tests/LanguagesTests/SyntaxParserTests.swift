import Processes
import Testing

@testable import Languages

/// The parsers of whole sites: many blocks, a few processes.
struct SyntaxParserTests {
  @Test func aFileThatCannotBeWrittenIsNamed() throws {
    let error = try #require(throws: ProcessError.self) {
      _ = try UnitFolder([SyntaxUnit("true\n")], ending: "none/sh")
    }
    let file = "\(error)".replacing(/`.*\/flowdocs-[^\/]*\//, with: "`")
    #expect(file == "`0.none/sh` cannot be written: No such file or directory")
  }

  /// Each block has its own finding, whichever process parsed it.
  @Test(arguments: [0, 1, 19, 41, 130])
  func parsesManyShellBlocks(_ count: Int) async throws {
    let units = (0..<count).map { number in
      SyntaxUnit("echo \(number)\n" + (number % 3 == 1 ? "if true; then\n" : ""))
    }
    let findings = try await SyntaxParser.shell.parse(units, ParserTools()).get()
    #expect(findings.keys.sorted() == (0..<count).filter { $0 % 3 == 1 })
    for finding in findings.values {
      #expect(finding.message.contains("unexpected end of file"), "\(finding)")
    }
  }

  @Test func saysOnceThatAParserIsMissing() async {
    let units = (0..<100).map { SyntaxUnit("echo \($0)\n") }
    guard case .failure(let failure) = await SyntaxParser.shell.parse(units, ParserTools(searchPath: "/none"))
    else {
      Issue.record("a parser was found")
      return
    }
    #expect(failure.message.hasSuffix("shell blocks were not parsed: `bash` is not installed"), "\(failure)")
  }
}
