/// The heights of scores: the best above, the worst below, at least 1 to 5.
struct ScoreScale {
  let best: Double
  let worst: Double
  /// CSS pixels, of the best score.
  let top: Double
  /// CSS pixels from one score to the next.
  private let unit: Double

  /// The height of a chart of more than ten scores.
  private static let mostHeight = 280.0
  private static let usualUnit = 28.0

  init(_ scores: [Double], top: Double) {
    best = scores.reduce(5, max)
    worst = scores.reduce(1, min)
    self.top = top
    unit = min(Self.usualUnit, Self.mostHeight / (best - worst))
  }

  func y(_ score: Double) -> Double { top + (best - score) * unit }

  var bottom: Double { y(worst) }

  /// Whole scores, about ten of them at most.
  var marks: [Double] {
    let step = max(1, ((best - worst) / 10).rounded(.up))
    return Array(stride(from: worst.rounded(.up), through: best, by: step))
  }
}
