import Diagnostics
import Foundation
import Languages
import Pages
import Project
import Site
import Synchronization
import TestSupport
import Testing
import Verification

/// A small project in a folder of the disk, verified as the command does it.
struct ProjectFolder {
  let folder: TestFolder

  var root: String { folder.root }

  init(_ files: [String: String]) throws { folder = try TestFolder(files) }

  func write(_ path: String, _ text: String) throws { try folder.write(path, text) }

  /// Removes a file or folder.
  func remove(_ path: String) throws { try FileManager.default.removeItem(atPath: root + "/" + path) }

  func text(_ path: String) throws -> String { try #require(folder.read(path)) }

  static let policy: [String: ProofLevel] = [
    "swift": .run, "python": .run, "sh": .run, "console": .run, "json": .run, "http": .run,
  ]

  /// The content is the folder itself, so that pages are `page.md`.
  func site(generatesReference: Bool = false, change: (inout Project) -> Void = { _ in }) async throws -> Site
  {
    var project = Project(root: root, policy: Self.policy)
    project.reference.isGenerated = generatesReference
    change(&project)
    return try await TestProject([:]).with { $0.project = project }.site(in: folder)
  }

  func verify(
    _ options: VerificationOptions = .init(), generatesReference: Bool = false,
    starter: ProcessStarter = .direct, change: (inout Project) -> Void = { _ in },
    progress: @escaping @Sendable (VerificationProgress) -> Void = { _ in }
  ) async throws -> VerificationReport {
    let site = try await site(generatesReference: generatesReference, change: change)
    // To look at all toolchains takes half a second, and they do not change during a test.
    let effects = VerificationEffects(machine: { _ in MachineState() }, starter: starter)
    var report = try await Verifier(site: site, options: options, effects: effects).run(progress: progress)
    report.diagnostics = site.pages.flatMap(\.diagnostics) + report.diagnostics
    for update in report.updates { try write(update.path, String(decoding: update.bytes, as: UTF8.self)) }
    return report
  }
}

extension VerificationReport {
  /// `page.md:3:7 error compile-error: message`, one line a finding, by place.
  var lines: [String] {
    diagnostics.sortedByPlace().map { diagnostic in
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
