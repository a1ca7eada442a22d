/// Elementary functions made of IEEE 754's own operations alone.
///
/// The C library's differ between machines in the last bit, which would be enough to change a transcript.
enum Elementary {
  /// eˣ, to about one unit in the last place; 0 below −745, infinite above 709.78.
  static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709.78 { return .infinity }
    if x < -745 { return 0 }
    // x = k·ln 2 + r with |r| ≤ ln 2 / 2; ln 2 in two parts so that k·ln 2 stays exact.
    let k = (x * 1.442_695_040_888_963_4).rounded()
    let r = (x - k * 0x1.62e42fee00000p-1) - k * 0x1.a39ef35793c76p-33
    var sum = 1.0
    for n in stride(from: 14.0, to: 0, by: -1) { sum = 1 + r / n * sum }
    // In two steps, because 2ᵏ alone can be too small for a normal number.
    let half = (k / 2).rounded(.down)
    return sum * power(half) * power(k - half)
  }

  private static func power(_ exponent: Double) -> Double {
    Double(sign: .plus, exponent: Int(exponent), significand: 1)
  }

  /// The natural logarithm; −∞ at 0, NaN below.
  static func log(_ x: Double) -> Double {
    if x == 0 { return -.infinity }
    if x < 0 || x.isNaN { return .nan }
    if x == .infinity { return x }
    var mantissa = x.significand
    var exponent = Double(x.exponent)
    if mantissa > 1.414_213_562_373_095_1 {
      mantissa /= 2
      exponent += 1
    }
    // ln m = 2 artanh((m − 1)/(m + 1)), whose series converges fast for m near 1.
    let s = (mantissa - 1) / (mantissa + 1)
    let square = s * s
    var sum = 0.0
    for n in stride(from: 25.0, through: 1, by: -2) { sum = sum * square + 1 / n }
    return exponent * 0x1.62e42fee00000p-1 + (2 * s * sum + exponent * 0x1.a39ef35793c76p-33)
  }

  /// ln Γ(x) for x > 0, by Lanczos' approximation (g = 7, n = 9), to about 15 digits.
  static func logGamma(_ x: Double) -> Double {
    let coefficients = [
      676.520_368_121_885_1, -1259.139_216_722_402_8, 771.323_428_777_653_13, -176.615_029_162_140_59,
      12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6,
      1.505_632_735_149_311_6e-7,
    ]
    // Γ(x) = Γ(x + 1)/x, so that the approximation is used only where it is good.
    if x < 0.5 { return logGamma(x + 1) - log(x) }
    let z = x - 1
    var sum = 0.999_999_999_999_809_93
    for (index, coefficient) in coefficients.enumerated() { sum += coefficient / (z + Double(index) + 1) }
    let t = z + 7.5
    return 0.918_938_533_204_672_74 + (z + 0.5) * log(t) - t + log(sum)
  }
}
