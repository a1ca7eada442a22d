import Processes

extension SyntaxParser {
  /// `swiftc -frontend -parse` over all units at once.
  static let swift = SyntaxParser("Swift", tools: ["swiftc"]) { units, tools in
    await inBatches(of: 400, smallest: 100, units) { await SwiftSyntax.parseElided($0, tools) }
  }
}

enum SwiftSyntax {
  /// Where `...` may replace omitted code, it is parsed as an element that fits its place and, when that fails, as
  /// nothing; a block is wrong when neither parses.
  fileprivate static func parseElided(
    _ units: [SyntaxUnit], _ tools: ParserTools
  ) async -> Result<[Int: SyntaxFinding], SyntaxFailure> {
    let filled = units.map { $0.mayElide ? $0.with(SwiftElision.filled($0.code)) : $0 }
    var findings: [Int: SyntaxFinding]
    switch await parse(filled, tools) {
    case .success(let found): findings = found
    case .failure(let failure): return .failure(failure)
    }
    // A fragment of a manifest, `dependencies: [ … ]`, is the argument of a call that is not shown.
    let others: [(SyntaxUnit) -> String] = [
      { SwiftElision.removed($0.code) }, { asArguments(SwiftElision.filled($0.code)) },
      { SwiftElision.completed($0.code) }, { SwiftElision.withoutBodies($0.code) },
    ]
    for other in others {
      let again = findings.keys.sorted().filter { units[$0].mayElide }
      if again.isEmpty { break }
      let changed = again.map { units[$0].with(other(units[$0])) }
      guard case .success(let still) = await parse(changed, tools) else { break }
      for (position, unit) in again.enumerated() where still[position] == nil { findings[unit] = nil }
    }
    return .success(findings)
  }

  private static func asArguments(_ code: String) -> String {
    let end = code.lastIndex { !$0.isWhitespace }
    let comma = end.map { code[$0] == "," } ?? false
    return "_ = f(\n" + (comma ? String(code[..<(end ?? code.endIndex)]) : code) + "\n)\n"
  }

  private static func parse(_ units: [SyntaxUnit], _ tools: ParserTools) async -> Result<
    [Int: SyntaxFinding], SyntaxFailure
  > {
    let folder: UnitFolder
    do throws(ProcessError) {
      folder = try UnitFolder(units, ending: "swift")
    } catch {
      return .failure(SyntaxFailure(message: "\(error)"))
    }
    defer { folder.remove() }
    let options = [
      "-frontend", "-parse", "-swift-version", "6", "-diagnostic-style", "llvm", "-no-color-diagnostics",
    ]
    return await tools.run("swiftc", options + folder.names, directory: folder.path).flatMap {
      result in
      let findings = read(result.errorText, units)
      if findings.isEmpty, !result.succeeded, !mentionsFile(result.errorText) {
        return .failure(
          SyntaxFailure(message: "`swiftc` failed", details: result.errorText))
      }
      return .success(findings)
    }
  }

  /// Only one file of several may have statements outside of functions; each block is a main file of its own.
  private static let aboutOtherFiles = [
    "expressions are not allowed at the top level", "statements are not allowed at the top level",
    "hashbang line is allowed only in the main file",
  ]

  /// Declarations that prose shows without their context: the interface of a type, one of its members.
  private static let aboutFragments: Set<String> = [
    "editor placeholder in source file", "expected '{' to start getter definition",
    "static properties may only be declared on a type", "static methods may only be declared on a type",
    "'subscript' functions may only be declared within a type",
    "initializers may only be declared within a type",
    "deinitializers may only be declared within a class, actor, or noncopyable type",
    "enum 'case' is not allowed outside of an enum",
  ]

  /// What is said of arms of a `switch` without the `switch`. Further errors are its consequences.
  private static let aboutArms: Set<String> = [
    "extraneous '.' in enum 'case' declaration", "'case' label can only appear inside a 'switch' statement",
    "'default' label can only appear inside a 'switch' statement",
  ]

  private static let aboutEmptyArm =
    "'case' label in a 'switch' must have at least one executable statement"

  /// Whether only a comment says what the arm of a `switch` does.
  private static func isComment(_ arm: Line, in unit: SyntaxUnit) -> Bool {
    let lines = unit.code.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(arm.line) else { return false }
    let text = lines[arm.line].drop { $0 == " " || $0 == "\t" }
    return text.hasPrefix("//") || text.hasPrefix("/*")
  }

  private struct Line {
    var unit: Int
    var line: Int
    var column: Int
    var severity: Substring
    var message: Substring

    /// `12.swift:3:5: error: expected expression`.
    init?(_ text: Substring) {
      let parts = text.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
      guard parts.count == 5, parts[0].hasSuffix(".swift"), let unit = Int(parts[0].dropLast(6)),
        let line = Int(parts[1]), let column = Int(parts[2])
      else { return nil }
      self.unit = unit
      self.line = line
      self.column = column
      severity = parts[3].drop { $0 == " " }
      message = parts[4].drop { $0 == " " }
    }
  }

  private static func mentionsFile(_ text: String) -> Bool {
    text.split(separator: "\n").contains { Line($0) != nil }
  }

  /// The first error of every block: those after it are mostly its consequences.
  static func read(_ text: String, _ units: [SyntaxUnit]) -> [Int: SyntaxFinding] {
    var findings: [Int: SyntaxFinding] = [:]
    var further: [Int: Int] = [:]
    var arms: Set<Int> = []
    /// The unit of the last first error: notes that follow belong to it.
    var open: Int?
    for text in text.split(separator: "\n") {
      guard let line = Line(text), units.indices.contains(line.unit) else { continue }
      let message = String(line.message)
      if line.severity == "note", let open, open == line.unit {
        findings[open]?.notes.append(
          .init(message: message, place: .init(line: line.line, column: line.column)))
      }
      guard line.severity == "error" else { continue }
      open = nil
      if aboutOtherFiles.contains(message) { continue }
      if units[line.unit].mayElide,
        aboutFragments.contains(message) || message == aboutEmptyArm && isComment(line, in: units[line.unit])
      {
        continue
      }
      if units[line.unit].mayElide, findings[line.unit] == nil, aboutArms.contains(message) {
        arms.insert(line.unit)
      }
      if arms.contains(line.unit) { continue }
      if findings[line.unit] != nil {
        further[line.unit, default: 0] += 1
      } else {
        findings[line.unit] = SyntaxFinding(
          message, at: .init(line: line.line, column: line.column))
        open = line.unit
      }
    }
    for (unit, count) in further {
      findings[unit]?.notes.append(
        .init(message: count == 1 ? "one more error follows" : "\(count) more errors follow"))
    }
    return findings
  }
}
