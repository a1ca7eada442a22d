import Files
import Processes

/// Units that are compiled as one module because their diagnostics and output are the same as when each is compiled alone.
struct SwiftBatch: Sendable {
  var units: [SwiftBatchUnit]

  /// Fewer than these are as fast alone.
  private static let minimumSize = 4
  /// More than these take more memory than a small machine has.
  private static let maximumSize = 120

  /// The batches of what can be batched: one for each list of imports, or several of equal size, so that as many
  /// compilers as there are processors have the same work.
  static func batches(of units: [CompileUnit], width: Int) -> [SwiftBatch] {
    let groups = Dictionary(grouping: units.compactMap(SwiftBatchUnit.init), by: \.imports)
    return groups.sorted { $0.key < $1.key }.flatMap { _, units -> [SwiftBatch] in
      if units.count < minimumSize { return [] }
      let count = max(
        (units.count + maximumSize - 1) / maximumSize, min(width, units.count / (2 * minimumSize)), 1)
      return (0..<count).map { part in
        SwiftBatch(
          units: Array(units[(part * units.count / count)..<((part + 1) * units.count / count)]))
      }
    }
  }

  /// Compiles the units about which the compiler says nothing; the others have no result.
  func compile(_ toolchain: SwiftToolchain, _ runtime: String?) async throws(ProcessError)
    -> SwiftCompilation.Part
  {
    guard let silent = try await silent(toolchain) else { return SwiftCompilation.Part() }
    guard let runtime else { return SwiftCompilation.Part(judged: silent.map(\.name)) }
    let result = try await toolchain.compile(
      job(silent, runtime) { $0.file(as: SwiftMainFile.name, marked: true) })
    return result.succeeded ? try part(silent, result.executable) : SwiftCompilation.Part()
  }

  /// The units about which the compiler says nothing; `nil` when it cannot be found out.
  private func silent(_ toolchain: SwiftToolchain) async throws(ProcessError) -> [SwiftBatchUnit]? {
    var remaining = units
    // Errors of types hide errors of data flow, which a second round shows.
    for _ in 0..<3 where !remaining.isEmpty {
      let result = try await toolchain.compile(
        job(remaining, nil) { $0.file(as: $0.fileName, marked: false) })
      if result.succeeded, result.messages.isEmpty { return remaining }
      let about = Set(result.messages.map(\.path))
      let others = remaining.filter { !about.contains($0.fileName) }
      if others.count == remaining.count { return nil }
      remaining = others
    }
    return nil
  }

  private func job(
    _ units: [SwiftBatchUnit], _ runtime: String?, text: (SwiftBatchUnit) -> [UInt8]
  ) -> SwiftToolchain.Job {
    var files = units.map { (name: $0.fileName, text: text($0)) }
    files.append(("entry.swift", Array(SwiftBatchUnit.entryPoint(units).utf8)))
    return SwiftToolchain.Job(files: files, modules: [], isLibrary: true, runtime: runtime)
  }

  private func part(
    _ units: [SwiftBatchUnit], _ executable: String
  ) throws(ProcessError) -> SwiftCompilation.Part {
    let names = units.map(\.name)
    do throws(NamedFile.Failure) {
      let file = NamedFile(path: executable)
      guard let renamed = SwiftTypeNames.withoutPrivateContexts(try file.read()) else {
        return SwiftCompilation.Part()
      }
      try file.writeInPlace(renamed)
    } catch {
      throw .notPrepared(reason: "\(error)")
    }
    return SwiftCompilation.Part(
      judged: names, executables: Dictionary(names.map { ($0, executable) }) { first, _ in first })
  }
}
