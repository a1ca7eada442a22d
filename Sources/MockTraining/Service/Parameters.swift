import JSON
import JSONRPC
import OpenRPC

/// The params of one call by name, read into Swift values.
///
/// The contract has been asked before; these readers hold what the code itself relies on, so that a contract
/// that promises less can give an error but never a crash.
struct Parameters {
  private let object: JSONObject

  /// Positional params get the names that the contract lists them under.
  init(_ params: JSON?, of method: Method) {
    if let items = params?.array {
      object = JSONObject(zip(method.params, items).map { ($0.name, $1) })
    } else {
      object = params?.object ?? JSONObject()
    }
  }

  private init(_ object: JSONObject) { self.object = object }

  /// What the contract finds wrong, as one error: a problem of shape, type or range goes before a rule that
  /// has a code of its own.
  static func check(_ params: JSON?, of method: Method, contract: Contract) throws(RPCError) {
    let violations = contract.validateParams(params, of: method)
    guard let first = violations.first else { return }
    let codes = violations.map(\.code)
    let code = codes.contains(RPCError.invalidParams.code) ? RPCError.invalidParams.code : first.code
    let problems = violations.filter { $0.code == code }.map { violation in
      let field = violation.field ?? "params"
      if field == "training_data", violation.keyword == "minItems", let count = params?[field]?.array?.count {
        return RPCError.Problem(field: field, error: Job.tooFew(count))
      }
      return RPCError.Problem(field: field, error: violation.message)
    }
    throw (RPCError.known(code: code) ?? RPCError(code: code, message: "Invalid params")).about(problems)
  }

  /// A member that is there and not null.
  private func value(_ name: String) -> JSON? {
    guard let value = object[name], !value.isNull else { return nil }
    return value
  }

  private func mismatch(_ name: String, _ expected: String) -> RPCError {
    .invalidParams.about(name, "is \(object[name]?.typeName ?? "missing"); \(expected) is expected")
  }

  func string(_ name: String) throws(RPCError) -> String? {
    guard let value = value(name) else { return nil }
    guard let string = value.string else { throw mismatch(name, "a string") }
    return string
  }

  func requiredString(_ name: String) throws(RPCError) -> String {
    guard let string = try string(name) else { throw .invalidParams.about(name, "is missing") }
    return string
  }

  func bool(_ name: String) throws(RPCError) -> Bool? {
    guard let value = value(name) else { return nil }
    guard let bool = value.bool else { throw mismatch(name, "a boolean") }
    return bool
  }

  func number(_ name: String) throws(RPCError) -> Double? {
    guard let value = value(name) else { return nil }
    guard let number = value.double else { throw mismatch(name, "a number") }
    return number
  }

  func integer(_ name: String, in range: ClosedRange<Int>, path: String = "") throws(RPCError) -> Int? {
    guard let value = value(name) else { return nil }
    // An integer of any length is one; what does not fit is as good as the largest that does.
    let whole = value.number.flatMap { $0.isInteger ? $0.int ?? ($0.double < 0 ? Int.min : Int.max) : nil }
    guard let integer = whole, range.contains(integer) else {
      throw .invalidParams.about(
        path + name,
        "is \(value.text()); an integer from \(range.lowerBound) to \(range.upperBound) is expected")
    }
    return integer
  }

  /// A number above 0 and at most 1.
  private func fraction(_ name: String, path: String) throws(RPCError) -> Double? {
    guard let value = value(name) else { return nil }
    // Above 0 by its digits: 1e-400 is, although as a double it is 0.
    guard let number = value.double, number >= 0, number <= 1, value != 0 else {
      throw .invalidParams.about(path + name, "is \(value.text()); a number above 0, at most 1, is expected")
    }
    return number
  }

  /// The texts of a list of training queries; `nil` when the member is absent.
  func queries(_ name: String) throws(RPCError) -> [String]? {
    guard let value = value(name) else { return nil }
    guard let items = value.array else { throw mismatch(name, "an array") }
    var queries: [String] = []
    queries.reserveCapacity(items.count)
    for (index, item) in items.enumerated() {
      guard let query = item["query"]?.string else {
        throw .invalidParams.about("\(name)[\(index)].query", "is missing")
      }
      queries.append(query)
    }
    return queries
  }

  func config() throws(RPCError) -> GRPOConfig {
    var config = GRPOConfig()
    guard let value = value("config") else { return config }
    guard let object = value.object else { throw mismatch("config", "an object") }
    let fields = Parameters(object)
    let path = "config."
    if let value = try fields.integer("n_iterations", in: 1...10_000, path: path) {
      config.iterations = value
    }
    if let value = try fields.integer("batch_size", in: 1...128, path: path) { config.batchSize = value }
    if let value = try fields.integer("n_trajectories_per_query", in: 1...16, path: path) {
      config.trajectoriesPerQuery = value
    }
    if let value = try fields.fraction("learning_rate", path: path) { config.learningRate = value }
    if let value = object["max_budget_usd"] {
      guard let money = Money(value) else {
        throw .invalidParams.about(
          path + "max_budget_usd",
          "is \(value.text()); an amount from 0 to \(Money.largest.dollars) is expected")
      }
      config.budget = money
    }
    if let value = try fields.integer("checkpoint_interval", in: 1...Int.max, path: path) {
      config.checkpointInterval = value
    }
    if let value = try fields.integer("max_steps_per_trajectory", in: 1...100, path: path) {
      config.maximumSteps = value
    }
    if let value = try fields.fraction("gamma", path: path) { config.gamma = value }
    return config
  }
}
