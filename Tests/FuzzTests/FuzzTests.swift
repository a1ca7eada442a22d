import FuzzTargets
import Testing

/// The targets of `make fuzz` in the same inputs every time, so that what was found once is not found again.
struct FuzzTests {
  /// Mutations of the seeds of each target; together they take less than a minute.
  private static let mutations = 300

  @Test(arguments: FuzzTarget.all.map(\.name))
  func noInputBreaksAPromise(name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    let seeds = try target.seeds
    #expect(seeds.count >= 3)
    for seed in seeds { #expect(target.problem(seed) == nil) }
    var mutations = Mutations(of: seeds, seed: 1)
    for number in 0..<Self.mutations {
      let input = mutations.next()
      #expect(
        target.problem(input) == nil,
        "mutation \(number): \(String(decoding: input, as: UTF8.self).debugDescription)")
    }
  }
}
