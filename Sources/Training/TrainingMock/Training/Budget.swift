/// The budget of a job and the amount that it has spent.
struct Budget: Sendable, Hashable {
  enum Standing: String, Sendable {
    case ok
    case warning75 = "warning_75"
    case warning90 = "warning_90"
    case exceeded
  }

  /// 500 tokens a step at $0.50 a million tokens.
  static let pricePerStep = Money(microdollars: 250)
  /// Steps an attempt, for planning: $0.0025 a trajectory. The simulated agents need fewer, about four.
  static let plannedSteps = 10

  let cap: Money
  private(set) var spent: Money = .zero

  init(cap: Money) { self.cap = cap }

  /// Where the next operation would leave the budget. It is refused only when it would go *over* the cap;
  /// meeting the cap exactly is allowed.
  func standing(withNext cost: Money) -> Standing {
    let after = spent + cost
    if after > cap { return .exceeded }
    // In integers: after/cap ≥ 0.9. A cap of 0 leaves only free operations, which are never a warning.
    if cap == .zero { return .ok }
    if after * 10 >= cap * 9 { return .warning90 }
    if after * 4 >= cap * 3 { return .warning75 }
    return .ok
  }

  /// The shares of the cap, in percent, at which a budget warning is sent.
  static let warningPercents = [75, 90]

  /// Spends, and says which shares of the cap that has reached.
  mutating func spend(_ cost: Money) -> [Int] {
    let before = spent
    spent = spent + cost
    if cap == .zero { return [] }
    return Self.warningPercents.filter { percent in
      func reaches(_ money: Money) -> Bool { money * 100 >= cap * percent }
      return reaches(spent) && !reaches(before)
    }
  }

  /// Spends the rest.
  mutating func exhaust() -> [Int] {
    spent < cap ? spend(Money(microdollars: cap.microdollars - spent.microdollars)) : []
  }

  var isExceeded: Bool { spent > cap }

  /// 100 · spent / cap; 0 when the cap is 0.
  var utilizationPercent: Double { cap == .zero ? 0 : 100 * spent.double / cap.double }

  /// The rest in percent of the cap, from 0 to 100; 0 when the cap is 0.
  var remainingPercent: Double { cap == .zero ? 0 : max(0, 100 - utilizationPercent) }
}
