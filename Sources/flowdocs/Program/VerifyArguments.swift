import ArgumentParser
import Diagnostics

/// What happens when the sandbox of examples is incomplete.
enum SandboxMode: String, CaseIterable, ExpressibleByArgument, Sendable {
  case auto, require
}

/// `i/n`: the part with that number, counted from 1, of n parts.
struct Shard: ExpressibleByArgument, Sendable {
  var index: Int
  var count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let index = parts[0], let count = parts[1],
      (1...Report.Part.most).contains(count), (1...count).contains(index)
    else { return nil }
    self.index = index
    self.count = count
  }
}
