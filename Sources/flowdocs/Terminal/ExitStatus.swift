import ArgumentParser

/// How a command ends.
enum ExitStatus: Int32 {
  case clean = 0
  case findings = 1
  case misuse = 2

  var code: ExitCode { ExitCode(rawValue) }
}
