import Digests
import Foundation
import OpenRPC
import Pages
import Processes
import Project

/// Finds out what verdicts depend on: tools, this program, the contract, folders of the project.
struct SurroundingsReader: Sendable {
  var project: Project
  /// Absolute path of the project, ending with `/`.
  var root: String
  var contract: Contract?
  var service: ExampleService?
  var runner = ProcessRunner()

  /// Only what the plan needs is looked at; versions and large hashes come from `identities` when they can.
  func read(_ plan: Plan, _ identities: inout Identities) async -> Surroundings {
    let languages = Set(plan.sessions.flatMap { $0.programs.map(\.language) })
    let usesShell = languages.contains(.sh)
    var surroundings = Surroundings(
      program: await identities.digest(of: Self.program), service: service?.identity ?? "",
      contract: contract.map { SHA256.hex($0.sources.files.flatMap(\.bytes)) } ?? "", swift: "", python: "",
      shell: "",
      linked: [:],
      modules: [:], pythonPath: "")
    if languages.contains(.swift) || usesShell {
      surroundings.swift = await version(of: "swiftc", &identities)
    }
    if languages.contains(.swift) {
      for (name, folder) in project.swiftModules {
        surroundings.modules[name] = FolderDigest.digest(root + folder)
      }
    }
    if languages.contains(.python) || usesShell {
      surroundings.python = await version(of: "python3", &identities)
      // With the whole project on the path, a word changed on a page would run every example again.
      let content = project.path(ofPage: "")
      surroundings.pythonPath = project.pythonPath.map { folder in
        let prefix = folder == "." || folder.isEmpty ? "" : folder + "/"
        return FolderDigest.digest(root + folder) { path in
          path.hasSuffix(".md") && (prefix + path).hasPrefix(content)
        }
      }.joined(separator: " ")
    }
    if usesShell { surroundings.shell = await version(of: "bash", &identities) }
    if !languages.isEmpty {
      for folder in project.linked { surroundings.linked[folder] = FolderDigest.digest(root + folder) }
    }
    return surroundings
  }

  /// The file of the running program.
  static var program: String {
    do {
      return try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    } catch {
      return CommandLine.arguments.first ?? ""
    }
  }

  func version(of name: String, _ identities: inout Identities) async -> String {
    guard let path = Executables.find(name) else { return "missing" }
    let runner = runner
    let environment = ProcessInfo.processInfo.environment.filter { $0.key == "PATH" || $0.key == "HOME" }
    return await identities.value(of: path, kind: "version") {
      do {
        let result = try await runner.run(path, arguments: ["--version"], environment: environment)
        return result.succeeded ? result.outputText + result.errorText : nil
      } catch {
        return nil
      }
    }
  }

  /// What a checker's answers depend on besides the blocks.
  func key(of checker: CheckerSettings, program: String, _ identities: inout Identities) async -> String {
    var key = KeyBuilder()
    key.add("program", program)
    key.add("name", checker.name)
    for (index, word) in checker.command.enumerated() {
      key.add("word", word)
      if index == 0, !word.contains("/") {
        key.add("version", await version(of: word, &identities))
      } else if RelativePath.normalized(word) != nil {
        key.add("file", digest(word))
      }
    }
    for path in checker.reads { key.add("reads", path + " " + digest(path)) }
    for tool in checker.tools.keys.sorted() { key.add(tool, await version(of: tool, &identities)) }
    return key.key
  }

  /// Of a file or a folder of the project; empty when there is none.
  private func digest(_ path: String) -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: root + path, isDirectory: &isFolder) else { return "" }
    if isFolder.boolValue { return FolderDigest.digest(root + path) }
    return FileManager.default.contents(atPath: root + path).map { SHA256.hex($0) } ?? ""
  }
}
