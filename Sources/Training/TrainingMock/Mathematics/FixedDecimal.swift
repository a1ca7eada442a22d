import JSON

/// A number with at most that many decimals, rounded half away from zero and without trailing zeros.
///
/// Every fraction the service prints goes through here, so that no result shows noise of the arithmetic.
func fixed(_ value: Double, places: Int) -> String {
  guard value.isFinite else { return "0" }
  var scale = 1
  for _ in 0..<places { scale *= 10 }
  let scaled = (abs(value) * Double(scale)).rounded()
  guard scaled < 9e15 else { return String(Int(clamping: Int64(min(abs(value), 9e18)))) }
  let units = Int(scaled)
  var text = String(units / scale)
  if units % scale != 0 {
    let digits = String(units % scale)
    var fraction = String(repeating: "0", count: places - digits.count) + digits
    while fraction.last == "0" { fraction.removeLast() }
    text += "." + fraction
  }
  return value < 0 && units != 0 ? "-" + text : text
}

extension JSON {
  static func fixed(_ value: Double, places: Int) -> JSON {
    JSONNumber(literal: TrainingMock.fixed(value, places: places)).map { JSON(.number($0)) } ?? .null
  }
}
