import Files
import Foundation
import Processes
import Synchronization
import Verification

extension Terminal {
  /// This terminal as a walk uses it: lines of standard input answer.
  var forWalk: WalkTerminal {
    let input = LineInput()
    return WalkTerminal(
      ask: { prompt in
        print(prompt.utf8)
        let line = await input.next()
        // What a terminal shows of the reader's Enter, a pipe does not.
        if line == nil || isatty(STDIN_FILENO) == 0 { print("\n".utf8) }
        return line
      }, print: { print($0.utf8) }, edit: { try EditorProgram().edit($0, ending: $1) }, width: Self.width,
      isColored: isColored)
  }

  /// Columns of the terminal; 80 when the output is not a terminal.
  private static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return min(Int(size.ws_col), 100)
  }
}

/// Lines of standard input, waited for so that a signal can end the wait.
private actor LineInput {
  private var rest: [UInt8] = []
  private var hasEnded = false

  /// The next line without its end; `nil` at the end of the input, and when the command is to end.
  func next() async -> String? {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: rest[..<end], as: UTF8.self)
        rest.removeSubrange(...end)
        return line.hasSuffix("\r") ? String(line.dropLast()) : line
      }
      if hasEnded || Task.isCancelled {
        defer { rest = [] }
        return rest.isEmpty || Task.isCancelled ? nil : String(decoding: rest, as: UTF8.self)
      }
      read()
      await Task.yield()
    }
  }

  /// Reads what comes within a fifth of a second.
  private func read() {
    var event = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&event, 1, 200) > 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = Foundation.read(STDIN_FILENO, &bytes, bytes.count)
    if count > 0 { rest += bytes[..<count] } else if count == 0 || errno != EINTR { hasEnded = true }
  }
}

/// The editor of the reader, as `VISUAL` or `EDITOR` names it.
private struct EditorProgram {
  private let command: String

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let named = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self).first { !$0.isEmpty }
    command = named ?? "vi"
  }

  /// Lets the reader edit code in a file. `nil` when the editor fails or the file is then empty.
  func edit(_ code: String, ending: String) throws -> String? {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.path + "/block." + ending
    try NamedFile(path: path).writeInPlace(Array(code.utf8))
    // It needs this terminal, which programs of pages never get. The variable may have options.
    guard try Self.run(["/bin/sh", "-c", command + " \"$1\"", "sh", path]) == 0 else { return nil }
    let edited = String(decoding: try NamedFile(path: path).read(), as: UTF8.self)
    return edited.allSatisfy(\.isWhitespace) ? nil : edited
  }

  private static func run(_ words: [String]) throws -> Int32 {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let error = posix_spawn(&process, words[0], nil, nil, &arguments, environ)
    if error != 0 { throw POSIXError(POSIXErrorCode(rawValue: error) ?? .ENOENT) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      if errno != EINTR { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .ECHILD) }
    }
    return status
  }
}
