import Diagnostics
import Processes

/// `bash -n`, which reads commands and executes none, over each block in turn.
enum ShellSyntax {
  private static let chunk = 1_000

  static func findings(_ units: [SyntaxUnit], _ tools: SyntaxTools) async -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for start in stride(from: 0, to: units.count, by: chunk) {
      let result = await parseLoosely(Array(units[start..<min(start + chunk, units.count)]), tools)
      switch result {
      case .success(let found): findings += found.sorted { $0.key < $1.key }.map(\.value)
      case .failure(let error): return error.diagnostics
      }
    }
    return findings
  }

  /// Where code may be loose, `<your-branch>` is taken for a word when the block does not parse otherwise, and
  /// what a program answers with `> ` for no command.
  private static func parseLoosely(
    _ units: [SyntaxUnit], _ tools: SyntaxTools
  ) async -> Result<[Int: Diagnostic], DiagnosticError> {
    var findings: [Int: Diagnostic]
    switch await parse(units, tools) {
    case .success(let found): findings = found
    case .failure(let error): return .failure(error)
    }
    let again = findings.keys.sorted().filter { units[$0].mayElide }
    if again.isEmpty { return .success(findings) }
    let loose = again.map { units[$0].with(Elision.withoutPlaceholders(units[$0].ownCommands)) }
    guard case .success(let still) = await parse(loose, tools) else { return .success(findings) }
    for (position, unit) in again.enumerated() where still[position] == nil { findings[unit] = nil }
    return .success(findings)
  }

  private static func parse(_ units: [SyntaxUnit], _ tools: SyntaxTools) async -> Result<
    [Int: Diagnostic], DiagnosticError
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
  static func read(_ text: String, _ units: [SyntaxUnit]) -> [Int: Diagnostic] {
    var findings: [Int: Diagnostic] = [:]
    for text in text.split(separator: "\n") {
      // `3.sh: line 5: syntax error near unexpected token `)'`.
      let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0].hasSuffix(".sh"), let unit = Int(parts[0].dropLast(3)),
        units.indices.contains(unit), parts[1].hasPrefix(" line "), let line = Int(parts[1].dropFirst(6)),
        findings[unit] == nil
      else { continue }
      var message = parts[2].drop { $0 == " " }
      if message.hasPrefix("warning: ") { message = message.dropFirst("warning: ".count) }
      findings[unit] = Diagnostic(.syntaxError, String(message), at: units[unit].span(ofLine: line))
    }
    return findings
  }
}
