import Files
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

  /// The findings in the units, by their positions, or why none of them was parsed.
  public func parse(
    _ units: [SyntaxUnit], _ tools: ParserTools
  ) async -> Result<[Int: SyntaxFinding], SyntaxFailure> {
    if units.isEmpty { return .success([:]) }
    let amount = units.count == 1 ? "1 \(name) block was" : "\(units.count) \(name) blocks were"
    return await parseUnits(units, tools).mapError { $0.about(amount) }
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

  /// Parses units with one process for each processor at a time, and for at most `size` units, because a command line has
  /// a limit.
  ///
  /// - Parameter smallest: the number of units for which a further process is worth its start.
  static func inBatches(
    of size: Int, smallest: Int, _ units: [SyntaxUnit],
    _ parse: @escaping @Sendable ([SyntaxUnit]) async -> Result<[Int: SyntaxFinding], SyntaxFailure>
  ) async -> Result<[Int: SyntaxFinding], SyntaxFailure> {
    let processors = ProcessInfo.processInfo.activeProcessorCount
    let size = min(size, max(smallest, (units.count + processors - 1) / processors))
    var findings: [Int: SyntaxFinding] = [:]
    return await withTaskGroup(of: (Int, Result<[Int: SyntaxFinding], SyntaxFailure>).self) { group in
      for (number, start) in stride(from: 0, to: units.count, by: size).enumerated() {
        if number >= processors, let failure = await collect(group.next(), &findings) {
          group.cancelAll()
          return .failure(failure)
        }
        let batch = Array(units[start..<min(start + size, units.count)])
        group.addTask { (start, await parse(batch)) }
      }
      while let result = await group.next() {
        if let failure = collect(result, &findings) {
          group.cancelAll()
          return .failure(failure)
        }
      }
      return .success(findings)
    }
  }

  private static func collect(
    _ result: (start: Int, Result<[Int: SyntaxFinding], SyntaxFailure>)?,
    _ findings: inout [Int: SyntaxFinding]
  ) -> SyntaxFailure? {
    switch result {
    case (let start, .success(let found))?:
      for (index, finding) in found { findings[start + index] = finding }
      return nil
    case (_, .failure(let failure))?: return failure
    case nil: return nil
    }
  }
}

/// How programs that parse are started: with only the environment variables that are needed to find them and to print
/// English.
public struct ParserTools: Sendable {
  public let searchPath: String
  public let starter: ProcessStarter
  private let versions = ToolVersions()

  /// - Parameter searchPath: The folders in which programs are looked up; `PATH` of this process when `nil`.
  public init(searchPath: String? = nil, starter: ProcessStarter = .direct) {
    self.searchPath =
      searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    self.starter = starter
  }

  /// The program's result, or why it could not be run.
  public func run(
    _ program: String, _ arguments: [String], input: [UInt8] = [], directory: String? = nil
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
          SyntaxFailure(message: "`\(program)` did not finish within 120 s"))
      }
      return .success(result)
    } catch {
      if case .notFound = error {
        return .failure(SyntaxFailure(message: "`\(program)` is not installed"))
      }
      return .failure(SyntaxFailure(message: "\(error)"))
    }
  }

  /// The version that a program prints; `nil` without one. Each program is asked once.
  func version(of program: String) async -> String? {
    await versions.version(of: program) {
      guard case .success(let result) = await run(program, ["--version"]), result.succeeded else {
        return nil
      }
      return result.outputText + result.errorText
    }
  }

  /// Tells whether a program is still the one that an earlier run has started: where it is, its size and its times. A
  /// wrapper script of a version manager stays the same when the program after it changes, so it is asked for its version.
  public func state(of program: String) async -> String {
    guard let path = starter.find(program, searchPath) else { return "missing" }
    let state = path + " " + FileStamp.text(ofFile: path)
    return Self.isScript(path) ? state + " " + (await version(of: program) ?? "no version") : state
  }

  private static func isScript(_ path: String) -> Bool {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    do {
      return try FileBytes.read(file, size: 2).elementsEqual("#!".utf8)
    } catch {
      return false
    }
  }
}

/// The versions that programs have said, for checks that ask the same programs.
private actor ToolVersions {
  private var known: [String: Task<String?, Never>] = [:]

  func version(of program: String, _ ask: @escaping @Sendable () async -> String?) async -> String? {
    if let task = known[program] { return await task.value }
    let task = Task { await ask() }
    known[program] = task
    return await task.value
  }
}

/// A folder for the time of one parse, with one file a unit: `0.swift`, `1.swift` …
struct UnitFolder {
  private let folder: TemporaryFolder
  let names: [String]

  init(_ units: [SyntaxUnit], ending: String) throws(ProcessError) {
    folder = try TemporaryFolder()
    names = units.indices.map { "\($0).\(ending)" }
    for (name, unit) in zip(names, units) {
      do throws(NamedFile.Failure) {
        try NamedFile(path: folder.path + "/" + name).writeInPlace(Array(unit.code.utf8))
      } catch {
        throw .notPrepared(reason: "\(error)")
      }
    }
  }

  var path: String { folder.path }

  func remove() { folder.remove() }
}
