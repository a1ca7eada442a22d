import Files
import Languages
import Processes
import Project
import Site
import Synchronization

/// Notes what the results of a run depend on: the files that it reads, and the programs that it starts.
final class RunTrace: Sendable {
  private struct Started {
    var names: Set<String> = []
    var isRepeatable = true
  }

  let inputs = InputTrace()
  private let started = Mutex(Started())

  func files(_ files: FileReader) -> FileReader { files.traced(by: inputs) }

  /// The names of the programs that were looked for or started; `nil` when one of them ended in a way that says nothing
  /// about the next time, such as by a time limit.
  var programs: Set<String>? { started.withLock { $0.isRepeatable ? $0.names : nil } }

  /// Starts parsers as usual, and notes their names.
  var starter: ProcessStarter {
    ProcessStarter(
      find: { program, searchPath in
        self.started.withLock { _ = $0.names.insert(program) }
        return ProcessStarter.direct.find(program, searchPath)
      },
      run: { request throws(ProcessError) in
        self.started.withLock { _ = $0.names.insert(request.program) }
        do throws(ProcessError) {
          let result = try await ProcessStarter.direct.run(request)
          if result.timedOut { self.started.withLock { $0.isRepeatable = false } }
          return result
        } catch {
          if case .notFound = error { throw error }
          self.started.withLock { $0.isRepeatable = false }
          throw error
        }
      })
  }
}
