import Foundation
import Processes

/// Work of compilers, as many at a time as there are processors.
enum ParallelWork {
  /// Compilers at a time.
  static var width: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// The results, in the order of the work; the first error is thrown when all has ended.
  static func results<Work: Sendable, Part: Sendable>(
    _ work: [Work], _ result: @escaping @Sendable (Work) async throws(ProcessError) -> Part
  ) async throws(ProcessError) -> [Part] {
    var results: [Int: Result<Part, ProcessError>] = [:]
    await withTaskGroup(of: (Int, Result<Part, ProcessError>).self) { group in
      var next = work.indices.makeIterator()
      func add() {
        guard let index = next.next() else { return }
        group.addTask {
          do throws(ProcessError) {
            return (index, .success(try await result(work[index])))
          } catch {
            return (index, .failure(error))
          }
        }
      }
      for _ in 0..<width { add() }
      for await (index, result) in group {
        results[index] = result
        add()
      }
    }
    var parts: [Part] = []
    for index in work.indices {
      if let result = results[index] { parts.append(try result.get()) }
    }
    return parts
  }
}
