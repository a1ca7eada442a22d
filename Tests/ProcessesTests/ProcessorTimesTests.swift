import Processes
import Testing

struct ProcessorTimesTests {
  @Test func idleTimeIsThatWithoutWorkAndThatOfWaitingForDisks() throws {
    let times = try #require(ProcessorTimes("cpu  100 20 30 700 50 4 5 6 90 10"))
    #expect(times.all == 915)
    #expect(times.idle == 750)
  }

  @Test(arguments: ["", "cpu  1 2 3", "cpu0 1 2 3 4 5 6 7 8", "intr 1 2 3 4 5 6 7 8", "cpu a b c d e f g h"])
  func otherLinesAreNone(_ line: String) {
    #expect(ProcessorTimes(line)?.all == nil)
  }

  @Test(arguments: [(50, true), (49, false), (100, true), (0, false)])
  func halfOfTheTimeIsEnough(idle: Int, areIdle: Bool) throws {
    let earlier = try #require(ProcessorTimes("cpu 1000 0 0 1000 0 0 0 0 0 0"))
    let later = try #require(ProcessorTimes("cpu \(1100 - idle) 0 0 \(1000 + idle) 0 0 0 0 0 0"))
    #expect(later.areIdle(since: earlier) == areIdle)
    #expect(!earlier.areIdle(since: earlier))
  }
}
