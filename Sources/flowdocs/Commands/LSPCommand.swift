import ArgumentParser
import LanguageServer

struct LSPCommand: ProgramCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Show findings, fixes and meanings in an editor while pages are being written.",
    discussion: """
      Speaks the Language Server Protocol over standard input and output: findings of `flowdocs check` in open pages, \
      fixes, what names and links mean and where they lead, and what can be written at the cursor. Runs nothing, starts no \
      parser and opens no connection. The editor starts it.
      """)

  @Flag(help: "Accepted because some editors add it; standard input and output are used in any case.")
  var stdio = false

  func run(in program: Program) async throws {
    let terminal = program.terminal
    let server = LanguageServer(program.editorOpener) { terminal.print($0.bytes) }
    for await bytes in StandardInput.bytes {
      if let end = await server.receive(bytes) { throw ExitCode(end.rawValue) }
    }
    throw ExitCode(await server.endOfInput.rawValue)
  }
}
