/// A scale of numbers with round marks. Charts of other kinds use it, too.
package struct NumberScale {
  package let from: Double
  package let to: Double
  /// Round numbers between the ends, from the smaller to the larger, as they are written.
  package let marks: [(value: Double, text: String)]

  /// - Parameter isOpen: whether the ends move outwards to the next mark.
  package init(from: Double, to: Double, isOpen: Bool, marks wanted: Double = 6) {
    var (low, high) = (min(from, to), max(from, to))
    if low == high { (low, high) = isOpen ? (low - 1, high + 1) : (low, high + 1) }
    let (mantissa, exponent) = Self.step((high - low) / wanted)
    let step = Double(mantissa) * Self.power(exponent)
    let (first, last) =
      isOpen
      ? ((low / step).rounded(.down), (high / step).rounded(.up))
      : ((low / step - 1e-9).rounded(.up), (high / step + 1e-9).rounded(.down))
    if isOpen { (low, high) = (first * step, last * step) }
    self.from = from <= to ? low : high
    self.to = from <= to ? high : low
    guard abs(first) < 1e15, abs(last) < 1e15, last >= first, last - first < 100 else {
      marks = [(low, low.written), (high, high.written)]
      return
    }
    marks = (Int(first)...Int(last)).map { (Double($0) * step, Self.text($0 * mantissa, exponent)) }
  }

  /// Where a number is, from 0 to 1; numbers outside are at the ends.
  package func part(_ value: Double) -> Double {
    from == to ? 0 : min(max((value - from) / (to - from), 0), 1)
  }

  /// Of 1, 2 and 5 times a power of ten the smallest that is not below `least`.
  private static func step(_ least: Double) -> (mantissa: Int, exponent: Int) {
    var exponent = 0
    while power(exponent) * 10 <= least, exponent < 300 { exponent += 1 }
    while power(exponent) > least, exponent > -300 { exponent -= 1 }
    let unit = power(exponent)
    for mantissa in [1, 2, 5] where unit * Double(mantissa) >= least { return (mantissa, exponent) }
    return (1, exponent + 1)
  }

  /// Ten to a whole power: no maths library is asked, so that every machine gives the same bytes.
  private static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(exponent) { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }

  /// `number` times ten to the power of `exponent`, in digits.
  private static func text(_ number: Int, _ exponent: Int) -> String {
    guard number != 0 else { return "0" }
    if exponent >= 0 { return (Double(number) * power(exponent)).written }
    let digits = String(abs(number))
    let padded = String(repeating: "0", count: max(0, 1 - exponent - digits.count)) + digits
    return (number < 0 ? "-" : "") + padded.dropLast(-exponent) + "." + padded.suffix(-exponent)
  }
}
