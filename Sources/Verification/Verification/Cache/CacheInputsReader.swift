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
  /// Whether programs and packages are looked at, too; see `CacheInput.isOfMachine`.
  var readsMachine = true

  /// Only what the plan needs is looked at; versions and large hashes come from `stamps` when they can.
  ///
  /// - Parameter machine: hash of what examples can read besides the project.
  func read(
    _ plan: Plan, contract: Contract?, service: String, machine: String, unavailable: Set<SandboxPart>,
    _ stamps: inout FileStamps
  ) async -> CacheInputs {
    var inputs = CacheInputs(program: await RunningProgram.digest(&stamps, disk), service: service)
    inputs.machine = machine
    inputs.unavailable = Self.text(unavailable)
    let programs = plan.sessions.flatMap(\.programs)
    for (key, input) in project.cacheInputs(languages) {
      // Only code can name a linked folder.
      switch input {
      case .linked where programs.isEmpty, .linkedRead where programs.isEmpty: continue
      default: break
      }
      inputs.settings.append((key, input, await digest(input, contract, &stamps)))
    }
    for service in project.services
    where plan.sessions.contains(where: { $0.services.contains(service.name) }) {
      for (key, input) in service.declaration.cacheInputs {
        inputs.services[service.name, default: []].append(
          (key, input, await digest(input, contract, &stamps)))
      }
    }
    let used = programs.compactMap(\.language.runner)
    if programs.isEmpty {
      inputs.findReads(of: plan)
      return inputs
    }
    for tool in Set(used.flatMap(\.tools)) { inputs.tools[tool] = await version(of: tool, &stamps) }
    var processes: Set<String> = []
    let runners = used.contains { $0.startsOthers } ? languages.list.compactMap(\.runner) + used : used
    for runner in runners where processes.insert(runner.id).inserted {
      for folder in runner.reads(ProjectSources(project, languages)) {
        inputs.folders.append((runner.id, folder, digest(folder)))
      }
    }
    for path in Set(plan.sessions.flatMap(\.filePaths)) {
      inputs.programFolders[path] = folder(ofFile: path)
    }
    inputs.findReads(of: plan)
    return inputs
  }

  /// The contents of what a setting names; empty for a setting that names nothing.
  private func digest(
    _ input: CacheInput, _ contract: Contract?, _ stamps: inout FileStamps
  ) async -> String {
    if input.isOfMachine, !readsMachine { return "" }
    return switch input {
    case .contract: contract.map { SHA256.hex($0.sources.files.flatMap(\.bytes)) } ?? ""
    case .linked(let path), .linkedRead(let path), .file(let path): disk.digest(root + path)
    case .packages(let path): stamps.digest(ofPackages: root + path)
    case .executable(let path): await stamps.digest(of: path.hasPrefix("/") ? path : root + path)
    case .program(let name): await version(of: name, &stamps)
    case .text, .imported: ""
    }
  }

  private static func text(_ parts: Set<SandboxPart>) -> String {
    parts.map(\.rawValue).sorted().joined(separator: " ")
  }

  /// A program that is run in place has its folder with it; beside one at the root of the project are only the files
  /// there, not the whole project, and not what links there lead to.
  private func folder(ofFile file: String) -> [(path: String, digest: String)] {
    let folder = (file as NSString).deletingLastPathComponent
    if !folder.isEmpty { return [(folder, disk.digest(root + folder))] }
    let files = (disk.entries(root) ?? []).filter { !$0.contains("/") }
    return files.compactMap { name in
      disk.traits(root + name).target == nil || name == file ? (name, disk.digest(root + name)) : nil
    }
  }

  /// The pages inside of a folder are not among what is imported from it, and cannot be read: with the whole project on a
  /// search path, a word changed on a page would run every example again. Where the project is its own content, pages
  /// can be read like any file beside the modules, and count.
  private func digest(_ folder: ProjectFolder) -> String {
    let content = project.path(ofPage: "")
    let prefix = folder.path == "." || folder.path.isEmpty ? "" : folder.path + "/"
    guard content != prefix, content.hasPrefix(prefix) else { return disk.digest(root + folder.path) }
    return disk.digest(root + folder.path) { (prefix + $0).hasPrefix(content) }
  }

  /// Asked in a folder without files, because some programs do what files of the working directory say.
  private func version(of name: String, _ stamps: inout FileStamps) async -> String {
    guard let path = starter.find(name, nil) else { return "missing" }
    if Toolchains.isChooser(path) { return "" }
    let environment = ProcessInfo.processInfo.environment.filter { $0.key == "PATH" || $0.key == "HOME" }
    return await stamps.value(of: path, kind: "version") {
      do {
        var request = ProcessRequest(path, ["--version"], environment: environment)
        request.directory = "/"
        let result = try await starter.run(request)
        return result.succeeded ? result.outputText + result.errorText : nil
      } catch {
        return nil
      }
    }
  }

  /// What a checker's answers depend on besides the blocks.
  func key(of checker: CheckerSettings, _ inputs: CacheInputs, _ stamps: inout FileStamps) async -> String {
    var key = CacheKey()
    key.add("program", inputs.program)
    key.add("machine", inputs.machine)
    key.add("sandbox", inputs.unavailable)
    for (name, input) in checker.cacheInputs {
      key.add(name, input.text + " " + (await digest(input, nil, &stamps)))
    }
    return key.text
  }
}

extension ProjectSources {
  /// What examples can import, taken from the inputs of their cache keys, so that nothing else is importable.
  init(_ project: Project, _ languages: Languages) {
    self.init(root: project.root)
    for (_, input) in project.cacheInputs(languages) {
      if case .imported(let folder, let language) = input { imports[language, default: []].append(folder) }
    }
  }

  /// The modules that are compiled for examples, by their names.
  var modules: [(name: String, path: String)] {
    imports.values.joined().compactMap { folder in folder.module.map { ($0, folder.path) } }
      .sorted { $0.name < $1.name }
  }
}
