import Checks
import Diagnostics
import Testing

/// A page as people write them, in a folder that has never heard of FlowDocs, and what `flowdocs check` has to say about it.
struct Sample: Sendable, CustomTestStringConvertible {
  let name: String
  let page: String
  let files: [String: String]
  /// `LINE RULE`, in order.
  let findings: [String]

  var testDescription: String { name }

  /// A page with one mistake.
  static func defect(
    _ name: String, _ rule: String, line: Int, _ page: String, _ files: [String: String] = [:]
  ) -> Sample {
    Sample(name: name, page: page, files: files, findings: ["\(line) \(rule)"])
  }

  /// A page that looks like a mistake and is right.
  static func right(_ name: String, _ page: String, _ files: [String: String] = [:]) -> Sample {
    Sample(name: name, page: page, files: files, findings: [])
  }

  /// Expects exactly these findings.
  ///
  /// - Parameter parsesCode: whether Python, `bash` and `shellcheck` are started.
  func expect(parsesCode: Bool = false) async throws {
    let found = try await Tree.plain(page, files).with { $0.parsesCode = parsesCode }.diagnostics()
    expectEqual(found.map { "\($0.span?.start.line ?? 0) \($0.rule.id)" }, findings)
  }

  /// A page with one block of a language, after a heading; its code begins on line 4.
  static func block(_ language: String, _ code: String) -> String {
    "# Page\n\n```\(language)\n\(code)\n```\n"
  }
}
