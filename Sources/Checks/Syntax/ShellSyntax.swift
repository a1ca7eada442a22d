import Diagnostics
import Processes

/// `bash -n`, which reads commands and executes none, over each block in turn.
enum ShellSyntax {
  private static let chunk = 1_000

  static func findings(_ units: [SyntaxUnit], _ tools: SyntaxTools) async -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for start in stride(from: 0, to: units.count, by: chunk) {
      let result = await parse(Array(units[start..<min(start + chunk, units.count)]), tools)
      switch result {
      case .success(let found): findings += found
      case .failure(let error): return error.diagnostics
      }
    }
    return findings
  }

  private static func parse(_ units: [SyntaxUnit], _ tools: SyntaxTools) async -> Result<
    [Diagnostic], DiagnosticError
  > {
    let what = SyntaxTools.amount(units.count, "shell")
    let folder: UnitFolder
    do {
      folder = try UnitFolder(units, ending: "sh")
    } catch {
      return .failure(SyntaxTools.warning("\(what) not parsed: \(error.localizedDescription)"))
    }
    defer { folder.remove() }
    let each = "for file; do \"$BASH\" --norc --noprofile -n -- \"$file\"; done; exit 0"
    let arguments = ["--norc", "--noprofile", "-c", each, "bash"] + folder.names
    return await tools.run("bash", arguments, directory: folder.path, what: what).flatMap { result in
      if !result.succeeded {
        return .failure(SyntaxTools.warning("\(what) not parsed: `bash` failed", details: result.errorText))
      }
      return .success(read(result.errorText, units))
    }
  }

  /// The first message of every block. The line after it repeats the code.
  static func read(_ text: String, _ units: [SyntaxUnit]) -> [Diagnostic] {
    var seen: Set<Int> = []
    var findings: [Diagnostic] = []
    for text in text.split(separator: "\n") {
      // `3.sh: line 5: syntax error near unexpected token `)'`.
      let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0].hasSuffix(".sh"), let unit = Int(parts[0].dropLast(3)),
        units.indices.contains(unit), parts[1].hasPrefix(" line "), let line = Int(parts[1].dropFirst(6)),
        seen.insert(unit).inserted
      else { continue }
      var message = parts[2].drop { $0 == " " }
      if message.hasPrefix("warning: ") { message = message.dropFirst("warning: ".count) }
      findings.append(Diagnostic(.syntaxError, String(message), at: units[unit].span(ofLine: line)))
    }
    return findings
  }
}
