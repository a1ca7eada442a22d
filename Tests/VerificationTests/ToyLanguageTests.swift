import Checks
import Diagnostics
import Languages
import Ledger
import Pages
import Portal
import Project
import Site
import TestSupport
import Testing
import Verification

/// Languages that are known through the list of languages alone: `say WORDS` prints the words, a transcript shows what
/// it printed, and a sketch is a Mermaid diagram.
///
/// They stay here as the proof that a language is one value: named, highlighted, parsed, run, required to be proven,
/// drawn, shown to readers, and part of the cache key.
enum Toy {
  static let language = Language(
    "toy", aliases: ["toys"], label: "Toy language", fileEnding: "toy",
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
      }),
    // A client says the names of the methods that it calls.
    clientReader: ClientReader { sources, _, _ in
      .success(
        ClientModel(
          calls: sources.map { source in
            ClientCall(
              method: String(source.text.dropFirst(4).dropLast()), span: source.span(ofLine: 1), params: [],
              statesAllParams: true, answer: nil, comment: "")
          }))
    },
    imports: ImportSetting("toyPath", .folders, "Folders of toys.", sample: "toyPath: [toys]"),
    samples: LanguageSamples(
      tab: "Toy", plain: { "say \($0.method ?? "")\n" },
      client: { client, files in
        guard let folder = client.imports.first?.path, let path = files.files(folder, ".toy").first,
          let text = files.text(path)
        else { return nil }
        return SampleClient(source: .file(path)) { request in
          text.contains(request.method ?? "") ? "say \(client.module) \(client.make)\n" : nil
        }
      }))

  static let transcript = Language(
    "toy-session", label: "Toy session", prompts: Prompts(first: "? ", further: "", isRequired: true),
    runner: language.runner)

  static let sketch = Language("sketch", label: "Sketch", form: .diagram)

  static let languages = Languages.ofSites.adding(language).adding(transcript).adding(sketch)
}

struct ToyLanguageTests {
  /// One page, named so that no first page is added.
  private func site(_ page: String, policy: [String: ProofLevel] = [:]) async throws -> Site {
    try await TestProject(["index.md": page]).with {
      $0.project = Project(root: "/toy", policy: policy)
      $0.languages = Toy.languages
    }.site()
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
    let disk = ProjectDisk(stamp: { _ in version }, bytes: { _ in nil }, entries: { _ in nil })
    return try await Verifier(
      site: site,
      effects: VerificationEffects(
        store: store ?? .memory(), disk: disk, machine: { _ in MachineState() }, starter: starter)
    ).run()
  }

  private func html(_ site: Site, _ ledger: Ledger? = nil) async throws -> String {
    let files = try await PortalBuilder(site: site, ledger: ledger).prepare().outputFiles()
    return try #require(files.first { $0.path == "index.html" }).text
  }

  @Test func itIsShownByItsLabelUnderEachOfItsNames() async throws {
    let site = try await site("# T\n\n```toy\nsay 1\n```\n\n```TOYS\nsay 2\n```\n")
    #expect(site.pages[0].blocks.map(\.language) == ["toy", "toy"])
    let page = try await html(site)
    let label = "<span class=\"code-language\">Toy language</span>"
    #expect(page.split(separator: label, omittingEmptySubsequences: false).count == 3)
    #expect(page.contains("<span class=\"k\">say</span> 2"))
  }

  @Test func settingsNameItByItsAlias() async throws {
    let settings = "policy: { Toys: run }\ncheckers: [{ name: a, languages: [toys], command: [true] }]\n"
    let site = try await TestProject(["content/index.md": "# T\n", "site/portal.yml": settings])
      .with { $0.languages = Toy.languages }.site()
    #expect(site.project.policy == ["toy": .run])
    #expect(site.project.checkers.first?.languages == ["toy"])
  }

  /// Folders to import from, clients, and samples of requests.
  private static let settings = [
    "content/index.md": "# T\n", "toys/bank.toy": "say bank.pay\n",
    "site/portal.yml": """
    contract: api.json
    toyPath: [toys]
    clients: [{ language: toy, path: toys }]
    reference: { folder: api, toy: { module: bank, make: open } }
    """,
    "api.json": """
    {"openrpc": "1.3.2", "info": {"title": "Bank", "version": "1"}, "methods": [
      {"name": "bank.pay", "params": [], "result": {"name": "paid", "schema": true},
       "examples": [{"name": "One", "params": [], "result": {"name": "paid", "value": 1}}]},
      {"name": "bank.open", "params": [], "result": {"name": "open", "schema": true},
       "examples": [{"name": "One", "params": [], "result": {"name": "open", "value": 1}}]}]}
    """,
  ]

  @Test func itHasSettingsOfItsOwn() async throws {
    let site = try await TestProject(Self.settings).with { $0.languages = Toy.languages }.site()
    #expect(site.project.imports == ["toy": [ImportedFolder(path: "toys")]])
    #expect(site.project.reference.clients["toy"]?.module == "bank")
    #expect(
      site.project.cacheInputs(Toy.languages).filter { $0.key == "toyPath" }.map(\.input) == [
        .imported(ImportedFolder(path: "toys"), language: "toy")
      ])
    let findings = await Checks.run(CheckContext(site: site, today: .now)).filter {
      $0.rule == .clientMismatch
    }
    #expect(findings.map(\.message) == ["The client does not call `bank.open`"])
    let known = ProjectSetting.all(Toy.languages)
    #expect(known.contains { $0.key == "toyPath" })
    #expect(known.first { $0.key == "reference" }?.inner.contains { $0.key == "toy" } == true)
    #expect(
      known.first { $0.key == "clients" }?.inner.first?.takes == "`python`, `swift` or `toy`")
    let untrusted = site.project.taking(rightsOf: nil, languages: Toy.languages)
    #expect(untrusted.project.imports.isEmpty)
    #expect(untrusted.ignored.contains("toyPath"))
  }

  @Test func withoutItItsSettingsAreUnknown() async throws {
    let error = await #expect(throws: DiagnosticError.self) { try await TestProject(Self.settings).site() }
    #expect(
      error?.diagnostics.map(\.message) == [
        "Unknown key `toyPath`", "`language` must be `python` or `swift`, not `toy`", "Unknown key `toy`",
      ])
  }

  @Test func theReferenceHasSamplesInIt() async throws {
    let site = try await TestProject(Self.settings).with { $0.languages = Toy.languages }.site()
    func samples(_ page: String) -> [String] {
      site.page(page)?.blocks.filter { $0.language == "toy" }.map(\.code) ?? []
    }
    #expect(samples("api/methods/bank.pay.md") == ["say bank open\n"])
    // The client has no function for this method.
    #expect(samples("api/methods/bank.open.md") == ["say bank.open\n"])
    #expect(
      try #require(site.page("api/methods/bank.pay.md")).source.text.contains(
        "Toy imports [bank.toy](../../../toys/bank.toy)."))
  }

  /// A transcript is run by the toy language, whose policy is its own.
  @Test func itsPolicyRequiresProofOfWhatItRuns() async throws {
    let page = "```toys\nsay 1\n```\n\n```toy-session\n? say 1\n1\n```\n\n```toy compile\nsay 1\n```\n"
    let site = try await site(page, policy: ["toy": .run])
    #expect(
      ProofCheck.findings(site, nil, CurrentKeys()).map(\.message) == [
        "This block must be proven (`run`), but it has not been verified",
        "This block must be proven (`run`), but it has not been verified",
        "This block must be proven (`parse`), but it has not been verified",
      ])
    let other = try await self.site(page)
    #expect(
      ProofCheck.findings(other, nil, CurrentKeys()).map(\.message) == [
        "This block must be proven (`parse`), but it has not been verified"
      ])
  }

  /// A transcript shows its output itself; other code has it below.
  @Test func aTranscriptHoldsItsOutput() async throws {
    let site = try await site("```toy-session\n? say 1\n1\n```\n\n```toy\nsay 2\n```\n")
    let records = site.pages[0].blocks.map { block in
      Ledger.Record(
        page: "index.md", block: block.index, code: block.fingerprint, key: "", verdict: .ran,
        output: "printed\n")
    }
    let page = try await html(site, Ledger(records: records))
    #expect(page.split(separator: "<samp>printed", omittingEmptySubsequences: false).count == 2)
  }

  @Test func aLanguageOfDiagramsIsDrawnAndChecked() async throws {
    let page = try await html(try await site("# T\n\n```sketch\nflowchart LR\n  A --> B\n```\n"))
    #expect(page.contains("<svg"))
    let wrong = try await site("# T\n\n```sketch\nflowchrt LR\n  A --> B\n```\n")
    let findings = await Checks.run(CheckContext(site: wrong, today: .now))
    #expect(findings.map(\.message) == ["Unknown kind of diagram `flowchrt`. Did you mean `flowchart`?"])
    #expect(try await verify("```sketch\nflowchart LR\n```\n").verdicts(of: "index.md") == ["parsed"])
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
      report.lines == ["index.md:11:1 error syntax-error: expected `say`"])
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
    let context = CheckContext(site: try await site(page), today: .now)
    let checked = await Checks.run(context).filter { $0.rule == .syntaxError }
    let verified = try await verify(page).diagnostics
    #expect(checked == verified)
    #expect(verified.map(\.message) == ["expected `say`"])
    #expect(verified.first?.span?.start == SourcePosition(line: 5, column: 1))
  }
}
