import Diagnostics
import Foundation
import Pages
import Processes

/// Swift, Python and shell code parses. Compilers and interpreters are started, but only to parse.
enum SyntaxCheck {
  static func run(_ pages: [Page], _ context: CheckContext) async -> [Diagnostic] {
    let tools = SyntaxTools(searchPath: context.searchPath)
    let shown = pages.flatMap { $0.nestedPages(project: context.project, files: context.files) }
    let units = units(of: pages + shown, context)
    async let swift = SwiftSyntax.findings(units["swift"] ?? [], tools)
    async let python = PythonSyntax.findings(units["python"] ?? [], tools)
    async let shell = ShellSyntax.findings(units["sh"] ?? [], tools)
    return await swift + python + shell
  }

  /// What is to be parsed, by language. A block that includes a file, or a region of it, stands for the file.
  static func units(of pages: [Page], _ context: CheckContext) -> [String: [SyntaxUnit]] {
    var units: [String: [SyntaxUnit]] = [:]
    var files: Set<String> = []
    for page in pages {
      for block in page.blocks {
        let language = block.language == "console" ? "sh" : block.language
        guard language == "swift" || language == "python" || language == "sh", !context.isText(block),
          block.attributes.fails == nil
        else { continue }
        if let file = page.includedSource(of: block) {
          if files.insert(file.path).inserted {
            units[language, default: []].append(SyntaxUnit(code: file.text, place: .file(file)))
          }
        } else if var unit = unit(block, on: page) {
          unit.mayElide = !context.project.asks(of: block)
          units[language, default: []].append(unit)
        }
      }
    }
    return units
  }

  private static func unit(_ block: Block, on page: Page) -> SyntaxUnit? {
    let commands: (code: String, prompts: [Int])?
    switch block.language {
    case "console":
      commands = PromptText.commands(in: block.code, first: "$ ", further: "> ", afterBackslash: true)
      // A session without a command has nothing to parse.
      if commands == nil { return nil }
    case "sh" where PromptText.begins(block.code, with: "$ "):
      commands = PromptText.commands(in: block.code, first: "$ ", further: "> ", afterBackslash: true)
    case "python" where PromptText.begins(block.code, with: ">>> "):
      commands = PromptText.commands(in: block.code, first: ">>> ", further: "... ", afterBackslash: false)
    default: commands = nil
    }
    guard let commands else { return SyntaxUnit(code: block.code, place: .block(page, block)) }
    return SyntaxUnit(code: commands.code, place: .transcript(page, block, prompts: commands.prompts))
  }
}

/// How programs that parse are started: with nothing of this process's environment but what they need to be
/// found and to speak English.
struct SyntaxTools: Sendable {
  let searchPath: String

  init(searchPath: String?) {
    self.searchPath =
      searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
  }

  /// The program's result, or the one warning that says why there is none.
  func run(
    _ program: String, _ arguments: [String], input: [UInt8] = [], directory: String? = nil, what: String
  ) async -> Result<ProcessResult, DiagnosticError> {
    var environment = ["PATH": searchPath, "LC_ALL": "C.UTF-8"]
    environment["HOME"] = ProcessInfo.processInfo.environment["HOME"]
    do throws(ProcessError) {
      let result = try await ProcessRunner().run(
        program, arguments: arguments, environment: environment, directory: directory, input: input,
        timeout: .seconds(120), outputLimit: 16 << 20)
      if result.timedOut {
        return .failure(Self.warning("\(what) not parsed: `\(program)` did not end in 120 s"))
      }
      return .success(result)
    } catch {
      if case .notFound = error {
        return .failure(Self.warning("\(what) not parsed: `\(program)` is not installed"))
      }
      return .failure(Self.warning("\(what) not parsed: \(error)"))
    }
  }

  static func warning(_ message: String, details: String? = nil) -> DiagnosticError {
    DiagnosticError(Diagnostic(.notParsed, message, details: details))
  }

  /// `1 Swift block was`, `12 Swift blocks were`.
  static func amount(_ count: Int, _ language: String) -> String {
    count == 1 ? "1 \(language) block was" : "\(count) \(language) blocks were"
  }
}

/// A folder for the time of one check, with one file a unit: `0.swift`, `1.swift` …
struct UnitFolder {
  let path: String
  let names: [String]

  init(_ units: [SyntaxUnit], ending: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "flowdocs-check-" + UUID().uuidString)
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    path = folder.path(percentEncoded: false)
    names = units.indices.map { "\($0).\(ending)" }
    for (name, unit) in zip(names, units) {
      try Data(unit.code.utf8).write(to: folder.appending(path: name))
    }
  }

  func remove() {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      // The system empties its temporary folder; a leftover is no finding about the pages.
    }
  }
}
