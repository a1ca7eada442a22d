import Checks
import Languages
import Pages
import Site
import Synchronization
import TestSupport
import Testing

/// Code that was parsed before is not parsed again.
struct SyntaxCacheTests {
  /// What a parser was given, in the order of the pages.
  private final class Parsed: Sendable {
    let codes = Mutex<[String]>([])

    /// A language whose code is wrong when it begins with `bad`.
    func languages(version: String = "1") -> Languages {
      let parser = SyntaxParser("toy " + version) { units, _ in
        self.codes.withLock { $0 += units.map(\.code) }
        let wrong = units.indices.filter { units[$0].code.hasPrefix("bad") }
        return .success(
          Dictionary(
            uniqueKeysWithValues: wrong.map { index in
              (
                index,
                SyntaxFinding(
                  "no", at: .init(line: 1, column: 1, length: 3), notes: [.init(message: "see")])
              )
            }))
      }
      return Languages.all.adding(Language("toy", label: "Toy", fileEnding: "toy", parser: parser))
    }
  }

  /// The lines of the findings, and what was parsed for them.
  private func check(_ page: String, _ cache: ContentCache, version: String = "1")
    async throws -> (findings: [Int?], parsed: [String])
  {
    let tree = ["site/portal.yml": "policy: {toy: parse}\n", "content/index.md": page]
    let parsed = Parsed()
    let site = try await Site.open(
      root: "/project", files: .memory(tree),
      parts: SiteParts(languages: parsed.languages(version: version)), caches: SiteCaches(syntax: cache))
    let context = CheckContext(site: site, today: .now)
    let findings = await Checks.run(context).filter { $0.rule == .syntaxError }
    #expect(findings.allSatisfy { $0.message == "no" && $0.notes.map(\.message) == ["see"] })
    return (findings.map { $0.span?.start.line }, parsed.codes.withLock { $0 })
  }

  private static let page = "# A\n\n```toy\ngood\n```\n\n```toy\nbad\n```\n"

  @Test func onlyCodeThatHasChangedIsParsed() async throws {
    let first = ContentCache()
    var (findings, parsed) = try await check(Self.page, first)
    #expect(findings == [8])
    #expect(parsed == ["good\n", "bad\n"])

    let second = ContentCache(first.packed())
    (findings, parsed) = try await check("Moved.\n\n" + Self.page, second)
    #expect(findings == [10], "a finding moves with its block")
    #expect(parsed == [])
    #expect(second.packed() == nil)

    (findings, parsed) = try await check(Self.page.replacing("good", with: "better"), second)
    #expect(findings == [8])
    #expect(parsed == ["better\n"])
  }

  @Test func anotherParserParsesAgain() async throws {
    let cache = ContentCache()
    _ = try await check(Self.page, cache)
    #expect(try await check(Self.page, cache, version: "2").parsed == ["good\n", "bad\n"])
  }

  @Test func findingsOfTheRealParsersAreTheSameFromTheCache() async throws {
    let page = """
      ```swift
      let x: Int {
      ```

      ```python
      def f(:
      ```

      ```console
      $ echo "one
      ```
      """
    let first = ContentCache()
    func check(_ cache: ContentCache, searchPath: String? = nil) async throws -> [String] {
      let site = try await Site.open(
        root: "/project", files: .memory(["index.md": page]), caches: SiteCaches(syntax: cache))
      let context = CheckContext(site: site, today: .now, searchPath: searchPath)
      return await Checks.run(context).map { "\($0.span?.label ?? "") \($0.message) \($0.notes)" }
    }
    let parsed = try await check(first)
    #expect(parsed.count == 3)
    #expect(try await check(ContentCache(first.packed())) == parsed)
    // Without the programs nothing is known of their versions, so that nothing is taken from the cache.
    let missing = try await check(ContentCache(first.packed()), searchPath: "/nowhere")
    #expect(missing.count == 3)
    #expect(missing.allSatisfy { $0.contains("is not installed") })
  }

  @Test func aRunOverPartOfTheProjectForgetsNothing() async throws {
    let first = ContentCache()
    _ = try await check(Self.page, first)
    let second = ContentCache(first.packed())
    _ = try await check("# A\n\n```toy\nother\n```\n", second)
    let third = ContentCache(second.packed(isWhole: false))
    #expect(try await check(Self.page, third).parsed == [])
    let whole = ContentCache(second.packed())
    #expect(try await check(Self.page, whole).parsed == ["good\n", "bad\n"])
  }
}
