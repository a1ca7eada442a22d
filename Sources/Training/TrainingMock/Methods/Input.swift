import JSON
import JSONRPC

/// One kind of value that handlers read: its schema in the contract, and its conversion.
struct Input<Value: Sendable>: Sendable {
  var shape: Shape
  /// A value of this kind, for listing what a handler reads without a request.
  var sample: JSON
  /// Converts a value that the contract has allowed; the field is for messages. A value that it cannot convert after
  /// all is an error, never a crash.
  var read: @Sendable (_ value: JSON, _ field: String) throws(RPCError) -> Value
}

private func mismatch(_ value: JSON, _ field: String, _ expected: String) -> RPCError {
  .invalidParams.about(field, "must be \(expected), got \(value.text())")
}

extension Input where Value == String {
  static func text(_ shape: Shape) -> Self {
    Self(shape: shape, sample: "") { (value, field) throws(RPCError) in
      guard let string = value.string else { throw mismatch(value, field, "a string") }
      return string
    }
  }

  /// UUIDs are compared without regard to case (RFC 9562, section 4).
  static func id(_ component: String) -> Self {
    var input = text(.named(component))
    let read = input.read
    input.read = { (value, field) throws(RPCError) in try read(value, field).lowercased() }
    return input
  }
}

extension Input where Value == Bool {
  static var boolean: Self {
    Self(shape: .boolean, sample: false) { (value, field) throws(RPCError) in
      guard let bool = value.bool else { throw mismatch(value, field, "a boolean") }
      return bool
    }
  }
}

extension Input where Value == Double {
  static var number: Self {
    Self(shape: .anyNumber, sample: 0) { (value, field) throws(RPCError) in
      guard let number = value.double else { throw mismatch(value, field, "a number") }
      return number
    }
  }

  /// A number above 0 and at most 1.
  static var fraction: Self {
    let shape = Shape([("type", "number"), ("exclusiveMinimum", 0), ("maximum", 1)])
    return Self(shape: shape, sample: 1) { (value, field) throws(RPCError) in
      // Above 0 by its digits: 1e-400 is, although as a double it is 0.
      guard let number = value.double, number >= 0, number <= 1, value != 0 else {
        throw mismatch(value, field, "a number above 0 and at most 1")
      }
      return number
    }
  }
}

extension Input where Value == Int {
  static func integer(_ range: ClosedRange<Int>, codes: JSON? = nil) -> Self {
    Self(shape: .integer(range, codes: codes), sample: .number(range.lowerBound)) {
      (value, field) throws(RPCError) in
      // An integer of any length is one; what does not fit is as good as the largest that does.
      let whole = value.number.flatMap { $0.isInteger ? $0.int ?? ($0.double < 0 ? Int.min : Int.max) : nil }
      guard let integer = whole, range.contains(integer) else {
        throw mismatch(value, field, "an integer from \(range.lowerBound) to \(range.upperBound)")
      }
      return integer
    }
  }
}

extension Input where Value == Money {
  static var budget: Self {
    Self(shape: .named("BudgetAmount"), sample: 0) { (value, field) throws(RPCError) in
      guard let money = Money(value) else {
        throw mismatch(value, field, "an amount from 0 to \(Money.largest.dollars)")
      }
      return money
    }
  }
}

extension Input where Value == [String] {
  /// The texts of a list of training queries. The expected outcomes are for rewards that the mock does not
  /// compute.
  static func queries(_ count: ClosedRange<Int>, codes: JSON? = nil) -> Self {
    Self(shape: .list(.named("TrainingQuery"), count, codes: codes), sample: []) {
      (value, field) throws(RPCError) in
      guard let items = value.array else { throw mismatch(value, field, "an array") }
      var queries: [String] = []
      queries.reserveCapacity(items.count)
      for (index, item) in items.enumerated() {
        guard let query = item["query"]?.string else {
          throw .invalidParams.about("\(field)[\(index)].query", "is missing")
        }
        queries.append(query)
      }
      return queries
    }
  }
}

extension Input where Value: RawRepresentable, Value.RawValue == String {
  /// A word of a list that is a component of its own.
  static func word(_ component: String, like sample: Value) -> Self {
    Self(shape: .named(component), sample: .string(sample.rawValue)) { (value, field) throws(RPCError) in
      guard let word = value.string.flatMap(Value.init(rawValue:)) else {
        throw mismatch(value, field, "a word of \(component)")
      }
      return word
    }
  }
}

extension Input where Value == [WebhookEvent] {
  static var events: Self {
    let one = Input<WebhookEvent>.word("WebhookEvent", like: .started)
    return Self(shape: .list(one.shape, 1...Int.max, unique: true), sample: []) {
      (value, field) throws(RPCError) in
      guard let items = value.array else { throw mismatch(value, field, "an array") }
      var events: [WebhookEvent] = []
      for (index, item) in items.enumerated() { events.append(try one.read(item, "\(field)[\(index)]")) }
      return events
    }
  }
}

extension Input where Value == GRPOConfig {
  static var config: Self {
    Self(shape: .named("GRPOConfig"), sample: .object([])) { (value, field) throws(RPCError) in
      guard let object = value.object else { throw mismatch(value, field, "an object") }
      var parameters = Parameters(object, path: field + ".")
      return try GRPOConfig(&parameters)
    }
  }
}
