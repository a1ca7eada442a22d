/// How much better than its group each trajectory was.
enum Advantage {
  /// The rewards as z-scores of the group, with the population's variance: (R − μ)/σ.
  ///
  /// A group of one and a group of equals teach nothing: all zeros.
  static func normalized(_ rewards: [Double]) -> [Double] {
    let mean = rewards.mean
    let deviation = rewards.populationVariance.squareRoot()
    // Equal rewards can differ from their computed mean by the last bit.
    guard rewards.count > 1, deviation > 1e-12 else { return rewards.map { _ in 0 } }
    return rewards.map { ($0 - mean) / deviation }
  }
}

/// The policy-gradient loss of one iteration: positive advantages only, each term clipped to ±1.
struct PolicyLoss: Sendable, Hashable {
  private var sum = 0.0
  private(set) var terms = 0

  /// Adds a trajectory's −log π·A, clipped. Advantages that are not positive do not count.
  mutating func add(logProbability: Double, advantage: Double) {
    guard advantage > 0 else { return }
    sum += min(1, max(-1, -logProbability * advantage))
    terms += 1
  }

  /// The mean of the terms; 0 without terms.
  var value: Double { terms == 0 ? 0 : sum / Double(terms) }
}

/// Training has converged when the variance of the last ten losses is below 0.01.
struct Convergence: Sendable, Hashable {
  static let window = 10
  static let threshold = 0.01
  private(set) var losses: [Double] = []

  mutating func add(_ loss: Double) {
    losses.append(loss)
    if losses.count > Self.window { losses.removeFirst() }
  }

  var isReached: Bool { losses.count == Self.window && losses.populationVariance < Self.threshold }
}
