import Diagnostics
import JSON
import JSONSchema

/// A violation of the contract by params, a result, an error or an event.
public struct ContractViolation: Sendable, Hashable {
  /// The field as people write it: `config.n_iterations`, `rows[3].query`; `nil` for the whole.
  public var field: String?
  /// The violation without a full stop, to be read after the name of the field: `must be at most 10000, got 20000`.
  public var message: String
  /// The bytes of the value, or of the name when the name is wrong.
  public var instanceRange: Range<Int>?
  /// The violated place of the contract.
  public var contractSpan: SourceSpan
  /// The violated keyword of JSON Schema; `nil` for rules of OpenRPC.
  public var keyword: String?
  /// The JSON-RPC error code of a request with such params: -32602, or what `x-violationCodes` says.
  public var code: Int
  /// Set when the contract does not define a parameter or field of this name.
  public var unknown: UnknownName?

  /// A name that the contract does not define.
  public struct UnknownName: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable { case parameter, field }

    public var kind: Kind
    /// `Did you mean `right`?`; `nil` when no known name is similar.
    public var suggestion: String?
  }

  public init(
    field: String?, message: String, instanceRange: Range<Int>?, contractSpan: SourceSpan,
    keyword: String? = nil, code: Int = ContractViolation.invalidParams, unknown: UnknownName? = nil
  ) {
    self.field = field
    self.message = message
    self.instanceRange = instanceRange
    self.contractSpan = contractSpan
    self.keyword = keyword
    self.code = code
    self.unknown = unknown
  }

  /// JSON-RPC 2.0, section 5.1: "Invalid params".
  public static let invalidParams = -32602

  /// A whole sentence: "`config.n_iterations` must be at most 10000, got 20000", or "Unknown parameter `rigth`. Did you
  /// mean `right`?".
  public func sentence(whole: String = "the value") -> String {
    if let unknown, let field {
      return "Unknown \(unknown.kind.rawValue) `\(field)`" + (unknown.suggestion.map { ". " + $0 } ?? "")
    }
    return (field.map { "`\($0)`" } ?? whole) + " " + message
  }

  /// The violated place of the contract, as a note of a diagnostic.
  public var note: Diagnostic.Note { Diagnostic.Note("the contract defines it here", span: contractSpan) }
}

extension Contract {
  /// A violation of a schema as one of the contract.
  ///
  /// - Parameters:
  ///   - value: the value that was validated.
  ///   - prefix: the path to it.
  func violation(_ violation: Violation, of value: JSON, under prefix: [String]) -> ContractViolation {
    let owner = JSONPointer(violation.schema.tokens.dropLast())
    let schema = document.value(at: owner)
    var path = prefix + violation.instance.tokens
    var message = violation.message
    if let missing = violation.missing {
      // The missing field is named, not the object that lacks it.
      path.append(missing)
      message = violation.keyword == "required" ? "is missing" : message
    } else if violation.keyword == "pattern" || violation.keyword == "format",
      let expected = schema?["x-expected"]?.string, let text = value.value(at: violation.instance)?.string
    {
      // The description in the contract says more than a regular expression.
      message = "must be \(expected), got \(Phrase.value(.string(text)))"
    }
    return ContractViolation(
      field: path.isEmpty ? nil : FieldPath.text(path), message: message,
      instanceRange: violation.nameRange ?? violation.instanceRange,
      contractSpan: span(contractRange(of: violation, owner: owner, schema: schema)),
      keyword: violation.keyword,
      code: schema?["x-violationCodes"]?[violation.keyword]?.int ?? ContractViolation.invalidParams,
      unknown: violation.isUnknownProperty ? Self.unknownField(violation) : nil)
  }

  /// The suggestion after the first sentence of the message.
  private static func unknownField(_ violation: Violation) -> ContractViolation.UnknownName {
    let hint = violation.message.dropFirst(Violation.unknownProperty.count)
    return .init(kind: .field, suggestion: hint.isEmpty ? nil : String(hint.dropFirst(2)))
  }

  private func contractRange(of violation: Violation, owner: JSONPointer, schema: JSON?) -> Range<Int> {
    let properties = schema?["properties"]?.object
    switch violation.keyword {
    case "required":
      if let missing = violation.missing, let range = properties?.member(named: missing)?.nameRange {
        return range
      }
    case "additionalProperties", "unevaluatedProperties", "propertyNames":
      if let name = violation.instance.tokens.last, let properties {
        if let nearest = NearMiss.nearest(to: name, in: properties.names),
          let range = properties.member(named: nearest)?.nameRange
        {
          return range
        }
        if let range = schema?.object?.member(named: "properties")?.nameRange { return range }
      }
    default: break
    }
    return range(at: violation.schema) ?? range(at: owner) ?? 0..<0
  }

  /// The bytes that show a place of the document: a short member with its name, the name alone of a long one.
  public func range(at pointer: JSONPointer) -> Range<Int>? {
    guard let last = pointer.tokens.last else { return 0..<0 }
    guard let parent = document.value(at: JSONPointer(pointer.tokens.dropLast())) else { return nil }
    guard let member = parent.object?.member(named: last) else { return document.value(at: pointer)?.range }
    guard let name = member.nameRange else { return member.value.range }
    guard let value = member.value.range, member.value.object == nil, member.value.array == nil else {
      return name
    }
    return name.lowerBound..<value.upperBound
  }
}
