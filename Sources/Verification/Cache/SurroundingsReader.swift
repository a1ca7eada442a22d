import Digests
import Foundation
import OpenRPC
import Pages
import Processes

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
      surroundings.pythonPath = project.pythonPath.map { FolderDigest.digest(root + $0) }.joined(
        separator: " ")
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

  private func version(of name: String, _ identities: inout Identities) async -> String {
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
}
