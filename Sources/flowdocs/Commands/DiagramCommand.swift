import ArgumentParser
import CommandOptions
import Diagnostics
import Files
import Foundation
import Mermaid

struct DiagramCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagram",
    abstract: "Draw one Mermaid file as SVG, without a browser.",
    usage: """
      flowdocs diagram <file> [--out <out>] [--words] [--format <format>]
        [--report <file> ...]
      """,
    discussion:
      "The drawing follows the reader's light or dark setting. With --words the diagram is described in sentences instead."
  )

  @Argument(help: "The file with the diagram's text; - for standard input.")
  var file: String

  @Option(name: .shortAndLong, help: "The file to write. Default: standard output.")
  var out: String?

  @Flag(help: "Describe the diagram in sentences, one on each line.")
  var words = false

  @OptionGroup var report: ReportOptions

  func run(in program: Program) async throws {
    let bytes =
      file == "-" ? Array(FileHandle.standardInput.readDataToEndOfFile()) : try NamedFile(path: file).read()
    let source = SourceText(path: file == "-" ? "standard input" : file, bytes: bytes)
    let (diagram, diagnostics) = MermaidParser.parse(source)
    try program.terminal.report(Report(diagnostics), as: report.format, besideResult: out == nil)
    try report.writeFiles(Report(diagnostics))
    guard let diagram else { throw ExitStatus.findings.code }
    let text: [UInt8]
    if words {
      text = Array(diagram.walkthrough.map { $0 + "\n" }.joined().utf8)
    } else {
      do throws(LayoutError) {
        text = try diagram.svg(SVGOptions(mode: .standalone)) + [UInt8(ascii: "\n")]
      } catch {
        throw DiagnosticError(error.diagnostic(at: source.span(0..<0)))
      }
    }
    if let out {
      try NamedFile(path: out).write(text)
    } else {
      program.terminal.print(text)
    }
  }
}
