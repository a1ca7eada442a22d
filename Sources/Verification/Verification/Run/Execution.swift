import Diagnostics
import Foundation
import Pages
import Processes
import Project

/// Compiles and runs the sessions that are not in the cache.
struct Execution: Sendable {
  var project: Project
  var root: String
  var cache: String
  var pages: [Page]
  var service: ExampleService?
  var parallelism: Int
  var surroundings: Surroundings

  /// - Parameter missing: Positions of the sessions in the plan.
  func run(
    _ plan: Plan, _ missing: [Int], progress: @escaping @Sendable (VerificationProgress) -> Void
  ) async throws -> (results: [Int: SessionResult], general: [Diagnostic]) {
    // Without symbolic links, so that examples which print it can be recognised.
    let temporary = URL(fileURLWithPath: NSTemporaryDirectory()).resolvingSymlinksInPath().path
    let scratch = (temporary == "/" ? "" : temporary) + "/flowdocs-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    defer { removeTree(scratch) }
    let pagePaths = pages.map { root + project.path(ofPage: $0.path) }
    let work = SwiftWork(plan: plan, sessions: missing, pagePaths: pagePaths, root: root)
    var general: [Diagnostic] = []
    var verdicts = SwiftVerdicts()
    if !work.isEmpty {
      let sessions = work.runs.count + work.compiles.count
      if sessions > 0 { progress(.compiling(sessions: sessions)) }
      verdicts = await compile(work, scratch, pagePaths)
      general += verdicts.general
    }
    let python = Executables.find("python3")
    let shell = Executables.find("bash")
    try await parse(plan, missing, scratch, python, shell, &verdicts, &general)
    let runner = SessionRunner(
      project: project, root: root, scratch: scratch, service: service, python: python, shell: shell,
      swift: verdicts, work: work)
    var results: [Int: SessionResult] = [:]
    var told = 0
    var next = missing.makeIterator()
    await withTaskGroup(of: (Int, SessionResult).self) { group in
      func add() {
        guard let index = next.next() else { return }
        let session = plan.sessions[index]
        let page = pages[session.page]
        let path = pagePaths[session.page]
        group.addTask { (index, await runner.run(session, index: index, on: page, pagePath: path)) }
      }
      for _ in 0..<parallelism { add() }
      for await (index, result) in group {
        results[index] = result
        // In the order of the pages, whichever ended first: the same run tells the same.
        while told < missing.count, results[missing[told]] != nil {
          let session = plan.sessions[missing[told]]
          told += 1
          progress(.ran(page: pages[session.page].path, session: session.name, done: told, of: missing.count))
        }
        add()
      }
    }
    return (results, general)
  }

  private func compile(_ work: SwiftWork, _ scratch: String, _ pagePaths: [String]) async -> SwiftVerdicts {
    do throws(ProcessError) {
      guard let compiler = Executables.find("swiftc") else { throw .notFound("swiftc") }
      let modules = project.swiftModules.sorted { $0.key < $1.key }.map { name, folder in
        let path = root + folder
        let files = FolderDigest.files(in: path).filter { $0.hasSuffix(".swift") }.map { path + "/" + $0 }
        return (name: name, files: files, key: (surroundings.modules[name] ?? "") + surroundings.swift)
      }
      let stage = SwiftStage(
        toolchain: SwiftToolchain(compiler: compiler, scratch: scratch, cache: cache),
        findings: SwiftFindings(pages: pages, pagePaths: pagePaths, root: root),
        modules: modules.map { ($0.name, $0.files, KeyBuilder.key(of: $0.key)) })
      return try await stage.run(work)
    } catch {
      var verdicts = SwiftVerdicts()
      verdicts.general = [
        Diagnostic(.environmentBroken, "the Swift examples cannot be verified: \(error)")
      ]
      verdicts.failedUnits = Set((Array(work.runs.values) + Array(work.compiles.values)).map(\.name))
      return verdicts
    }
  }

  private func parse(
    _ plan: Plan, _ missing: [Int], _ scratch: String, _ python: String?, _ shell: String?,
    _ verdicts: inout SwiftVerdicts, _ general: inout [Diagnostic]
  ) async throws {
    var examples: [Example] = []
    for index in missing {
      for program in plan.sessions[index].programs where program.language != .swift {
        examples += program.examples.filter { $0.level == .parse || $0.level == .compile }
      }
    }
    guard !examples.isEmpty else { return }
    guard let python, let shell else {
      let missing = python == nil ? "python3" : "bash"
      general.append(
        Diagnostic(.environmentBroken, "examples cannot be parsed: \(ProcessError.notFound(missing))"))
      return
    }
    let stage = SyntaxStage(pages: pages, python: python, shell: shell)
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
    let outcomes = try await stage.run(
      examples, scratch: scratch, environment: ["PATH": path, "HOME": scratch, "LANG": "C.UTF-8"])
    verdicts.settled.merge(outcomes) { _, new in new }
  }
}

extension KeyBuilder {
  static func key(of text: String) -> String {
    var builder = KeyBuilder()
    builder.add("text", text)
    return builder.key
  }
}
