import Processes
import Synchronization
import Testing

@testable import Verification

struct SessionSlotsTests {
  /// How many of six sessions of 50 ms were running at once, at most.
  private func most(usual: Int, whileIdle: Int, isIdle: Bool) async -> Int {
    let counts = Mutex((running: 0, most: 0))
    let slots = SessionSlots(usual: usual, whileIdle: whileIdle) {
      await Self.wait(.milliseconds(1))
      return isIdle
    }
    var ended: [Int] = []
    await slots.run([3, 1, 4, 0, 5, 9]) { position in
      counts.withLock {
        $0.running += 1
        $0.most = max($0.most, $0.running)
      }
      await Self.wait(.milliseconds(50))
      counts.withLock { $0.running -= 1 }
      return position * 10
    } ended: {
      ended.append($0)
      #expect($1 == $0 * 10)
    }
    #expect(ended.sorted() == [0, 1, 3, 4, 5, 9])
    return counts.withLock { $0.most }
  }

  private static func wait(_ duration: Duration) async {
    do {
      try await Task.sleep(for: duration)
    } catch {
      // Cancelled: nothing to wait for.
    }
  }

  @Test func sessionsThatComputeHaveAProcessorEach() async {
    #expect(await most(usual: 2, whileIdle: 6, isIdle: false) == 2)
  }

  @Test func moreSessionsRunWhileTheProcessorsAreIdle() async {
    #expect(await most(usual: 1, whileIdle: 4, isIdle: true) == 4)
  }

  @Test func aStatedNumberIsKept() async {
    #expect(await most(usual: 2, whileIdle: 2, isIdle: true) == 2)
  }

  /// What watches the processors for an hour ends with the last session.
  @Test func theEndIsNotWaitedFor() async {
    let slots = SessionSlots(usual: 1, whileIdle: 2) {
      await Self.wait(.seconds(3600))
      return true
    }
    var ended: [Int] = []
    await slots.run([7]) {
      $0
    } ended: { position, _ in
      ended.append(position)
    }
    #expect(ended == [7])
  }
}
