import JSON

/// The names by which links reach the parts of a rendered contract: the `id`s of its HTML.
///
/// The renderer writes exactly these, and the link checker knows them without rendering.
public enum ContractAnchor {
  /// The table of all methods.
  public static let methods = "methods"
  /// The table of all component schemas.
  public static let schemas = "types"
  /// The table of rate limits.
  public static let rateLimits = "rate-limits"
  /// The table of all errors.
  public static let errors = "errors"

  /// `method-training.cancel`
  public static func method(_ name: String) -> String { "method-" + id(name) }

  /// `method-training.start_grpo-param-config`
  public static func param(_ param: String, ofMethod name: String) -> String {
    method(name) + "-param-" + id(param)
  }

  /// `method-training.cancel-error-40003`: the sign of negative codes is left out.
  public static func error(_ code: Int, ofMethod name: String) -> String { method(name) + "-" + error(code) }

  /// `schema-GRPOConfig`
  public static func schema(_ name: String) -> String { "schema-" + id(name) }

  /// `schema-GRPOConfig-n_iterations`
  public static func field(_ field: String, ofSchema name: String) -> String {
    schema(name) + "-" + id(field)
  }

  /// `error-40003` for -40003, `error-plus-5` for 5.
  public static func error(_ code: Int) -> String {
    code < 0 ? "error-\(code.magnitude)" : "error-plus-\(code)"
  }

  /// `permission-training:start`
  public static func permission(_ name: String) -> String { "permission-" + id(name) }

  /// `webhook-training.job.completed`
  public static func webhook(_ name: String) -> String { "webhook-" + id(name) }

  /// `Start a small job` as a word: `start-a-small-job`.
  public static func word(_ name: String) -> String {
    var word = ""
    for scalar in name.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        word.unicodeScalars.append(scalar)
      } else if !word.isEmpty, !word.hasSuffix("-") {
        word += "-"
      }
    }
    return word.hasSuffix("-") ? String(word.dropLast()) : word
  }

  /// A name as part of an `id`: white space becomes a hyphen, which `id`s may not hold.
  static func id(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      text.unicodeScalars.append(scalar.properties.isWhitespace ? "-" : scalar)
    }
    return text
  }
}

extension Contract {
  /// The anchors that the table of all methods has.
  public var overviewAnchors: [String] { [ContractAnchor.methods] }

  /// The anchors that the table of all errors has.
  public var errorTableAnchors: [String] {
    [ContractAnchor.errors] + errors.map { ContractAnchor.error($0.code) }
  }

  /// The anchors of the params of a method; empty when there is no such method.
  public func paramAnchors(ofMethod name: String) -> [String] {
    (method(named: name)?.params ?? []).map { ContractAnchor.param($0.name, ofMethod: name) }
  }

  /// The anchors of the errors of a method; empty when there is no such method.
  public func errorAnchors(ofMethod name: String) -> [String] {
    (method(named: name)?.errors ?? []).map { ContractAnchor.error($0.code, ofMethod: name) }
  }

  /// The anchors that the table of permissions has.
  public var permissionAnchors: [String] {
    methods.compactMap { $0.permission.map(ContractAnchor.permission) }
  }

  /// The anchors that a schema has: its own and those of its fields; empty when there is none of that name.
  public func anchors(ofSchema name: String) -> [String] {
    guard let schema = schema(named: name) else { return [] }
    let fields = resolve(schema.value)?["properties"]?.object?.names ?? []
    return [ContractAnchor.schema(name)] + fields.map { ContractAnchor.field($0, ofSchema: name) }
  }
}
