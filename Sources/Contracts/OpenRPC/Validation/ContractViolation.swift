import Diagnostics
import JSON
import JSONSchema

/// One way in which params, a result or an error differ from what the contract says.
public struct ContractViolation: Sendable, Hashable {
  /// The field as people write it: `config.n_iterations`, `training_data[3].query`; `nil` for the whole.
  public var field: String?
  /// What is wrong with it, without a full stop, to be read after its name:
  /// `is 20000; at most 10000 is allowed`.
  public var message: String
  /// The bytes of the value, or of the name when the name is what is wrong.
  public var instanceRange: Range<Int>?
  /// The place in the contract that says so.
  public var contractSpan: SourceSpan
  /// The keyword of JSON Schema that is broken; `nil` where the rule is one of OpenRPC.
  public var keyword: String?
  /// The JSON-RPC error code of a request with such params: -32602, or what `x-violationCodes` says.
  public var code: Int

  public init(
    field: String?, message: String, instanceRange: Range<Int>?, contractSpan: SourceSpan,
    keyword: String? = nil, code: Int = ContractViolation.invalidParams
  ) {
    self.field = field
    self.message = message
    self.instanceRange = instanceRange
    self.contractSpan = contractSpan
    self.keyword = keyword
    self.code = code
  }

  /// JSON-RPC 2.0, section 5.1: "Invalid params".
  public static let invalidParams = -32602

  /// A whole sentence: "`config.n_iterations` is 20000; at most 10000 is allowed".
  public func sentence(whole: String = "the value") -> String {
    (field.map { "`\($0)`" } ?? whole) + " " + message
  }

  /// Where the contract says it, as a note of a diagnostic.
  public var note: Diagnostic.Note { Diagnostic.Note("the contract says so here", span: contractSpan) }
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
      // The field that is not there is what a reader looks for.
      path.append(missing)
      message = violation.keyword == "required" ? "is missing" : message
    } else if violation.keyword == "pattern" || violation.keyword == "format",
      let expected = schema?["x-expected"]?.string, let text = value.value(at: violation.instance)?.string
    {
      // The words of the contract say more than a regular expression.
      message = "is \(Self.excerpt(text)); expected \(expected)"
    }
    return ContractViolation(
      field: path.isEmpty ? nil : FieldPath.text(path), message: message,
      instanceRange: violation.nameRange ?? violation.instanceRange,
      contractSpan: span(contractRange(of: violation, owner: owner, schema: schema)),
      keyword: violation.keyword,
      code: schema?["x-violationCodes"]?[violation.keyword]?.int ?? ContractViolation.invalidParams)
  }

  /// A string in quotes, without its end when it is long.
  private static func excerpt(_ text: String) -> String {
    let scalars = text.unicodeScalars
    if scalars.count <= 40 { return JSON.quoted(text) }
    return JSON.quoted(String(String.UnicodeScalarView(scalars.prefix(37))) + "…")
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
