import Foundation
import JSON
import JSONSchema
import Processes
import Site
import TestSupport
import Testing
import Yams

/// The files of `flowdocs init --ci`: valid for their services, and each step does what it says.
struct CIFileTests {
  private func flowdocs(_ arguments: String..., in project: TestFolder) async throws -> ProcessResult {
    try await ProcessRunner().run(
      ProgramTests.program, arguments: arguments, environment: ["PATH": "/usr/bin:/bin"],
      directory: project.root, timeout: .seconds(120))
  }

  @Test func aFileIsWrittenBesideANewPortalOrAlone() async throws {
    let project = try TestFolder()
    let made = try await flowdocs("init", "--ci", "github", "--ci", "pre-commit", in: project)
    #expect(made.exitCode == 0)
    #expect(
      made.outputText.hasPrefix(
        "wrote .github/workflows/docs.yml: put the archive and its checksum into it, and make the secret FLOWDOCS_KEY: its "
          + "first lines say how\nwrote .pre-commit-config.yaml: run `pre-commit install --hook-type pre-commit "
          + "--hook-type pre-push` in each clone\nwrote site/portal.yml\n"))
    let alone = try await flowdocs("init", "--ci", "gitlab", in: project)
    #expect(alone.exitCode == 0)
    #expect(alone.outputText.split(separator: "\n").count == 1)
    #expect(project.read(".gitlab-ci.yml")?.hasPrefix("# The documentation: ") == true)
  }

  @Test func noFileIsOverwritten() async throws {
    let project = try TestFolder(["site/portal.yml": "title: T\n", ".gitlab-ci.yml": "mine: true\n"])
    let made = try await flowdocs("init", "--ci", "github", "--ci", "gitlab", in: project)
    #expect(made.exitCode == 2)
    #expect(made.errorText.contains("`.gitlab-ci.yml` already exists; nothing was written"))
    #expect(project.listing == [".gitlab-ci.yml", "site", "site/portal.yml"])
  }

  @Test func aServiceReadsItsFileAtTheRootOfTheRepository() async throws {
    let project = try TestFolder(["docs/site/portal.yml": "title: T\n"])
    try await project.git("init", "--quiet")
    let made = try await flowdocs("init", "docs", "--ci", "github", in: project)
    #expect(made.exitCode == 2)
    #expect(made.errorText.contains("a CI service reads its files at the root of a repository"))
    let unknown = try await flowdocs("init", "--ci", "jenkins", in: project)
    #expect(unknown.errorText.contains("'jenkins' is invalid"))
  }

  private static let suite = PublicSuite("ci")

  /// `on` is a boolean in YAML 1.1, and a word to GitHub.
  private func json(_ text: String) throws -> JSON {
    let value = try Yams.load(yaml: text.replacing("\non:\n", with: "\n\"on\":\n"))
    return Self.json(try #require(value))
  }

  private static func json(_ value: Any) -> JSON {
    switch value {
    case let value as Bool: .bool(value)
    case let value as Int: .number(value)
    case let value as [Any]: .array(value.map(json))
    case let value as [AnyHashable: Any]: .object(value.map { ("\($0.key)", json($0.value)) })
    default: .string("\(value)")
    }
  }

  @Test(
    .enabled(if: suite.isPresent, suite.absence),
    arguments: [
      ("github", "github-workflows.json"), ("gitlab", "gitlab-ci.json"),
      ("pre-commit", "pre-commit-config.json"),
    ])
  func filesAreValidForTheirServices(name: String, schema: String) throws {
    let bytes = try Data(contentsOf: Self.suite.folder.appending(path: schema))
    let schema = try Schema(document: JSONParser.parse(Array(bytes)))
    let text = try #require(CIFile.named(name)).text
    #expect(schema.validate(try json(text)) == [])
    let broken = name == "pre-commit" ? "repos: 3\n" : "jobs: 3\nstages: 3\n"
    #expect(schema.validate(try json(broken)) != [])
  }

  // MARK: Steps

  /// A repository of somebody, its clone as a job has it, and a release archive.
  private struct Job {
    let folder: TestFolder
    let text: String

    /// - Parameter files: of the repository.
    init(_ file: CIFile, _ files: [String: String]) async throws {
      folder = try TestFolder()
      for (path, text) in files { try folder.write("origin/" + path, text) }
      try folder.write("prefix/flowdocs/bin/flowdocs", "#!/bin/sh\nexec \(ProgramTests.program) \"$@\"\n")
      // The system packages are there already.
      try folder.write("bin/apt-get", "#!/bin/sh\n")
      text = file.text
      try await run(
        "chmod 755 prefix/flowdocs/bin/flowdocs bin/apt-get && tar -czf flowdocs.tar.gz -C prefix flowdocs")
      try await folder.git("init", "--quiet", "--initial-branch=main", in: "origin")
      try await folder.git("add", ".", in: "origin")
      try await folder.git("commit", "--quiet", "-m", "first", in: "origin")
    }

    @discardableResult
    func run(_ script: String, in place: String = "", _ variables: [String: String] = [:]) async throws
      -> ProcessResult
    {
      var environment = [
        "PATH": "\(folder.root)/home/.local/bin:\(folder.root)/bin:/usr/bin:/bin",
        "HOME": folder.root + "/home",
        "TMPDIR": NSTemporaryDirectory(), "FLOWDOCS_ARCHIVE": "file://\(folder.root)/flowdocs.tar.gz",
        "FLOWDOCS_KEY": ProgramTests.key, "GITHUB_PATH": folder.root + "/path",
        "GITHUB_STEP_SUMMARY": folder.root + "/summary.md", "GITHUB_BASE_REF": "main",
        "CONTAINER": Machine.container,
      ]
      environment.merge(variables) { $1 }
      return try await ProcessRunner().run(
        "/bin/sh", arguments: ["-ec", script], environment: environment, directory: folder.root + "/" + place,
        timeout: .seconds(300))
    }

    func clone(_ name: String) async throws {
      try await folder.git("clone", "--quiet", folder.root + "/origin", name)
    }

    /// The scripts of a job's steps, by their names.
    func step(_ name: String, of job: String) throws -> String {
      let jobs = try #require(Yams.load(yaml: text) as? [String: Any])["jobs"] as? [String: [String: Any]]
      let steps = try #require(jobs?[job]?["steps"] as? [[String: Any]])
      let run = try #require(steps.first { $0["name"] as? String == name }?["run"] as? String)
      // The archive of the test has another place.
      return run.replacing("/tmp/flowdocs.tar.gz", with: folder.root + "/fetched.tar.gz")
    }

    func checksum() async throws -> String {
      String(try await run("sha256sum flowdocs.tar.gz").outputText.prefix(64))
    }
  }

  private static let repository = [
    "site/portal.yml": "title: T\npolicy: { sh: run }\n",
    "content/index.md": "# Home\n\n```sh\necho one\n```\n\n```output\none\n```\n",
    "content/more.md": "# More\n\n```sh\necho two\n```\n",
    ".gitignore": ".flowdocs/\n_site/\n",
  ]

  @Test(.timeLimit(.minutes(5)))
  func theStepsOfTheWorkflowWorkOnAFreshClone() async throws {
    let machine = try await Job(#require(CIFile.named("github")), Self.repository)
    let wrong = try await machine.run(
      machine.step("Install", of: "verify"), ["FLOWDOCS_SHA256": String(repeating: "0", count: 64)])
    #expect(!wrong.succeeded)
    let checksum = try await machine.checksum()
    let install = try await machine.run(machine.step("Install", of: "verify"), ["FLOWDOCS_SHA256": checksum])
    #expect(install.succeeded, "\(install.errorText)")
    #expect(machine.folder.read("path") == machine.folder.root + "/home/.local/bin\n")
    for part in 1...4 {
      try await machine.clone("part-\(part)")
      let verify = try await machine.run(
        machine.step("Verify", of: "verify"), in: "part-\(part)", ["PART": "\(part)"])
      #expect(verify.succeeded, "\(verify.errorText)")
    }
    try await machine.clone("publish")
    for part in 1...4 {
      try await machine.run(
        "mkdir -p publish/.flowdocs/parts/part-\(part) && cp -R part-\(part)/report-\(part).json part-\(part)/.flowdocs "
          + "publish/.flowdocs/parts/part-\(part)")
    }
    for name in ["Merge", "Check", "Build"] {
      let step = try await machine.run(machine.step(name, of: "publish"), in: "publish")
      #expect(step.succeeded, "\(name): \(step.outputText)\(step.errorText)")
      if name == "Build" { #expect(step.errorText.contains("(0 sessions run, 2 unchanged)")) }
    }
    #expect(
      machine.folder.read("summary.md")?.hasPrefix("## FlowDocs: no findings; 2 pages, 3 blocks\n") == true)
    #expect(machine.folder.read("publish/_site/index.html")?.contains("<h1") == true)
  }

  /// A fork changes pages, settings, the job of `init`, the theme, hooks and attributes of git.
  @Test(.timeLimit(.minutes(5)))
  func aPullRequestOfAForkRunsNothing() async throws {
    let machine = try await Job(#require(CIFile.named("github")), Self.repository)
    let mark = machine.folder.root + "/attacked"
    try await machine.clone("fork")
    try machine.folder.write("fork/content/more.md", "# More\n\n```sh\ntouch \(mark)\n```\n")
    try machine.folder.write(
      "fork/site/portal.yml",
      """
      title: T
      policy: { sh: run }
      service: { command: [touch, \(mark), "{port}"], ready: port }
      checkers: [{ name: c, languages: [sh], command: [touch, \(mark)] }]

      """)
    try machine.folder.write("fork/site/ci.sh", "touch \(mark)\n")
    try machine.folder.write("fork/.gitattributes", "* filter=x diff=x\n")
    try machine.folder.write("fork/.git/hooks/post-checkout", "#!/bin/sh\ntouch \(mark)\n")
    try await machine.folder.git("config", "filter.x.smudge", "touch \(mark)", in: "fork")
    try await machine.folder.git("config", "core.fsmonitor", "touch \(mark)", in: "fork")
    let checksum = try await machine.checksum()
    let install = try await machine.run(
      machine.step("Install", of: "fork"), in: "fork", ["FLOWDOCS_SHA256": checksum])
    #expect(install.succeeded, "\(install.errorText)")
    let build = try await machine.run(machine.step("Build", of: "fork"), in: "fork", ["FLOWDOCS_KEY": ""])
    #expect(build.succeeded, "\(build.outputText)\(build.errorText)")
    #expect(build.errorText.contains("`checkers`"))
    #expect(machine.folder.read("fork/_site/index.html")?.contains("<h1") == true)
    #expect(machine.folder.read("attacked") == nil)
  }
}
