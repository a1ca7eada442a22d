import Foundation
import Languages
import Site

/// Cached results of parsers for units of code, each by everything that it depends on: the parser, the versions of its
/// programs, and the unit. So a program is started only for code that has changed.
public struct SyntaxCache: Sendable {
  private let cache: ContentCache

  public init(_ cache: ContentCache) { self.cache = cache }

  /// The findings in the units, by their positions.
  func parse(
    _ units: [SyntaxUnit], _ parser: SyntaxParser, _ tools: ParserTools
  ) async -> Result<[Int: SyntaxFinding], SyntaxFailure> {
    guard let identity = await parser.identity(tools) else { return await parser.parse(units, tools) }
    let keys = units.map { Self.key(of: $0, identity) }
    var findings: [Int: SyntaxFinding] = [:]
    var missing: [Int] = []
    for (index, key) in keys.enumerated() {
      if let answer = cache[key].flatMap(Answer.init) {
        findings[index] = answer.finding
      } else {
        missing.append(index)
      }
    }
    switch await parser.parse(missing.map { units[$0] }, tools) {
    case .success(let found):
      for (position, index) in missing.enumerated() {
        findings[index] = found[position]
        cache[keys[index]] = Answer(finding: found[position]).bytes
      }
      return .success(findings)
    case .failure(let failure): return .failure(failure)
    }
  }

  private static func key(of unit: SyntaxUnit, _ identity: String) -> ContentCache.Key {
    var content: [UInt8] = []
    for part in [identity, unit.mayElide ? "may elide" : "", unit.code, unit.shown, "\(unit.prompts)"]
      + unit.refused.map({ "\($0.line) " + $0.code })
    {
      content += "\(part.utf8.count) ".utf8
      content += part.utf8
    }
    return ContentCache.Key("syntax", content)
  }

  /// The stored result of a parser for one unit.
  private struct Answer: Codable {
    /// `nil` when nothing is wrong.
    var finding: SyntaxFinding?

    init(finding: SyntaxFinding?) { self.finding = finding }

    /// `nil` for bytes that cannot be decoded, so that the unit is parsed again.
    init?(_ bytes: [UInt8]) {
      if bytes.isEmpty { return }
      do {
        self = try JSONDecoder().decode(Answer.self, from: Data(bytes))
      } catch {
        return nil
      }
    }

    /// Empty when nothing is wrong; `nil` when it cannot be written, so that the unit is parsed again.
    var bytes: [UInt8]? {
      if finding == nil { return [] }
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      do {
        return Array(try encoder.encode(self))
      } catch {
        return nil
      }
    }
  }
}
