import Digests
import Foundation
import Languages
import OpenRPC
import Pages
import Processes
import Project

/// Finds out what verdicts depend on: tools, this program, the contract, folders of the project.
struct CacheInputsReader: Sendable {
  var project: Project
  /// Absolute path of the project, ending with `/`.
  var root: String
  var languages: Languages
  var disk: ProjectDisk
  var starter: ProcessStarter

  /// Only what the plan needs is looked at; versions and large hashes come from `stamps` when they can.
  func read(
    _ plan: Plan, contract: Contract?, service: String, _ stamps: inout FileStamps
  ) async -> CacheInputs {
    var inputs = CacheInputs(program: await stamps.digest(of: Self.program), service: service)
    let programs = plan.sessions.flatMap(\.programs)
    for (key, input) in project.cacheInputs {
      // Only code can name a linked folder.
      if case .linked = input, programs.isEmpty { continue }
      inputs.settings.append((key, input, await digest(input, contract, &stamps)))
    }
    let used = programs.compactMap(\.language.runner)
    if programs.isEmpty { return inputs }
    var processes: Set<String> = []
    let runners = used.contains { $0.startsOthers } ? languages.list.compactMap(\.runner) + used : used
    for runner in runners where processes.insert(runner.id).inserted {
      for tool in runner.tools where inputs.tools[tool] == nil {
        inputs.tools[tool] = await version(of: tool, &stamps)
      }
      for folder in runner.reads(ProjectSources(project)) {
        inputs.folders.append((runner.id, folder, digest(folder)))
      }
    }
    return inputs
  }

  /// The contents of what a setting names; empty for a setting that names nothing.
  private func digest(
    _ input: CacheInput, _ contract: Contract?, _ stamps: inout FileStamps
  ) async -> String {
    switch input {
    case .contract: contract.map { SHA256.hex($0.sources.files.flatMap(\.bytes)) } ?? ""
    case .linked(let path), .file(let path): disk.digest(root + path)
    case .executable(let path): await stamps.digest(of: root + path)
    case .program(let name): await version(of: name, &stamps)
    case .text, .module, .searchPath: ""
    }
  }

  /// With the whole project on a search path, a word changed on a page would run every example again.
  private func digest(_ folder: ProjectFolder) -> String {
    let content = project.path(ofPage: "")
    let prefix = folder.path == "." || folder.path.isEmpty ? "" : folder.path + "/"
    return disk.digest(root + folder.path) { path in
      PageName.isPage(path) && (prefix + path).hasPrefix(content)
    }
  }

  /// The file of the running program.
  static var program: String {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    } catch {
      return CommandLine.arguments.first ?? ""
    }
  }

  private func version(of name: String, _ stamps: inout FileStamps) async -> String {
    guard let path = starter.find(name, nil) else { return "missing" }
    let environment = ProcessInfo.processInfo.environment.filter { $0.key == "PATH" || $0.key == "HOME" }
    return await stamps.value(of: path, kind: "version") {
      do {
        let result = try await starter.run(ProcessRequest(path, ["--version"], environment: environment))
        return result.succeeded ? result.outputText + result.errorText : nil
      } catch {
        return nil
      }
    }
  }

  /// What a checker's answers depend on besides the blocks.
  func key(of checker: CheckerSettings, program: String, _ stamps: inout FileStamps) async -> String {
    var key = CacheKey()
    key.add("program", program)
    for (name, input) in checker.cacheInputs {
      key.add(name, input.text + " " + (await digest(input, nil, &stamps)))
    }
    return key.text
  }
}

extension ProjectSources {
  /// What examples can import, taken from the inputs of their cache keys, so that nothing else is importable.
  init(_ project: Project) {
    self.init(root: project.root)
    for (_, input) in project.cacheInputs {
      switch input {
      case .module(let name, let folder): modules[name] = folder
      case .searchPath(let folder): searchPath.append(folder)
      case .text, .program, .executable, .file, .linked, .contract: break
      }
    }
  }
}
