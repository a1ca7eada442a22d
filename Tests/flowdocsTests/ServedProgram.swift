import Foundation
import TestSupport

/// `flowdocs serve` as a process of its own.
struct ServedProgram {
  let process = Process()
  /// What it printed until it served the portal, or everything when it ended before.
  private(set) var messages = ""

  init(_ project: TestFolder, _ arguments: [String] = []) throws {
    process.executableURL = URL(fileURLWithPath: ProgramTests.program)
    process.arguments = ["serve", "--port", "0"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: project.root)
    let errors = Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    while !messages.contains("press Ctrl-C") {
      let bytes = errors.fileHandleForReading.availableData
      if bytes.isEmpty { break }
      messages += String(decoding: bytes, as: UTF8.self)
    }
  }

  /// `http://127.0.0.1:4000/`; `nil` when it does not serve.
  var address: String? {
    messages.firstMatch(of: /serving on (http:\/\/127\.0\.0\.1:\d+\/)/).map { String($0.1) }
  }

  /// Sends a signal and waits for the end.
  ///
  /// - Returns: whether it ended in order, with exit code 0.
  @discardableResult
  func end(_ signal: Int32 = SIGTERM) -> Bool {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationReason == .exit && process.terminationStatus == 0
  }
}
