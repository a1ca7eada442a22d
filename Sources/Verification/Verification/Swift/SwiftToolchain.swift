import Digests
import Foundation
import Processes

/// The Swift compiler as the examples need it.
struct SwiftToolchain: Sendable {
  /// Absolute path of `swiftc`.
  var compiler: String
  /// Folder for generated sources and executables of this verification.
  var scratch: String
  /// Folder that is kept between verifications, for compiled modules.
  var cache: String
  var runner = ProcessRunner()

  enum Mode: Sendable, Hashable {
    /// Syntax alone.
    case parse
    /// Types, without what only data flow shows.
    case typecheck
    /// All that the compiler diagnoses, no code.
    case analyze
    case executable
  }

  struct Module: Sendable, Hashable {
    var name: String
    /// Holds `NAME.swiftmodule` and `libNAME.a`.
    var folder: String
  }

  struct Outcome: Sendable {
    /// The program that runs each unit which compiled, by the unit's name.
    var executables: [String: String] = [:]
    /// Every message of the compiler at its source's line and column, without duplicates.
    var messages: [CompilerMessage] = []
    /// Units with errors.
    var failed: Set<String> = []
    /// What the compiler or linker said without a place, when nothing could be made.
    var trouble: String?
  }

  /// Compiles all units as one module. Units with errors are left out and the others compiled again.
  func compile(_ units: [SwiftUnit], modules: [Module], mode: Mode) async throws(ProcessError) -> Outcome {
    var outcome = Outcome()
    var seen: Set<CompilerMessage> = []
    var remaining = units
    var collided: [SwiftUnit] = []
    while !remaining.isEmpty {
      let round = try await compileOnce(remaining, modules: modules, mode: mode)
      let blame = Blame(units: remaining)
      let failing = Set(
        round.messages.filter { $0.severity == .error }.flatMap { blame.units(of: $0) })
      // Two sessions may only collide because they share a module; each is then judged alone.
      let colliding =
        remaining.count == 1
        ? []
        : failing.filter { name in
          round.messages.allSatisfy { message in
            message.severity != .error || !blame.units(of: message).contains(name)
              || Self.isCollision(message)
          }
        }
      for message in round.messages where seen.insert(message).inserted {
        // What is wrong with generated lines alone is nothing to a writer, unless nothing can be made of it.
        if message.severity != .error, blame.isGenerated(message) { continue }
        let names = blame.units(of: message)
        if message.severity == .error, !names.isEmpty, names.isSubset(of: colliding) { continue }
        outcome.messages.append(blame.placed(message))
      }
      if round.succeeded {
        for unit in remaining { outcome.executables[unit.name] = round.executable }
        break
      }
      if failing.isEmpty {
        outcome.trouble = round.rest
        outcome.failed.formUnion(remaining.map(\.name))
        break
      }
      collided += remaining.filter { colliding.contains($0.name) }
      outcome.failed.formUnion(failing.subtracting(colliding))
      remaining.removeAll { failing.contains($0.name) }
    }
    for unit in collided {
      let alone = try await compile([unit], modules: modules, mode: mode)
      outcome.executables.merge(alone.executables) { first, _ in first }
      outcome.failed.formUnion(alone.failed)
      outcome.messages += alone.messages.filter { !outcome.messages.contains($0) }
      outcome.trouble = outcome.trouble ?? alone.trouble
    }
    return outcome
  }

  private static func isCollision(_ message: CompilerMessage) -> Bool {
    [
      "invalid redeclaration of", "redundant conformance of", "ambiguous use of",
      "is ambiguous for type lookup",
    ]
    .contains { message.text.contains($0) }
  }

  private struct Round {
    var succeeded: Bool
    var executable: String
    var messages: [CompilerMessage]
    var rest: String
  }

  private func compileOnce(
    _ units: [SwiftUnit], modules: [Module], mode: Mode
  ) async throws(ProcessError) -> Round {
    let folder = scratch + "/swift-" + UUID().uuidString
    var shifts: [GeneratedSwift.LineKey: GeneratedSwift.Shift] = [:]
    var files: [String] = []
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for unit in units {
        let generated = unit.generate()
        shifts.merge(generated.shifts) { first, _ in first }
        files.append(folder + "/" + unit.fileName)
        try Data(generated.text).write(to: URL(fileURLWithPath: files[files.count - 1]))
      }
      files.append(folder + "/entry.swift")
      try Data(SwiftEntryPoint.text(units: units).utf8).write(
        to: URL(fileURLWithPath: files[files.count - 1]))
    } catch {
      throw .failedToStart(
        "swiftc", reason: "the folder `\(folder)` cannot be written: \(error.localizedDescription)")
    }
    let executable = folder + "/examples"
    var arguments: [String]
    switch mode {
    case .parse: arguments = ["-frontend", "-parse", "-parse-as-library"]
    case .typecheck: arguments = ["-typecheck"] + common(modules)
    case .analyze: arguments = ["-emit-sil", "-o", "/dev/null"] + common(modules)
    case .executable:
      arguments = ["-o", executable] + common(modules) + modules.map { $0.folder + "/lib\($0.name).a" }
    }
    arguments += ["-diagnostic-style=llvm", "-swift-version", "6"] + files
    let result = try await runner.run(
      compiler, arguments: arguments, environment: environment, timeout: .seconds(900), outputLimit: 32 << 20)
    var (messages, rest) = CompilerOutput.parse(result.errorText)
    messages = messages.map { Self.unshifted($0, shifts) }
    if result.timedOut { rest.append("the compiler was stopped after 15 minutes") }
    if !result.succeeded, !result.timedOut, messages.allSatisfy({ $0.severity != .error }) {
      rest.append("swiftc ended with \(result.termination)")
    }
    return Round(
      succeeded: result.succeeded, executable: executable, messages: messages,
      rest: rest.joined(separator: "\n"))
  }

  /// Clang's compiled modules hold the absolute path of their folder and are of no use at another: a project
  /// that is moved gets new ones.
  private var clangModules: String { cache + "/clang-modules-" + SHA256.hex(cache.utf8).prefix(16) }

  private var environment: [String: String] {
    let inherited = ProcessInfo.processInfo.environment
    return inherited.filter { ["PATH", "HOME", "TMPDIR", "SDKROOT", "LD_LIBRARY_PATH"].contains($0.key) }
  }

  private func common(_ modules: [Module]) -> [String] {
    var arguments = [
      "-wmo", "-Onone", "-Xfrontend", "-disable-llvm-verify", "-module-name", "FlowDocsExamples",
      "-parse-as-library", "-module-cache-path",
      clangModules, "-enable-upcoming-feature", "MemberImportVisibility",
    ]
    for module in modules { arguments += ["-I", module.folder] }
    return arguments
  }

  private static func unshifted(
    _ message: CompilerMessage, _ shifts: [GeneratedSwift.LineKey: GeneratedSwift.Shift]
  ) -> CompilerMessage {
    var message = message
    if let shift = shifts[.init(path: message.path, line: message.line)],
      message.column > shift.column
    {
      message.column = max(shift.column + 1, message.column - shift.width)
    }
    message.notes = message.notes.map { unshifted($0, shifts) }
    return message
  }

  /// Compiles a module that examples import, unless the cache has it.
  func module(named name: String, files: [String], key: String) async throws(ProcessError) -> (
    module: Module?, messages: [CompilerMessage], trouble: String?
  ) {
    let folder = cache + "/modules/\(name)-\(key.prefix(32))"
    let module = Module(name: name, folder: folder)
    if FileManager.default.fileExists(atPath: folder + "/lib\(name).a") { return (module, [], nil) }
    let building = folder + "." + UUID().uuidString
    do {
      try FileManager.default.createDirectory(atPath: building, withIntermediateDirectories: true)
    } catch {
      throw .failedToStart("swiftc", reason: "`\(building)` cannot be made: \(error.localizedDescription)")
    }
    let result = try await runner.run(
      compiler,
      arguments: [
        "-emit-module", "-emit-library", "-static", "-parse-as-library", "-wmo", "-Onone", "-module-name",
        name,
        "-emit-module-path", building + "/\(name).swiftmodule", "-o", building + "/lib\(name).a",
        "-swift-version", "6", "-module-cache-path", clangModules, "-diagnostic-style=llvm",
      ] + files, environment: environment, timeout: .seconds(900), outputLimit: 32 << 20)
    let (messages, rest) = CompilerOutput.parse(result.errorText)
    guard result.succeeded else {
      removeTree(building)
      return (nil, messages, rest.joined(separator: "\n"))
    }
    // Another verification may have made it meanwhile; then that one is as good.
    if rename(building, folder) != 0 { removeTree(building) }
    return (module, messages, nil)
  }
}

/// Removes a folder of our own; what cannot be removed is left to the system's cleaning of temporary files.
func removeTree(_ path: String) {
  do { try FileManager.default.removeItem(atPath: path) } catch { return }
}

/// Finds the units that a message is about.
private struct Blame {
  private var ranges: [String: [(lines: ClosedRange<Int>, unit: String)]] = [:]
  private var generated: [String: SwiftUnit] = [:]

  init(units: [SwiftUnit]) {
    for unit in units {
      generated[unit.fileName] = unit
      for piece in unit.pieces {
        let lines = piece.firstLine...(piece.firstLine + piece.code.count { $0 == UInt8(ascii: "\n") })
        ranges[piece.path, default: []].append((lines, unit.name))
      }
    }
  }

  func units(of message: CompilerMessage) -> Set<String> {
    if let unit = unit(generating: message) { return [unit.name] }
    return Set((ranges[message.path] ?? []).filter { $0.lines.contains(message.line) }.map(\.unit))
  }

  func isGenerated(_ message: CompilerMessage) -> Bool {
    unit(generating: message) != nil || message.path.hasSuffix("/entry.swift")
  }

  private func unit(generating message: CompilerMessage) -> SwiftUnit? {
    message.path.split(separator: "/").last.flatMap { generated[String($0)] }
  }

  /// A message about generated lines, such as the brace that closes a function, is about the end of the code.
  func placed(_ message: CompilerMessage) -> CompilerMessage {
    guard let piece = unit(generating: message)?.pieces.last else { return message }
    var message = message
    message.path = piece.path
    let lines = piece.code.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let last = lines.lastIndex { !$0.isEmpty } ?? 0
    message.line = piece.firstLine + last
    message.column = lines[last].count + 1
    message.notes = message.notes.map(placed)
    return message
  }
}

/// The generated file with the entry point and what the units call.
enum SwiftEntryPoint {
  static func text(units: [SwiftUnit]) -> String {
    let cases = units.map { "      case \"\($0.name)\": \($0.call)" }
    return """
      @preconcurrency import Glibc

      private let flowDocsToken = String(cString: getenv("FLOWDOCS_MARKER"))
      private let flowDocsTrace = open(getenv("FLOWDOCS_TRACE"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)

      private func flowDocsWrite(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
          let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
          if count <= 0 { return }
          bytes = bytes.dropFirst(count)
        }
      }

      func flowDocsBlock(_ block: Int) {
        fflush(nil)
        flowDocsWrite("\\u{1E}\\(flowDocsToken) \\(block)\\u{1E}", to: 1)
        flowDocsWrite("\\u{1E}\\(flowDocsToken) \\(block)\\u{1E}", to: 2)
      }

      func flowDocsLine(_ line: Int) {
        let text = String(line)
        let record = Array((text + String(repeating: " ", count: 12 - text.utf8.count)).utf8)
        _ = record.withUnsafeBytes { pwrite(flowDocsTrace, $0.baseAddress, $0.count, 0) }
      }

      @main enum FlowDocsEntry {
        @MainActor static func main() async {
          setvbuf(stdout, nil, _IOLBF, 0)
          let unit = String(cString: getenv("FLOWDOCS_UNIT"))
          _ = (flowDocsToken, flowDocsTrace)
          for name in ["FLOWDOCS_UNIT", "FLOWDOCS_MARKER", "FLOWDOCS_TRACE"] { unsetenv(name) }
          do {
            switch unit {
      \(cases.joined(separator: "\n"))
            default: break
            }
          } catch {
            fflush(nil)
            flowDocsWrite("Uncaught error: \\(error)\\n", to: 2)
            exit(1)
          }
          flowDocsBlock(-1)
        }
      }

      """
  }
}
