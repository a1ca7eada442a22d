import Diagnostics
import Foundation
import OpenRPC
import Pages
import Project
import Reference
import Synchronization
import Verification

/// A small project in a temporary folder, verified as the command does it.
struct ProjectFolder {
  let root: String

  init(_ files: [String: String]) throws {
    root = NSTemporaryDirectory() + "/flowdocs-test-" + UUID().uuidString
    for (path, text) in files { try write(path, text) }
  }

  func write(_ path: String, _ text: String) throws {
    let url = URL(fileURLWithPath: root + "/" + path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: root + "/" + path)), as: UTF8.self)
  }

  func remove() throws { try FileManager.default.removeItem(atPath: root) }

  static let policy: [String: ProofLevel] = [
    "swift": .run, "python": .run, "sh": .run, "console": .run, "json": .run, "http": .run,
  ]

  /// The content is the folder itself, so that pages are `page.md`.
  func verify(
    _ options: VerificationOptions = .init(), generatesReference: Bool = false,
    change: (inout Project) -> Void = { _ in },
    progress: @escaping @Sendable (VerificationProgress) -> Void = { _ in }
  ) async throws -> VerificationReport {
    var project = Project(root: root, policy: Self.policy)
    change(&project)
    var files = FileReader.disk(root: root)
    files.printed = { $0 }
    let contract = try project.contract.map { path in
      try Contract.load(SourceText(path: path, bytes: try files.read(path)))
    }
    if generatesReference, let contract,
      let section = try ReferenceSection(contract: contract, project: project, files: files)
    {
      files = files.adding(section, to: project)
    }
    let (pages, problems) = await PageLoader.loadAll(project: project, files: files)
    var report = try await Verifier(project: project, pages: pages, contract: contract, options: options)
      .run(progress: progress)
    report.diagnostics = problems + pages.flatMap(\.diagnostics) + report.diagnostics
    for update in report.updates { try write(update.path, String(decoding: update.bytes, as: UTF8.self)) }
    return report
  }
}

extension VerificationReport {
  /// `page.md:3:7 error swift-error: message`, one line a finding.
  var lines: [String] {
    diagnostics.map { diagnostic in
      (diagnostic.span?.label ?? "-") + " \(diagnostic.severity.rawValue) \(diagnostic.rule.id): "
        + diagnostic.message
    }
  }

  func verdicts(of page: String) -> [String] {
    ledger.records.filter { $0.page == page }.map(\.verdict.rawValue)
  }
}

extension CacheStore {
  /// Keeps results as long as it lives.
  static func memory() -> CacheStore {
    let store = MemoryStore()
    return CacheStore(
      read: { path in store.entries.withLock { $0[path] } },
      write: { path, bytes in store.entries.withLock { $0[path] = bytes } })
  }
}

private final class MemoryStore: Sendable {
  let entries = Mutex<[String: [UInt8]]>([:])
}
