import Digests
import Files
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

  /// Files that are compiled to one program whose module is `main`.
  struct Job: Sendable {
    var files: [(name: String, text: [UInt8])]
    var modules: [Module]
    /// Whether no file is a main file with statements.
    var isLibrary = false
    /// The object file with the functions that report progress, for a program; `nil` when no code is wanted.
    var runtime: String?
  }

  /// What came of a job.
  struct Result: Sendable {
    var succeeded: Bool
    /// The program, if there is one.
    var executable: String
    var messages: [CompilerMessage]
    /// What was printed without a place.
    var rest: String
  }

  func compile(_ job: Job) async throws(ProcessError) -> Result {
    let folder = folders.scratch + "/swift-" + UUID().uuidString
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for file in job.files {
        try NamedFile(path: folder + "/" + file.name).writeInPlace(file.text)
      }
    } catch let error as NamedFile.Failure {
      throw .notPrepared(reason: "\(error)")
    } catch {
      throw .notPrepared(
        reason: "the folder `\(folder)` cannot be made: \(error.localizedDescription)")
    }
    let executable = folder + "/main"
    var arguments = [
      "-swift-version", "6", "-module-name", "main", "-module-cache-path", clangModules, "-Xfrontend",
      "-disable-llvm-verify", "-diagnostic-style=llvm",
    ]
    if job.isLibrary { arguments.append("-parse-as-library") }
    if job.files.count > 1 { arguments.append("-wmo") }
    for module in job.modules { arguments += ["-I", module.folder] }
    arguments += job.files.map(\.name)
    if let runtime = job.runtime {
      // With the lines, the runtime's report of a crash says why code trapped that prints nothing: `SwiftCrash`.
      arguments +=
        ["-gline-tables-only", runtime] + job.modules.map { $0.folder + "/lib\($0.name).a" } + [
          "-o", executable,
        ]
    } else {
      arguments += ["-emit-sil", "-o", "/dev/null"]
    }
    // Files are named relative to the folder: so does `#filePath` print them.
    var request = request(arguments)
    request.directory = folder
    let result = try await starter.run(request)
    var (messages, rest) = SwiftCompilerOutput.parse(result.errorText)
    if result.timedOut { rest.append("the compiler was stopped after 15 minutes") }
    if !result.succeeded, !result.timedOut, messages.allSatisfy({ $0.severity != .error }) {
      rest.append("swiftc ended with \(result.termination)")
    }
    messages.removeAll { $0.severity == .note || $0.severity == .remark }
    return Result(
      succeeded: result.succeeded, executable: executable, messages: messages,
      rest: rest.joined(separator: "\n"))
  }

  /// The object file of ``SwiftRuntime``, compiled unless the cache has it.
  func runtime() async throws(ProcessError) -> String {
    let built = BuiltFiles("swift-runtime-\(SHA256.hex(SwiftRuntime.source.utf8).prefix(32))", of: folders)
    let name = "runtime.o"
    let beside =
      URL(fileURLWithPath: compiler).resolvingSymlinksInPath().deletingLastPathComponent().path + "/clang"
    var problem = ""
    let isMade = try await built.made { folder throws(ProcessError) in
      let found = FileManager.default.isExecutableFile(atPath: beside) ? beside : starter.find("clang", nil)
      guard let clang = found else { throw .notFound("clang") }
      var request = request(["-x", "c", "-O1", "-fPIC", "-c", "-", "-o", folder + "/" + name])
      request.program = clang
      request.input = Array(SwiftRuntime.source.utf8)
      let result = try await starter.run(request)
      problem = result.errorText
      return result.succeeded
    }
    guard isMade else {
      throw .notPrepared(reason: "the runtime of Swift examples cannot be compiled: \(problem)")
    }
    return built.folder + "/" + name
  }

  /// Clang's compiled modules hold the absolute path of their folder and cannot be used at another: a project
  /// that is moved gets new ones.
  private var clangModules: String {
    folders.ownCache(of: "clang-modules")
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

  /// Compiles a module that examples import, unless the cache has it.
  func module(named name: String, files: [String], key: String) async throws(ProcessError) -> (
    module: Module?, messages: [CompilerMessage], problem: String?
  ) {
    let built = BuiltFiles("\(name)-\(key.prefix(32))", of: folders)
    var (messages, rest): ([CompilerMessage], [String]) = ([], [])
    let isMade = try await built.made { folder throws(ProcessError) in
      let result = try await starter.run(
        request(
          [
            "-emit-module", "-emit-library", "-static", "-parse-as-library", "-wmo", "-Onone", "-module-name",
            name,
            "-emit-module-path", folder + "/\(name).swiftmodule", "-o", folder + "/lib\(name).a",
            "-swift-version", "6", "-module-cache-path", clangModules, "-diagnostic-style=llvm",
          ] + files))
      (messages, rest) = SwiftCompilerOutput.parse(result.errorText)
      return result.succeeded
    }
    if !isMade { return (nil, messages, rest.joined(separator: "\n")) }
    return (Module(name: name, folder: built.folder), messages, nil)
  }
}
