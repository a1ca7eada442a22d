import Pages
import Site
import Testing

struct ContentCacheTests {
  private let key = ContentCache.Key("drawing", "graph TD".utf8)

  @Test func aResultIsMadeOnce() throws {
    let first = ContentCache(program: "1")
    #expect(first.value(key) { Array("svg".utf8) } == Array("svg".utf8))
    let packed: [UInt8] = try #require(first.packed())
    let second = ContentCache(packed, program: "1")
    #expect(second.value(key) { Array("made again".utf8) } == Array("svg".utf8))
    #expect(second.packed() == nil, "nothing is new")
  }

  @Test func anotherProgramOrDamageMakesItAnew() throws {
    let first = ContentCache(program: "1")
    _ = first.value(key) { Array("svg".utf8) }
    var bytes = try #require(first.packed())
    let other = ContentCache(bytes, program: "2")
    #expect(other.value(key) { [7] } == [7])
    #expect(!other.isDamaged)
    bytes[bytes.count - 1] ^= 1
    let damaged = ContentCache(bytes, program: "1")
    #expect(damaged.value(key) { [7] } == [7])
    #expect(damaged.isDamaged)
    #expect(!ContentCache(damaged.packed(), program: "1").isDamaged)
  }

  /// What a failing disk or another program has left: cut, zeroed, empty, of another type or purpose.
  @Test func whatNoVersionHasWrittenIsDamaged() throws {
    let first = ContentCache(program: "1")
    _ = first.value(key) { Array("svg".utf8) }
    let bytes = try #require(first.packed())
    let left: [[UInt8]] = [
      [], Array(bytes.prefix(5)), Array(bytes.prefix(20)), Array(bytes.prefix(bytes.count / 2)),
      Array(repeating: 0, count: bytes.count), Array("[1, 2]".utf8),
      Array("flowdocs build 3 ".utf8) + bytes.dropFirst(17), Array(bytes.reversed()),
    ]
    for bytes in left {
      let cache = ContentCache(bytes, program: "1")
      #expect(cache.isDamaged && cache.value(key) { [7] } == [7], "\(bytes.prefix(20))")
    }
    #expect(!ContentCache(nil, program: "1").isDamaged)
  }

  @Test func whatABuildDoesNotUseIsForgotten() throws {
    let first = ContentCache(program: "1")
    _ = first.value(key) { [1] }
    _ = first.value(.init("drawing", "pie".utf8)) { [2] }
    let packedFirst: [UInt8] = try #require(first.packed())
    let second = ContentCache(packedFirst, program: "1")
    _ = second.value(key) { [] }
    let packedSecond: [UInt8] = try #require(second.packed())
    let third = ContentCache(packedSecond, program: "1")
    #expect(third.value(.init("drawing", "pie".utf8)) { [3] } == [3])
  }

  @Test func nothingIsKeptOfWhatCannotBeMade() {
    let cache = ContentCache()
    #expect(cache.value(key) { nil } == nil)
    #expect(cache.packed() == nil)
  }
}
