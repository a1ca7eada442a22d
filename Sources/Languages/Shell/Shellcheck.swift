import JSON
import Processes

extension SyntaxParser {
  /// `shellcheck`, which reads scripts and runs nothing of them, without settings of any folder: of its codes those that are
  /// mistakes in every style of writing. The first one of a unit is its finding, others are notes.
  public static let shellcheck = SyntaxParser("shellcheck", tools: ["shellcheck"]) { units, tools in
    await inBatches(of: 500, smallest: 50, units) { await Shellcheck.lint($0, tools) }
  }
}

private enum Shellcheck {
  /// Redirections that do not do what they say, arguments that are lost, tests that are always true, and the like. Codes
  /// about words that are not commands are left out: `sh` is also written before settings and help texts.
  /// https://www.shellcheck.net/wiki has a page for each.
  private static let codes = """
    2024,2068,2069,2070,2071,2074,2077,2078,2082,2084,2088,2092,2095,2096,2099,2101,2104,2105,\
    2107,2108,2109,2110,2114,2115,2121,2122,2142,2144,2145,2150,2152,2156,2157,2158,2159,2160,2161,2168,\
    2170,2171,2172,2173,2174,2178,2182,2183,2186,2189,2190,2191,2192,2193,2199,2200,2201,2202,2203,2204,\
    2205,2208,2209,2210,2215,2216,2217,2224,2225,2226,2232,2241,2242,2246,2251,2252,2253,2256,2257,\
    2259,2260,2261,2264,2265,2266,2267,2268,2294,2295,2296,2297,2298,2299,2300,2301,2302,2303,2304,2305,\
    2306,2307,2309,2314,2315,2318,2320,2325,2326
    """

  static func lint(
    _ units: [SyntaxUnit], _ tools: ParserTools
  ) async -> Result<[Int: SyntaxFinding], SyntaxFailure> {
    let folder: UnitFolder
    do throws(ProcessError) {
      folder = try UnitFolder(units, ending: "sh")
    } catch {
      return .failure(SyntaxFailure(message: "\(error)"))
    }
    defer { folder.remove() }
    let arguments = ["--norc", "--shell=bash", "--format=json", "--include=" + codes] + folder.names
    return await tools.run("shellcheck", arguments, directory: folder.path).flatMap { result in
      do throws(JSONSyntaxError) {
        return .success(findings(try JSONParser.parse(result.standardOutput).array ?? [], units))
      } catch {
        return .failure(SyntaxFailure(message: "`shellcheck` failed", details: result.errorText))
      }
    }
  }

  private static func findings(_ items: [JSON], _ units: [SyntaxUnit]) -> [Int: SyntaxFinding] {
    var findings: [Int: SyntaxFinding] = [:]
    for item in items {
      guard let file = item["file"]?.string, let unit = file.split(separator: ".").first.flatMap({ Int($0) }),
        let line = item["line"]?.int, let column = item["column"]?.int, let code = item["code"]?.int,
        let message = item["message"]?.string, units.indices.contains(unit),
        !ShellNotation.endsWithJSON(
          units[unit].code.split(separator: "\n", omittingEmptySubsequences: false)),
        code != 2215 || isDetachedOption(line, units[unit].code),
        code != 2088 || !isValue(line, column, units[unit].code)
      else { continue }
      let end = item["endLine"]?.int == line ? item["endColumn"]?.int ?? column + 1 : column + 1
      let place = SyntaxFinding.Place(line: line, column: column, length: max(1, end - column))
      let text = "\(withoutFullStop(message)) (SC\(code))"
      if findings[unit] == nil {
        findings[unit] = SyntaxFinding(text, at: place)
      } else {
        findings[unit]?.notes.append(.init(message: text, place: place))
      }
    }
    return findings
  }

  /// Whether a line that begins with an option continues the command before it, whose backslash is missing: it is indented,
  /// as the lines of a help text or of `ls -l` are not, or look otherwise.
  private static func isDetachedOption(_ line: Int, _ code: String) -> Bool {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    guard line >= 2, line <= lines.count, lines[line - 1].hasPrefix(" "), lines[line - 2].contains(" ") else {
      return false
    }
    let option = lines[line - 1].drop { $0 == " " }.prefix { $0 != " " && $0 != "=" }
    let name = option.drop { $0 == "-" }
    return (option.hasPrefix("--") ? name.count > 1 : name.count == 1)
      && name.utf8.allSatisfy { $0.isLetter || $0 == UInt8(ascii: "-") }
  }

  /// Whether a text is the value of a variable: the program that reads it may know `~` itself.
  private static func isValue(_ line: Int, _ column: Int, _ code: String) -> Bool {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    guard line >= 1, line <= lines.count else { return false }
    return lines[line - 1].prefix(column - 1).last == "="
  }

  private static func withoutFullStop(_ message: String) -> Substring {
    message.hasSuffix(".") ? message.dropLast() : message[...]
  }
}
