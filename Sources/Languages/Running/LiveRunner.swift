import Foundation
import Processes

/// How a language runs blocks one at a time in one process: a reader's terminal, which keeps what it was told.
public struct LiveRunner: Sendable {
  /// The process. It reads the paths of files from the pipe `LivePipe.path`, one a line, and runs each.
  var start: @Sendable (Program, LivePipe, RunFolder) throws -> ProcessRequest
  /// Writes the file for a program of one block, and says how its end is read.
  var step: @Sendable (Program, LivePipe, _ number: Int, RunFolder) throws -> LiveStep
}

/// What a live process and this program have agreed on.
struct LivePipe: Sendable {
  /// A named pipe in the folder of the session.
  var path: String
  /// Begins the markers between outputs; see `Transcript`.
  var token: String
}

/// One block that is given to a live process.
struct LiveStep: Sendable {
  /// The file whose path the process is sent.
  var path: String
  /// The time of each of its markers.
  var timeouts: [Int: Duration]
  /// Reads how it ended, from what was printed since it was sent.
  var read: @Sendable (ProcessResult) throws -> BlockRun
}

extension RunFolder {
  /// Markers of one block lie between these of the block before and the next: a terminal session has one for each command.
  static func firstMarker(_ number: Int) -> Int { number * 10_000 }
}
