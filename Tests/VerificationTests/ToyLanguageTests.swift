import Checks
import Diagnostics
import Languages
import Pages
import Project
import Site
import TestSupport
import Testing
import Verification

/// A language that is known through the list of languages alone: `say WORDS` prints the words.
///
/// It stays here as the proof that a language is one value: highlighted, parsed, run and part of the cache key.
enum Toy {
  static let language = Language(
    "toy", label: "Toy", fileEnding: "toy",
    lexer: Lexer { scanner in
      while !scanner.isAtEnd {
        let start = scanner.position
        scanner.skipWord()
        if scanner.position == start {
          scanner.position += 1
        } else if scanner.position - start == 3 {
          scanner.mark(.keyword, from: start)
        }
      }
    },
    parser: SyntaxParser("toy") { units, _ in
      var findings: [Int: SyntaxFinding] = [:]
      for (index, unit) in units.enumerated() {
        let lines = unit.code.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        guard let line = lines.firstIndex(where: { !$0.hasPrefix("say ") }) else { continue }
        findings[index] = SyntaxFinding("expected `say`", at: .init(line: line + 1, column: 1, length: 3))
      }
      return .success(findings)
    },
    runner: LanguageRunner(
      id: "toy", tools: ["toy-interpreter"],
      run: { program, _ in
        var runs: [Int: BlockRun] = [:]
        for block in program.blocks {
          let lines = block.code.split(separator: "\n")
          runs[block.id] = BlockRun(
            output: lines.map { $0.dropFirst(4) + "\n" }.joined(), end: .completed)
          if let fault = lines.firstIndex(where: { !$0.hasPrefix("say ") }) {
            runs[block.id]?.end = .error(
              RunError(
                path: program.path, line: block.firstLine + fault, message: "expected `say`", exitCode: 1))
          }
        }
        return runs
      }))

  static let languages = Languages(Languages.all.list + [language])
}

@Suite struct ToyLanguageTests {
  /// One page, named so that no first page is added.
  private func site(_ page: String, policy: [String: ProofLevel] = [:]) async throws -> Site {
    try await TestProject(["index.md": page]).with { $0.project = Project(root: "/toy", policy: policy) }
      .site()
  }

  private func verify(_ page: String, version: String = "1", store: CacheStore? = nil) async throws
    -> VerificationReport
  {
    let site = try await site(page, policy: ["toy": .run])
    // The tool of the language is only asked for its version.
    let starter = ProcessStarter(
      find: { name, _ in name == "toy-interpreter" ? "/bin/toy-interpreter" : nil },
      run: { _ in
        .init(standardOutput: Array(version.utf8), standardError: [], termination: .exited(0))
      })
    let disk = ProjectDisk(stamp: { _ in version }, bytes: { _ in nil }, files: { _ in nil })
    return try await Verifier(
      site: site, languages: Toy.languages,
      effects: VerificationEffects(store: store ?? .memory(), disk: disk, starter: starter)
    ).run()
  }

  @Test func itIsHighlighted() {
    #expect(
      Highlighter.html("say \"hi\"", language: "Toy", in: Toy.languages)
        == "<span class=\"k\">say</span> \"hi\"")
  }

  @Test func itIsRunAndItsErrorsAreAtTheirLines() async throws {
    let report = try await verify(
      """
      ```toy session=a
      say one
      ```

      ```output
      one
      ```

      ```toy session=a
      say two
      shout three
      ```

      ```output
      two
      ```
      """)
    #expect(report.verdicts(of: "index.md") == ["ran", "ran", "failed", "failed"])
    #expect(
      report.lines == ["index.md:11:1 error example-failed: This example failed: expected `say`"])
  }

  @Test func itsToolIsInTheCacheKey() async throws {
    let store = CacheStore.memory()
    let page = "```toy\nsay one\n```\n"
    #expect(try await verify(page, store: store).executed == 1)
    #expect(try await verify(page, store: store).executed == 0)
    #expect(try await verify(page, version: "2", store: store).executed == 1)
    #expect(try await verify("```toy timeout=5s\nsay one\n```\n", version: "2", store: store).executed == 1)
    #expect(try await verify("```toy title=One\nsay one\n```\n", version: "2", store: store).executed == 0)
  }

  @Test func checkAndVerifyFindTheSameInIt() async throws {
    let page = "# Toy\n\n```toy parse\nsay one\nshout two\n```\n"
    let context = CheckContext(site: try await site(page), today: .now, languages: Toy.languages)
    let checked = await Checks.run(context).filter { $0.rule == .syntaxError }
    let verified = try await verify(page).diagnostics
    #expect(checked == verified)
    #expect(verified.map(\.message) == ["expected `say`"])
    #expect(verified.first?.span?.start == SourcePosition(line: 5, column: 1))
  }
}
