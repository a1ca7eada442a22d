import ArgumentParser
import Diagnostics
import Foundation
import OpenRPC

/// The contract that the service is validated against.
struct ContractOption: ParsableArguments {
  @Option(
    name: .customLong("contract"),
    help: ArgumentHelp("The OpenRPC document of the service.", valueName: "file"))
  var path = "content/api/openrpc.json"

  /// Reads the contract and the files that it refers to, which must be below the working directory.
  ///
  /// - Throws: `DiagnosticError` for an invalid contract, `ValidationError` when there is no such file.
  func contract() throws -> Contract {
    let bytes: [UInt8]
    do {
      bytes = try Array(Data(contentsOf: URL(filePath: path)))
    } catch {
      throw ValidationError("cannot read the contract `\(path)`: \(error.localizedDescription)")
    }
    let root = URL(filePath: FileManager.default.currentDirectoryPath).standardizedFileURL
    let files = ContractFiles { reference, from throws(ContractFileError) in
      let folder = root.appending(path: from).deletingLastPathComponent()
      let file = folder.appending(path: reference).standardizedFileURL.resolvingSymlinksInPath()
      let prefix = root.resolvingSymlinksInPath().path + "/"
      guard file.path.hasPrefix(prefix) else {
        throw ContractFileError(reason: "is outside the working directory")
      }
      let relative = String(file.path.dropFirst(prefix.count))
      do {
        let bytes = try Array(Data(contentsOf: file))
        return ContractFile(path: relative, source: SourceText(path: relative, bytes: bytes))
      } catch {
        throw ContractFileError(reason: "cannot be read: \(error.localizedDescription)")
      }
    }
    return try Contract.load(SourceText(path: path, bytes: bytes), at: path, files: files)
  }
}

/// Runs `body`; writes the diagnostics that it throws to standard output, one for each error, and exits with 1.
func reportingDiagnostics<Value>(_ body: () async throws -> Value) async throws -> Value {
  do {
    return try await body()
  } catch let error as DiagnosticError {
    let text = ConsoleRenderer().render(error.diagnostics)
    FileHandle.standardOutput.write(Data(text.utf8))
    throw ExitCode(1)
  }
}
