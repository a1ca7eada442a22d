import Foundation
import Processes

/// Parses many units of a language at once. Nothing of them is executed.
public struct SyntaxParser: Sendable {
  /// The language in messages, and what distinguishes parsers: units of languages with the same parser are parsed
  /// together.
  public var name: String
  /// Programs whose versions the findings depend on: `swiftc`.
  public var tools: [String]
  private let parseUnits:
    @Sendable ([SyntaxUnit], ParserTools) async -> Result<[Int: SyntaxFinding], SyntaxFailure>

  public init(
    _ name: String, tools: [String] = [],
    parse:
      @escaping @Sendable ([SyntaxUnit], ParserTools) async -> Result<[Int: SyntaxFinding], SyntaxFailure>
  ) {
    self.name = name
    self.tools = tools
    parseUnits = parse
  }

  /// The findings in the units, by their positions.
  public func parse(
    _ units: [SyntaxUnit], _ tools: ParserTools
  ) async -> Result<[Int: SyntaxFinding], SyntaxFailure> {
    units.isEmpty ? .success([:]) : await parseUnits(units, tools)
  }

  /// All that the findings in a unit depend on besides the unit and this program; `nil` when one of its tools does not
  /// say its version.
  public func identity(_ tools: ParserTools) async -> String? {
    var identity = name
    for tool in self.tools {
      guard let version = await tools.version(of: tool) else { return nil }
      identity += "\n\(tool) \(version)"
    }
    return identity
  }

  /// Parses at most `size` units with one process, because a command line has a limit.
  static func inBatches(
    of size: Int, _ units: [SyntaxUnit],
    _ parse: ([SyntaxUnit]) async -> Result<[Int: SyntaxFinding], SyntaxFailure>
  ) async -> Result<[Int: SyntaxFinding], SyntaxFailure> {
    var findings: [Int: SyntaxFinding] = [:]
    for start in stride(from: 0, to: units.count, by: size) {
      switch await parse(Array(units[start..<min(start + size, units.count)])) {
      case .success(let found): for (index, finding) in found { findings[start + index] = finding }
      case .failure(let failure): return .failure(failure)
      }
    }
    return .success(findings)
  }
}

/// How programs that parse are started: with only the environment variables that are needed to find them and to print
/// English.
public struct ParserTools: Sendable {
  public let searchPath: String
  public var starter: ProcessStarter

  /// - Parameter searchPath: The folders in which programs are looked up; `PATH` of this process when `nil`.
  public init(searchPath: String? = nil, starter: ProcessStarter = .direct) {
    self.searchPath =
      searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    self.starter = starter
  }

  /// The program's result, or why it could not be run.
  ///
  /// - Parameter what: The parsed units, with a verb: `2 Swift blocks were`.
  public func run(
    _ program: String, _ arguments: [String], input: [UInt8] = [], directory: String? = nil, what: String
  ) async -> Result<ProcessResult, SyntaxFailure> {
    var request = ProcessRequest(
      program, arguments, environment: ["PATH": searchPath, "LC_ALL": "C.UTF-8"])
    request.environment["HOME"] = ProcessInfo.processInfo.environment["HOME"]
    request.input = input
    request.directory = directory
    request.timeout = .seconds(120)
    request.outputLimit = 16 << 20
    do throws(ProcessError) {
      let result = try await starter.run(request)
      if result.timedOut {
        return .failure(
          SyntaxFailure(message: "\(what) not parsed: `\(program)` did not finish within 120 s"))
      }
      return .success(result)
    } catch {
      if case .notFound = error {
        return .failure(SyntaxFailure(message: "\(what) not parsed: `\(program)` is not installed"))
      }
      return .failure(SyntaxFailure(message: "\(what) not parsed: \(error)"))
    }
  }

  /// The version that a program prints; `nil` without one.
  func version(of program: String) async -> String? {
    guard case .success(let result) = await run(program, ["--version"], what: program), result.succeeded
    else {
      return nil
    }
    return result.outputText + result.errorText
  }

  /// `1 Swift block was`, `12 Swift blocks were`.
  static func amount(_ count: Int, _ language: String) -> String {
    count == 1 ? "1 \(language) block was" : "\(count) \(language) blocks were"
  }
}

/// A folder for the time of one parse, with one file a unit: `0.swift`, `1.swift` …
struct UnitFolder {
  private let folder: TemporaryFolder
  let names: [String]

  init(_ units: [SyntaxUnit], ending: String) throws {
    folder = try TemporaryFolder()
    names = units.indices.map { "\($0).\(ending)" }
    for (name, unit) in zip(names, units) {
      try Data(unit.code.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
    }
  }

  var path: String { folder.path }

  func remove() { folder.remove() }
}
