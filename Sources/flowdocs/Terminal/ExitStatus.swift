import ArgumentParser

/// How a command ends.
enum ExitStatus: Int32 {
  case clean = 0
  case findings = 1
  case misuse = 2
  /// 128 and the number of SIGINT, as shells have it.
  case interrupted = 130

  var code: ExitCode { ExitCode(rawValue) }
}
