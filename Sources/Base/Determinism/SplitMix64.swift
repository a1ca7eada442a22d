/// The random generator of the mocks: SplitMix64 (Steele, Lea and Flood, 2014).
///
/// Eight bytes of state, the same sequence on every machine, and good enough to be seeded with a counter.
public struct SplitMix64: Sendable, Hashable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// Uniform in [0, 1), a multiple of 2⁻⁵³.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in `0..<bound`; 0 when the bound is not positive. The bias is below `bound` × 2⁻⁶⁴.
  public mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int(next().multipliedFullWidth(by: UInt64(bound)).high) : 0
  }

  /// A new seed from a seed and a number, for streams that must not depend on each other.
  public static func derive(_ seed: UInt64, _ number: UInt64) -> UInt64 {
    mix(seed ^ mix(number &+ 0x9E37_79B9_7F4A_7C15))
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
