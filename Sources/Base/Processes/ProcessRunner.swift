import Foundation

/// Starts one program, waits for it within limits, and leaves nothing of it behind.
///
/// The program gets exactly the environment that is given, a session (and so a process group) of its own and
/// no terminal. When it ends, is timed out or is cancelled, every process that it started is killed, also those
/// that left its group or session, cleared their environment or go on forking; see `keeper.c`.
public struct ProcessRunner: Sendable {
  public init() {}

  /// Runs a program to its end.
  ///
  /// - Parameters:
  ///   - executable: An absolute path, or a name that is looked up on the `PATH` of `environment` (or of this
  ///     process, when `environment` has none).
  ///   - environment: All variables of the program; nothing is inherited.
  ///   - directory: The working directory; that of this process when `nil`.
  ///   - input: Standard input; empty is an immediate end of file.
  ///   - timeout: After this time the program is killed and the result says so.
  ///   - renewal: Receives standard output piece by piece; a duration that it returns is the time that the program has
  ///     from then on. So the parts of a program can have times of their own.
  ///   - onError: Receives standard error piece by piece, also of a program that is cancelled later.
  ///   - outputLimit: How many bytes of standard output and of standard error, each, are returned. Further output is
  ///     read and dropped, and the result says so.
  ///   - sandbox: The sandbox of the program; `nil` for programs that are trusted as this one is.
  public func run(
    _ executable: String, arguments: [String] = [], environment: [String: String] = [:],
    directory: String? = nil, input: [UInt8] = [], timeout: Duration = .seconds(30),
    outputLimit: Int = 1 << 20, sandbox: SandboxPolicy? = nil,
    renewal: (@Sendable ([UInt8]) -> Duration?)? = nil,
    onError: (@Sendable ([UInt8]) -> Void)? = nil
  ) async throws(ProcessError) -> ProcessResult {
    guard let path = Executables.find(executable, path: environment["PATH"]) else {
      throw .notFound(executable)
    }
    if let directory, !Executables.isDirectory(directory) { throw .noDirectory(directory) }
    let current = FileManager.default.currentDirectoryPath
    let request = LaunchRequest(
      program: path.hasPrefix("/") ? path : current + "/" + path, arguments: arguments,
      variables: environment.map { "\($0)=\($1)" }.sorted(), directory: directory ?? current, policy: sandbox)
    let run = try ProcessRun(
      name: executable, request: request, input: input, timeout: timeout, outputLimit: outputLimit,
      renewal: renewal, onError: onError)
    // A thread of its own: a run waits for the kernel, and the threads of Swift's pool are as few as processors.
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        Thread.detachNewThread { continuation.resume(returning: run.finish()) }
      }
    } onCancel: {
      run.cancel()
    }
    return try result.get()
  }
}
