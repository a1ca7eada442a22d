import JSON

/// The names by which links reach the parts of a rendered contract: the `id`s of its HTML.
///
/// The renderer writes exactly these, and the link checker knows them without rendering.
public enum ContractAnchor {
  /// The table of all methods.
  public static let methods = "methods"
  /// The table of all errors.
  public static let errors = "errors"

  /// `method-training.cancel`
  public static func method(_ name: String) -> String { "method-" + id(name) }

  /// `method-training.cancel-params`, also `-result`, `-errors` and `-examples`.
  public static func section(_ section: Section, ofMethod name: String) -> String {
    method(name) + "-" + section.rawValue
  }

  public enum Section: String, Sendable, CaseIterable {
    case params, result, errors, examples
  }

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

  /// The anchors that the section of a method has; empty when there is no such method.
  public func anchors(ofMethod name: String) -> [String] {
    guard let method = method(named: name) else { return [] }
    var anchors = [ContractAnchor.method(name)]
    anchors.append(ContractAnchor.section(.params, ofMethod: name))
    anchors += method.params.map { ContractAnchor.param($0.name, ofMethod: name) }
    anchors.append(ContractAnchor.section(.result, ofMethod: name))
    if !method.errors.isEmpty {
      anchors.append(ContractAnchor.section(.errors, ofMethod: name))
      anchors += method.errors.map { ContractAnchor.error($0.code, ofMethod: name) }
    }
    if !method.examples.isEmpty || !method.errorExamples.isEmpty {
      anchors.append(ContractAnchor.section(.examples, ofMethod: name))
    }
    return anchors
  }

  /// The anchors that a schema has: its own and those of its fields; empty when there is none of that name.
  public func anchors(ofSchema name: String) -> [String] {
    guard let schema = schema(named: name) else { return [] }
    let fields = resolve(schema.value)?["properties"]?.object?.names ?? []
    return [ContractAnchor.schema(name)] + fields.map { ContractAnchor.field($0, ofSchema: name) }
  }
}
