/// A number as a page writes it: `1,200`, `$3.50`, `12 GB`, `40%`.
struct Quantity: Sendable, Hashable {
  /// The number without its decimal point, and the digits after it: 3.50 is 350 with 2 decimals.
  var digits: Int
  var decimals: Int
  /// What is before and after it: `$`, `GB`.
  var unit: String

  var value: Double { Double(digits) / Self.power(decimals) }

  init(digits: Int, decimals: Int, unit: String = "") {
    self.digits = digits
    self.decimals = decimals
    self.unit = unit
  }

  /// `nil` for what is not one number, or only about one: `~5`, `1–2`, `v1.2`.
  init?(_ text: some StringProtocol) {
    let text = text.trimmed
    let before = text.prefix { "$€£".contains($0) }
    let sign = text.dropFirst(before.count).prefix { $0 == "-" || $0 == "−" }
    let number = text.dropFirst(before.count + sign.count).prefix {
      $0.isASCII && ($0.isNumber || $0 == "," || $0 == ".")
    }
    let after = text.dropFirst(before.count + sign.count + number.count).trimmed
    guard sign.count <= 1, after.count <= 8, after.allSatisfy({ $0.isLetter || $0 == "%" }),
      let read = Self.digits(number)
    else { return nil }
    self.init(
      digits: sign.isEmpty ? read.digits : -read.digits, decimals: read.decimals, unit: before + after)
  }

  /// Digits with commas between thousands and a point.
  private static func digits(_ number: Substring) -> (digits: Int, decimals: Int)? {
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, !whole.isEmpty else { return nil }
    let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count == 1 || groups.dropFirst().allSatisfy({ $0.count == 3 }) && groups[0].count <= 3 else {
      return nil
    }
    let fraction = parts.count == 2 ? parts[1] : ""
    if parts.count == 2, fraction.isEmpty || fraction.contains(",") { return nil }
    guard whole.count + fraction.count <= 15, let digits = Int(groups.joined() + fraction) else { return nil }
    return (digits, fraction.count)
  }

  /// The number with more decimals; `nil` when it is too large to count with.
  func digits(with decimals: Int) -> Int? {
    guard let factor = Int(exactly: Self.power(decimals - self.decimals)) else { return nil }
    let product = digits.multipliedReportingOverflow(by: factor)
    return product.overflow ? nil : product.partialValue
  }

  /// `nil` when the sum is too large to count with.
  static func sum(_ values: [Int]) -> Int? {
    var sum = 0
    for value in values {
      let next = sum.addingReportingOverflow(value)
      if next.overflow { return nil }
      sum = next.partialValue
    }
    return sum
  }

  static func power(_ exponent: Int) -> Double { (0..<max(0, exponent)).reduce(1) { power, _ in power * 10 } }

  /// The number with a point, for messages.
  static func text(_ digits: Int, decimals: Int) -> String {
    let sign = digits < 0 ? "-" : ""
    var text = String(digits.magnitude)
    if decimals == 0 { return sign + text }
    while text.count <= decimals { text = "0" + text }
    return sign + text.dropLast(decimals) + "." + text.suffix(decimals)
  }
}
