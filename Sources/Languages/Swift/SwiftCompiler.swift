import Processes

extension Compiler {
  /// `swiftc`, which judges each unit as if it were the only one.
  static let swift = Compiler { units, modules, mode, folders, starter throws(ProcessError) in
    guard let compiler = starter.find("swiftc", nil) else { throw .notFound("swiftc") }
    let toolchain = SwiftToolchain(compiler: compiler, folders: folders, starter: starter)
    var compiled: [SwiftToolchain.Module] = []
    var failed: [(name: String, messages: [CompilerMessage], problem: String?)] = []
    for module in modules where units.contains(where: { $0.imports(module.name) }) {
      let result = try await toolchain.module(named: module.name, files: module.files, key: module.key)
      if let made = result.module {
        compiled.append(made)
      } else {
        failed.append((module.name, result.messages.filter { $0.severity == .error }, result.problem))
      }
    }
    let compilation = SwiftCompilation(toolchain: toolchain, modules: compiled, mode: mode)
    var outcome = try await compilation.compile(units)
    outcome.failedModules = failed
    return outcome
  }
}
