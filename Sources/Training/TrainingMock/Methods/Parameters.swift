import JSON
import JSONRPC
import OpenRPC

/// The params of one call by name, read into Swift values.
///
/// The reads of a handler are also compared with the contract: `listing` runs the same code without a request and
/// records the fields that it reads.
struct Parameters {
  private let object: JSONObject
  /// The prefix of field names in messages: `config.`.
  private let path: String
  private let isListing: Bool
  /// The fields that were read, in order.
  private(set) var fields: [Shape.Field] = []

  init(_ object: JSONObject, path: String = "", isListing: Bool = false) {
    self.object = object
    self.path = path
    self.isListing = isListing
  }

  /// Positional params get the names that the contract lists them under.
  init(_ params: JSON?, of method: Method) {
    if let items = params?.array {
      self.init(JSONObject(zip(method.params, items).map { ($0.name, $1) }))
    } else {
      self.init(params?.object ?? JSONObject())
    }
  }

  /// The fields that `read` reads.
  static func listing(_ read: (inout Parameters) throws(RPCError) -> Void) -> [Shape.Field] {
    var parameters = Parameters(JSONObject(), isListing: true)
    do throws(RPCError) {
      try read(&parameters)
    } catch {
      // Fields after a sample that cannot be read are missing from the list; the comparison reports them.
    }
    return parameters.fields
  }

  mutating func required<Value>(_ name: String, _ input: Input<Value>) throws(RPCError) -> Value {
    guard let value = try read(name, input, .init(name: name, shape: input.shape)) else {
      throw .invalidParams.about(path + name, "is missing")
    }
    return value
  }

  /// `nil` when it is absent or, where the contract allows that, null.
  mutating func optional<Value>(_ name: String, _ input: Input<Value>) throws(RPCError) -> Value? {
    try read(name, input, .init(name: name, shape: input.shape, isRequired: false))
  }

  mutating func value<Value>(_ name: String, _ input: Input<Value>, default fallback: JSON) throws(RPCError)
    -> Value
  {
    let field = Shape.Field(name: name, shape: input.shape, isRequired: false, fallback: fallback)
    if let value = try read(name, input, field) { return value }
    return try input.read(fallback, path + name)
  }

  private mutating func read<Value>(_ name: String, _ input: Input<Value>, _ field: Shape.Field)
    throws(RPCError) -> Value?
  {
    if isListing {
      fields.append(field)
      return try input.read(input.sample, path + name)
    }
    guard let value = object[name], !value.isNull else { return nil }
    return try input.read(value, path + name)
  }

  /// Validates params against the contract and throws the violations as one error. Violations with the code -32602
  /// precede those with a code of their own (`x-violationCodes`).
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
}
