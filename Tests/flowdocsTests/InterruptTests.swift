import ArgumentParser
import Foundation
import Testing

@testable import flowdocs

struct InterruptTests {
  /// A signal that nobody listens for would end this process.
  @Test func aSignalInTheFirstMomentOfTheWorkCancelsIt() async throws {
    await #expect(throws: ExitCode(128 + SIGTERM)) {
      try await Interrupt.cancelling {
        kill(getpid(), SIGTERM)
        try await Task.sleep(for: .seconds(60))
      }
    }
  }
}
