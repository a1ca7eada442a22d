import TestSupport
import Testing

/// Text of others in what commands print.
struct PrintedTextTests {
  @Test func sentencesOfDiagramsShowControlCharacters() async throws {
    let folder = try TestFolder(["d.mmd": "flowchart LR\nA[\"x\u{1B}[31mz ##[add-mask]\"]-->B\n"])
    let result = try await ProgramTests().flowdocs("diagram", "d.mmd", "--words", in: folder)
    #expect(result.outputText.contains("x␛[31mz #[U+0023][add-mask]"), "\(result.outputText)")
  }

  @Test(arguments: ["text", "markdown"])
  func differencesOfContractsShowControlCharacters(format: String) async throws {
    func contract(_ method: String) -> String {
      #"{"openrpc": "1.3.2", "info": {"title": "P", "version": "1"}, "methods": [{"name": "\#(method)", "params": [], "#
        + #""result": {"name": "r", "schema": {"type": "string"}}}]}"#
    }
    let folder = try TestFolder(["a.json": contract(#"a\u001b[31m\u202e"#), "b.json": contract("b")])
    let result = try await ProgramTests().flowdocs(
      "contract", "diff", "a.json", "b.json", "--format", format, in: folder)
    #expect(result.outputText.contains("a␛[31m[U+202E]"), "\(result.outputText)")
  }

  @Test func namesOfFilesAreNotCommandsInLogs() async throws {
    let folder = try TestFolder(["::error::a.md": "# A\n\n[b](b.md)\n"])
    let result = try await ProgramTests().flowdocs("check", in: folder)
    #expect(result.outputText.hasPrefix("[U+003A]:error::a.md:3:5: error: "), "\(result.outputText)")
  }
}
