import Digests
import Foundation
import Processes

/// The Swift compiler as the examples need it.
struct SwiftToolchain: Sendable {
  /// Absolute path of `swiftc`.
  var compiler: String
  var folders: CompileFolders
  var starter: ProcessStarter

  struct Module: Sendable, Hashable {
    var name: String
    /// Holds `NAME.swiftmodule` and `libNAME.a`.
    var folder: String
  }

  /// Compiles all units as one module. Units with errors are left out and the others compiled again.
  func compile(_ units: [SwiftUnit], modules: [Module], mode: CompileMode) async throws(ProcessError)
    -> CompileOutcome
  {
    var outcome = CompileOutcome()
    var seen: Set<CompilerMessage> = []
    var remaining = units
    var collided: [SwiftUnit] = []
    while !remaining.isEmpty {
      let round = try await compileOnce(remaining, modules: modules, mode: mode)
      let origins = SwiftMessageOrigins(units: remaining)
      let failing = Set(
        round.messages.filter { $0.severity == .error }.flatMap { origins.units(of: $0) })
      // Two sessions may only collide because they share a module; each is then judged alone.
      let colliding =
        remaining.count == 1
        ? []
        : failing.filter { name in
          round.messages.allSatisfy { message in
            message.severity != .error || !origins.units(of: message).contains(name)
              || Self.isCollision(message)
          }
        }
      for message in round.messages where seen.insert(message).inserted {
        // Warnings about generated lines do not concern the writer.
        if message.severity != .error, origins.isGenerated(message) { continue }
        let names = origins.units(of: message)
        if message.severity == .error, !names.isEmpty, names.isSubset(of: colliding) { continue }
        outcome.messages.append(origins.placed(message))
      }
      if round.succeeded {
        for unit in remaining { outcome.executables[unit.name] = round.executable }
        break
      }
      if failing.isEmpty {
        outcome.problem = round.rest
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
      outcome.problem = outcome.problem ?? alone.problem
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
    _ units: [SwiftUnit], modules: [Module], mode: CompileMode
  ) async throws(ProcessError) -> Round {
    let folder = folders.scratch + "/swift-" + UUID().uuidString
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
    case .typecheck: arguments = ["-typecheck"] + common(modules)
    case .analyze: arguments = ["-emit-sil", "-o", "/dev/null"] + common(modules)
    case .executable:
      arguments = ["-o", executable] + common(modules) + modules.map { $0.folder + "/lib\($0.name).a" }
    }
    arguments += ["-diagnostic-style=llvm", "-swift-version", "6"] + files
    let result = try await starter.run(request(arguments))
    var (messages, rest) = SwiftCompilerOutput.parse(result.errorText)
    messages = messages.map { Self.unshifted($0, shifts) }
    if result.timedOut { rest.append("the compiler was stopped after 15 minutes") }
    if !result.succeeded, !result.timedOut, messages.allSatisfy({ $0.severity != .error }) {
      rest.append("swiftc ended with \(result.termination)")
    }
    return Round(
      succeeded: result.succeeded, executable: executable, messages: messages,
      rest: rest.joined(separator: "\n"))
  }

  /// Clang's compiled modules hold the absolute path of their folder and cannot be used at another: a project
  /// that is moved gets new ones.
  private var clangModules: String {
    folders.cache + "/clang-modules-" + SHA256.hex(folders.cache.utf8).prefix(16)
  }

  private var environment: [String: String] {
    let inherited = ProcessInfo.processInfo.environment
    var environment = inherited.filter { ["PATH", "SDKROOT", "LD_LIBRARY_PATH"].contains($0.key) }
    environment["HOME"] = folders.scratch
    environment["TMPDIR"] = folders.scratch
    return environment
  }

  private func request(_ arguments: [String]) -> ProcessRequest {
    var request = ProcessRequest(compiler, arguments, environment: environment)
    request.timeout = .seconds(900)
    request.outputLimit = 32 << 20
    return request
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
    module: Module?, messages: [CompilerMessage], problem: String?
  ) {
    let folder = folders.cache + "/modules/\(name)-\(key.prefix(32))"
    let module = Module(name: name, folder: folder)
    if FileManager.default.fileExists(atPath: folder + "/lib\(name).a") { return (module, [], nil) }
    let building = folder + "." + UUID().uuidString
    do {
      try FileManager.default.createDirectory(atPath: building, withIntermediateDirectories: true)
    } catch {
      throw .failedToStart("swiftc", reason: "`\(folder)` cannot be made: \(error.localizedDescription)")
    }
    let result = try await starter.run(
      request(
        [
          "-emit-module", "-emit-library", "-static", "-parse-as-library", "-wmo", "-Onone", "-module-name",
          name,
          "-emit-module-path", building + "/\(name).swiftmodule", "-o", building + "/lib\(name).a",
          "-swift-version", "6", "-module-cache-path", clangModules, "-diagnostic-style=llvm",
        ] + files))
    let (messages, rest) = SwiftCompilerOutput.parse(result.errorText)
    guard result.succeeded else {
      TemporaryFolder.removeTree(at: building)
      return (nil, messages, rest.joined(separator: "\n"))
    }
    // Another verification may have made it meanwhile; then that one is as good.
    if rename(building, folder) != 0 { TemporaryFolder.removeTree(at: building) }
    return (module, messages, nil)
  }
}
