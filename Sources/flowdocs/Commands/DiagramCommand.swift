import ArgumentParser
import CommandOptions
import Diagnostics
import Files
import Foundation
import Mermaid
import Project

struct DiagramCommand: ProgramCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagram",
    abstract: "Draw Mermaid diagrams as SVG, without a browser.",
    usage: """
      flowdocs diagram <paths> ... [--out <out>] [--words] [--format <format>]
        [--report <file> ...]
      """,
    discussion: """
      A file with the text of one diagram is drawn on standard output, or into the file that --out names. Of Markdown \
      files and folders every diagram is drawn into the folder that --out names. The drawings follow the reader's light \
      or dark setting. With --words the diagrams are described in sentences instead.
      """)

  @Argument(help: "Files with a diagram's text, Markdown files, folders; - for standard input.")
  var paths: [String]

  @Option(
    name: .shortAndLong,
    help: "The file to write, for several diagrams the folder. Default: standard output, for one diagram.")
  var out: String?

  @Flag(help: "Describe the diagrams in sentences, one on each line.")
  var words = false

  @OptionGroup var report: ReportOptions

  func run(in program: Program) async throws {
    if let path = paths.first, paths.count == 1, path == "-" || Self.isOneDiagram(path) {
      return try draw(Self.source(path), program)
    }
    guard words || out != nil else {
      throw ValidationError("`--out` is missing: name the folder for the drawings, such as `--out drawings`")
    }
    var found: [DiagramInput] = []
    for selection in try Selection.of(paths, program) {
      found += try await DiagramInput.all(in: selection, program)
    }
    if !words { try Self.requireDifferentNames(found) }
    try draw(found, program)
  }

  /// One drawing would silently replace another: `start.mmd` and `start.mermaid` have the same name.
  private static func requireDifferentNames(_ found: [DiagramInput]) throws {
    var names: Set<String> = []
    for diagram in found where !names.insert(diagram.name).inserted {
      throw CommandFailure(
        "two diagrams would be drawn as `\(diagram.name).svg`; rename one of their files")
    }
  }

  private static func isOneDiagram(_ path: String) -> Bool {
    DiskPath.kind(DiskPath.absolute(path)) != .folder && !PageName.isPage(path)
  }

  private static func source(_ path: String) throws -> SourceText {
    path == "-"
      ? SourceText(path: "standard input", bytes: Array(FileHandle.standardInput.readDataToEndOfFile()))
      : SourceText(path: path, bytes: try NamedFile(path: path).read())
  }

  private func draw(_ source: SourceText, _ program: Program) throws {
    let found = DiagramInput(source, name: "")
    let result = Report(found.findings)
    try program.terminal.report(result, as: report.format, besideResult: out == nil)
    try report.writeFiles(result)
    guard let diagram = found.diagram else { throw ExitStatus.findings.code }
    let text =
      words
      ? Array(Self.sentences(diagram).utf8) : try Self.svg(diagram, at: found.start)
    if let out {
      try NamedFile(path: out).write(text)
    } else {
      program.terminal.print(text)
    }
  }

  private func draw(_ found: [DiagramInput], _ program: Program) throws {
    var findings = found.flatMap(\.findings)
    var sentences = ""
    var drawn = 0
    for one in found {
      guard let diagram = one.diagram else { continue }
      if words {
        sentences += Self.sentences(diagram, "\(one.name): ")
      } else {
        do {
          try write(Self.svg(diagram, at: one.start), named: one.name)
        } catch let error as DiagnosticError {
          findings += error.diagnostics
          continue
        }
      }
      drawn += 1
    }
    let isOnOutput = words && out == nil
    if isOnOutput { program.terminal.print(sentences.utf8) }
    if words, let out { try NamedFile(path: out).write(Array(sentences.utf8)) }
    let result = Report(findings)
    try program.terminal.report(result, as: report.format, besideResult: isOnOutput)
    try report.writeFiles(result)
    program.terminal.say("\(drawn) of \(found.count) diagrams \(words ? "described" : "drawn")")
    if findings.hasFinding(atLeast: .error) { throw ExitStatus.findings.code }
  }

  private static func sentences(_ diagram: Diagram, _ prefix: String = "") -> String {
    diagram.walkthrough.map { (prefix + $0).showingControls().breakingLineCommands() + "\n" }.joined()
  }

  private static func svg(_ diagram: Diagram, at start: SourceSpan) throws(DiagnosticError) -> [UInt8] {
    do throws(LayoutError) {
      return try diagram.svg(SVGOptions(mode: .standalone)) + [UInt8(ascii: "\n")]
    } catch {
      throw DiagnosticError(error.diagnostic(at: start))
    }
  }

  private func write(_ svg: [UInt8], named name: String) throws {
    guard let out else { return }
    try NamedFile(path: URL(filePath: out).appending(path: name + ".svg").path).write(svg)
  }
}
