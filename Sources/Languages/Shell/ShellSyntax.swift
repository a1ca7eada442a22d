import Diagnostics
import Processes

extension SyntaxParser {
  /// `bash -n`, which reads commands and executes none, over each unit in turn.
  static let shell = SyntaxParser("shell", tools: ["bash"]) { units, tools in
    await inBatches(of: 1_000, smallest: 20, units) { await ShellSyntax.parseLoosely($0, tools) }
  }
}

private enum ShellSyntax {
  /// In loose code, `<your-branch>` is read as a word when the block does not parse otherwise.
  static func parseLoosely(
    _ units: [SyntaxUnit], _ tools: ParserTools
  ) async -> Result<[Int: SyntaxFinding], SyntaxFailure> {
    var findings: [Int: SyntaxFinding]
    switch await parse(units, tools) {
    case .success(let found): findings = found
    case .failure(let error): return .failure(error)
    }
    let again = findings.keys.sorted().filter { units[$0].mayElide }
    if again.isEmpty { return .success(findings) }
    let loose = again.map { units[$0].with(withoutPlaceholders(units[$0].code)) }
    guard case .success(let still) = await parse(loose, tools) else { return .success(findings) }
    for (position, unit) in again.enumerated()
    where still[position].map({ showsOutput(units[unit].code, $0) }) ?? true { findings[unit] = nil }
    return .success(findings)
  }

  /// Whether a block shows what a program prints: a line begins with a sign that no command begins with, such as `✓`, or
  /// with the number of a line of code, it has prompts, or the first line or the one that does not parse is not a command.
  private static func showsOutput(_ code: String, _ finding: SyntaxFinding) -> Bool {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    let first = lines.lazy.map { $0.drop { $0 == " " } }.first { !$0.isEmpty && $0.first != "#" }
    if first.map(isOutput) ?? false || lines.contains(where: ShellNotation.hasPrompt) { return true }
    if finding.message.contains("unexpected end of file"), ShellNotation.endsWithJSON(lines) { return true }
    if finding.message.contains("unexpected token"), lines.indices.contains(finding.place.line - 1) {
      let line = lines[finding.place.line - 1].drop { $0 == " " }
      if isOutput(line) || ShellNotation.endsWithJSON(lines) || ShellNotation.isMeant(line)
        || ShellNotation.listsOptions(lines)
        || first.map(ShellNotation.isMessage) ?? false
      {
        return true
      }
    }
    return lines.contains { line in
      let text = line.drop { $0 == " " || $0 == ">" }
      guard let first = text.unicodeScalars.first else { return false }
      if first.value >= 0x80 { return !first.properties.isAlphabetic }
      // The edge of a table.
      if ["+-", "+=", "|--"].contains(where: text.hasPrefix) { return true }
      return text.drop { $0.isNumber }.first == "|" && first.properties.numericType != nil
    }
  }

  /// Whether a line is output or code of another language: it begins with a capitalized word that is not a variable
  /// (`Duration 8 s`), a call (`expect(a)`), dots, or a sign of a list. What has an option, a file or a text in quotation marks after it is a
  /// command: `Rscript -e '1'`.
  private static func isOutput(_ line: Substring) -> Bool {
    let word = line.prefix { $0 != " " }
    if word.allSatisfy({ $0 == "." }) { return word.count > 2 }
    // A list, or a question of a program.
    if word == "-" || word == "?" || word == "*" { return true }
    // A time, or a number.
    if word.first?.isNumber == true, word.allSatisfy({ $0.isNumber || ":.,".contains($0) }) { return true }
    if let open = word.firstIndex(of: "("), open > word.startIndex,
      word[word.index(after: open)...].first.map({ $0.isLetter || $0 == "\"" }) == true
    {
      return word[..<open].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
    }
    guard word.first?.isUppercase == true, word.allSatisfy({ $0.isLetter || $0.isNumber }) else {
      return false
    }
    return !isArgument(line.dropFirst(word.count).drop { $0 == " " }.prefix { $0 != " " })
  }

  /// `-e`, `--version`, `'text'`, `./plot.R`, `$NAME`, but not `8.75s`.
  private static func isArgument(_ word: Substring) -> Bool {
    guard let first = word.first else { return false }
    if first == "-" { return word.count > 1 && word.dropFirst().first != " " }
    if "'\"$".contains(first) || word.contains("/") { return true }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { $0.first?.isLetter == true }
  }

  private static func parse(_ units: [SyntaxUnit], _ tools: ParserTools) async -> Result<
    [Int: SyntaxFinding], SyntaxFailure
  > {
    let folder: UnitFolder
    do throws(ProcessError) {
      folder = try UnitFolder(units, ending: "sh")
    } catch {
      return .failure(SyntaxFailure(message: "\(error)"))
    }
    defer { folder.remove() }
    let each = "for file; do \"$BASH\" --norc --noprofile -n -- \"$file\"; done; exit 0"
    let arguments = ["--norc", "--noprofile", "-c", each, "bash"] + folder.names
    return await tools.run("bash", arguments, directory: folder.path).flatMap { result in
      if !result.succeeded {
        return .failure(
          SyntaxFailure(message: "`bash` failed", details: result.errorText))
      }
      return .success(read(result.errorText, units))
    }
  }

  /// The first message of every block. The line after it repeats the code.
  static func read(_ text: String, _ units: [SyntaxUnit]) -> [Int: SyntaxFinding] {
    var findings: [Int: SyntaxFinding] = [:]
    for text in text.split(separator: "\n") {
      // `3.sh: line 5: syntax error near unexpected token `)'`.
      let parts = text.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0].hasSuffix(".sh"), let unit = Int(parts[0].dropLast(3)),
        units.indices.contains(unit), parts[1].hasPrefix(" line "), let line = Int(parts[1].dropFirst(6)),
        findings[unit] == nil
      else { continue }
      var message = parts[2].drop { $0 == " " }
      if message.hasPrefix("warning: ") { message = message.dropFirst("warning: ".count) }
      findings[unit] = SyntaxFinding(String(message), at: .init(line: line))
    }
    return findings
  }

  /// `<your-branch>`, `<<branch>>`, `<branch(es)>` and `<lint|check>` in commands become a word of the same length.
  private static func withoutPlaceholders(_ code: String) -> String {
    var bytes = Array(code.utf8)
    var at = 0
    while let open = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
      at = open + 1
      let isSecond = open > 0 && bytes[open - 1] == UInt8(ascii: "<")
      // `<< name >>`
      if isSecond, at < bytes.count, bytes[at] == 0x20 { at += 1 }
      guard at < bytes.count, isWord(bytes[at]),
        let close = bytes[at...].firstIndex(where: { !isWord($0) && !" -./:|()".utf8.contains($0) }),
        bytes[close] == UInt8(ascii: ">")
      else { continue }
      let isDouble = isSecond && close + 1 < bytes.count && bytes[close + 1] == UInt8(ascii: ">")
      if !isDouble, bytes[open + 1] == 0x20 { continue }
      let range = isDouble ? (open - 1)...(close + 1) : open...close
      for index in range { bytes[index] = UInt8(ascii: "_") }
      at = range.upperBound + 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte.isAlphanumeric
  }
}
