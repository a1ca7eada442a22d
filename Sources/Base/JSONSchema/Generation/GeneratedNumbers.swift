import Foundation
import JSON

extension ValueGenerator {
  /// A number within the limits and a multiple of all divisors, with few digits.
  mutating func number(_ constraints: GenerationConstraints, isInteger: Bool) -> JSON? {
    guard let range = NumberRange(constraints.limits),
      let divisor = step(constraints.divisors, isInteger: isInteger)
    else {
      // Beyond decimals: a limit may itself be allowed.
      return pick(constraints.limits.filter { $0.kind == .atLeast || $0.kind == .atMost }).map {
        JSON(.number($0.number))
      }
    }
    // Numbers that need not be integers have two decimals, more where the range is too narrow for that.
    var step = divisor ?? Decimal(sign: .plus, exponent: -2, significand: 1)
    for _ in 0..<(divisor == nil ? 10 : 1) {
      if let (first, last) = range.multiples(of: step, attempt: attempt) {
        let span = NSDecimalNumber(decimal: last - first).intValue
        return json((first + Decimal(random.below(span + 1))) * step)
      }
      step /= 100
    }
    return nil
  }

  private func json(_ decimal: Decimal) -> JSON? {
    JSONNumber(literal: "\(decimal)").map { JSON(.number($0)) }
  }

  /// The least common multiple of all divisors, and of 1 for integers; `.some(nil)` without `multipleOf`, `nil` where
  /// none was found.
  private func step(_ divisors: [Divisor], isInteger: Bool) -> Decimal?? {
    var step: Decimal? = isInteger ? 1 : nil
    for divisor in divisors {
      guard let number = divisor.number.exactDecimal, number.isNormal else { return nil }
      guard let current = step else {
        step = number
        continue
      }
      guard let factor = (1...1_000).first(where: { (current * Decimal($0) / number).isWhole }) else {
        return nil
      }
      step = current * Decimal(factor)
    }
    return .some(step)
  }
}

/// The range that `minimum` and `maximum` allow.
private struct NumberRange {
  private var low: Decimal?
  private var high: Decimal?
  private var excludesLow = false
  private var excludesHigh = false

  /// `nil` when a limit is not a decimal of at most 38 digits with an exponent up to 127.
  init?(_ limits: [NumberLimit]) {
    for limit in limits {
      guard let value = limit.number.exactDecimal, !value.isNaN else { return nil }
      switch limit.kind {
      case .atLeast, .moreThan:
        let excludes = limit.kind == .moreThan
        if let low, low > value || (low == value && !excludes) { continue }
        (low, excludesLow) = (value, excludes)
      case .atMost, .lessThan:
        let excludes = limit.kind == .lessThan
        if let high, high < value || (high == value && !excludes) { continue }
        (high, excludesHigh) = (value, excludes)
      }
    }
  }

  /// The first and last factor of `step` to draw from: all within the limits when they are near each other,
  /// else some that give small numbers.
  ///
  /// - Parameter attempt: the second looks below 0, the third just above it.
  func multiples(of step: Decimal, attempt: Int) -> (first: Decimal, last: Decimal)? {
    let room = Decimal(1_000)
    var first: Decimal?
    var last: Decimal?
    if let low {
      let factor = (low / step).rounded(.up)
      first = excludesLow && factor * step == low ? factor + 1 : factor
    }
    if let high {
      let factor = (high / step).rounded(.down)
      last = excludesHigh && factor * step == high ? factor - 1 : factor
    }
    switch (first, last) {
    case (nil, nil): return [(0, room), (-room, 0), (0, 5)][attempt % 3]
    case (let first?, nil): return (first, first + room)
    case (nil, let last?): return last >= 0 ? (max(0, last - room), last) : (last - room, last)
    case (let first?, let last?):
      if first > last { return nil }
      if last - first <= 1_000_000 { return (first, last) }
      if first > 0 { return (first, first + room) }
      return last < 0 ? (last - room, last) : (0, min(last, room))
    }
  }
}

extension Decimal {
  fileprivate func rounded(_ mode: NSDecimalNumber.RoundingMode) -> Decimal {
    var value = self
    var result = Decimal()
    NSDecimalRound(&result, &value, 0, mode)
    return result
  }

  fileprivate var isWhole: Bool { rounded(.plain) == self }
}
