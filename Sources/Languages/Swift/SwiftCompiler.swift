import Processes

extension Compiler {
  /// `swiftc` over all units as one module.
  static let swift = Compiler { units, modules, mode, folders, starter throws(ProcessError) in
    guard let compiler = starter.find("swiftc", nil) else { throw .notFound("swiftc") }
    let toolchain = SwiftToolchain(compiler: compiler, folders: folders, starter: starter)
    var compiled: [SwiftToolchain.Module] = []
    var failed: [(name: String, messages: [CompilerMessage], problem: String?)] = []
    for module in modules {
      let wanted = Array("import \(module.name)".utf8)
      guard units.contains(where: { $0.pieces.contains { $0.code.firstRange(of: wanted) != nil } }) else {
        continue
      }
      let result = try await toolchain.module(named: module.name, files: module.files, key: module.key)
      if let made = result.module {
        compiled.append(made)
      } else {
        failed.append((module.name, result.messages.filter { $0.severity == .error }, result.problem))
      }
    }
    var outcome = try await toolchain.compile(units.map(SwiftUnit.init), modules: compiled, mode: mode)
    outcome.failedModules = failed
    return outcome
  }
}
