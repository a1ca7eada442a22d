/// Welch's two-sample t-test, two-sided: are the means of two samples with unequal variances different?
struct WelchTest: Sendable, Hashable {
  /// Infinite when two constant samples differ.
  var statistic: Double
  /// By Welch and Satterthwaite; 0 when there is no variance to estimate.
  var degreesOfFreedom: Double
  /// The probability of a difference at least this large by chance, in [0, 1]; never NaN.
  var pValue: Double

  /// Two constant samples give p = 1 when they are equal and 0 when not. With fewer than two values on a
  /// side nothing can be said, which is p = 1.
  init(_ first: [Double], _ second: [Double]) {
    let (n1, n2) = (Double(first.count), Double(second.count))
    guard n1 >= 2, n2 >= 2 else {
      (statistic, degreesOfFreedom, pValue) = (0, 0, 1)
      return
    }
    let (mean1, mean2) = (first.mean, second.mean)
    let error1 = first.sampleVariance / n1
    let error2 = second.sampleVariance / n2
    let error = error1 + error2
    guard error > 0 else {
      (degreesOfFreedom, pValue) = (0, mean1 == mean2 ? 1 : 0)
      statistic = mean1 == mean2 ? 0 : mean1 > mean2 ? .infinity : -.infinity
      return
    }
    statistic = (mean1 - mean2) / error.squareRoot()
    degreesOfFreedom = error * error / (error1 * error1 / (n1 - 1) + error2 * error2 / (n2 - 1))
    pValue = Self.pValue(statistic: statistic, degreesOfFreedom: degreesOfFreedom)
  }

  /// P(|T| ≥ |t|) for Student's distribution: I_x(ν/2, ½) at x = ν/(ν + t²).
  static func pValue(statistic: Double, degreesOfFreedom: Double) -> Double {
    let x = degreesOfFreedom / (degreesOfFreedom + statistic * statistic)
    return min(1, max(0, regularizedIncompleteBeta(x, degreesOfFreedom / 2, 0.5)))
  }

  /// I_x(a, b) for a, b > 0, by the continued fraction of DLMF 8.17.22 with Lentz's method.
  static func regularizedIncompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    // The fraction converges fast below the mean; above it the symmetry is used.
    if x > (a + 1) / (a + b + 2) { return 1 - regularizedIncompleteBeta(1 - x, b, a) }
    let front = Elementary.exp(
      Elementary.logGamma(a + b) - Elementary.logGamma(a) - Elementary.logGamma(b) + a * Elementary.log(x)
        + b * Elementary.log(1 - x))
    let tiny = 1e-300
    func nonzero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
    var fraction = d
    for m in stride(from: 1.0, through: 300, by: 1) {
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / nonzero(1 + even * d)
      c = nonzero(1 + even / c)
      fraction *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / nonzero(1 + odd * d)
      c = nonzero(1 + odd / c)
      fraction *= d * c
      if abs(d * c - 1) < 1e-15 { break }
    }
    return front * fraction / a
  }
}

extension [Double] {
  /// 0 for no values.
  var mean: Double { isEmpty ? 0 : reduce(0, +) / Double(count) }

  /// Divided by n − 1, for estimating; 0 for fewer than two values.
  var sampleVariance: Double {
    if count < 2 { return 0 }
    let mean = mean
    return reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
  }

  /// Divided by n: the spread of exactly these values. 0 for no values.
  var populationVariance: Double {
    if isEmpty { return 0 }
    let mean = mean
    return reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)
  }
}
