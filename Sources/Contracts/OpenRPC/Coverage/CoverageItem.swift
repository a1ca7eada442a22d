import Diagnostics
import JSON

/// One thing that a contract promises and an example can show.
public struct CoverageItem: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A call that was answered with a result.
    case method
    /// A request that was answered with the error.
    case error
    /// A request that was answered with a status of an operation.
    case status
    /// A body in a media type, of an accepted request or of a response.
    case mediaType = "media type"
    /// A webhook that was delivered.
    case event
    /// A value at the end of a range, which was accepted.
    case taken = "taken at the limit"
    /// A value beyond the end of a range, which was refused for that reason.
    case refused = "refused beyond the limit"

    /// What an example would show, before the item's name: `a result of`.
    var phrase: String {
      switch self {
      case .method: "a result of"
      case .error: "the error"
      case .status: "the status"
      case .mediaType: "a body of"
      case .event: "a delivery of"
      case .taken: "an accepted value at the limit"
      case .refused: "a rejected value beyond the limit"
      }
    }

    var plural: String {
      switch self {
      case .method: "methods"
      case .error: "errors"
      case .status: "statuses"
      case .mediaType: "media types"
      case .event: "events"
      case .taken: "limits reached"
      case .refused: "limits exceeded"
      }
    }
  }

  public var kind: Kind
  /// `job.cancel`, `-32001`, `getPet 404`, `getPet 200 application/json`, `job.started`, `job.start config.n_iterations maximum 10000`
  public var name: String
  /// The place of the contract that promises it.
  public var span: SourceSpan

  /// By this a ledger knows the item: `refused beyond the limit: job.start agent_id maxLength 255`.
  public var key: String { "\(kind.rawValue): \(name)" }
}

/// One end of the range of a parameter, or of a part of one: a keyword of JSON Schema with its number.
struct ParameterLimit: Sendable, Hashable {
  enum Keyword: String, Sendable, CaseIterable {
    case minimum, maximum, exclusiveMinimum, exclusiveMaximum
    case minLength, maxLength, minItems, maxItems
  }

  var method: String
  /// The path from the params to the value; `*` means every item of an array.
  var path: [String]
  var keyword: Keyword
  var bound: JSONNumber
  /// The bytes of the number in the contract.
  var range: Range<Int>?

  /// `config.n_iterations`, `rows[].query`
  var field: String {
    path.reduce(into: "") { text, step in
      text += step == "*" ? "[]" : text.isEmpty ? step : ".\(step)"
    }
  }

  var name: String { "\(method) \(field) \(keyword.rawValue) \(bound.literal)" }

  /// Whether an accepted value covers this end: it is exactly there. An exclusive end is covered by any value inside.
  func isShown(by value: JSON) -> Bool {
    switch keyword {
    case .minimum, .maximum: value.number == bound
    case .exclusiveMinimum: value.number.map { bound < $0 } ?? false
    case .exclusiveMaximum: value.number.map { $0 < bound } ?? false
    // Lengths of strings are counted in code points (JSON Schema Validation, section 6.3.1).
    case .minLength, .maxLength: value.string.map { $0.unicodeScalars.count } == bound.int
    case .minItems, .maxItems: value.array?.count == bound.int
    }
  }

  /// The values at the path within params; there are many where it leads through arrays.
  func values(in params: JSON) -> [JSON] {
    path.reduce([params]) { values, step in
      step == "*" ? values.flatMap { $0.array ?? [] } : values.compactMap { $0[step] }
    }
  }
}
