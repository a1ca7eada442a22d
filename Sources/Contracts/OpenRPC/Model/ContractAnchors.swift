import JSON

/// The names by which links reach the parts of a rendered contract: the `id`s of its HTML.
///
/// The renderer writes exactly these, and the link checker knows them without rendering.
public enum ContractAnchor {
  // A page may have headings with the names of these tables, so that each has another word in it.

  /// The table of all methods.
  public static let methods = "methods-table"
  /// The table of all component schemas.
  public static let schemas = "types-table"
  /// The table of rate limits.
  public static let rateLimits = "rate-limits-table"
  /// The table of all errors.
  public static let errors = "errors-table"

  /// `method-job.cancel`
  public static func method(_ name: String) -> String { "method-" + id(name) }

  /// `method-job.start-param-config`
  public static func param(_ param: String, ofMethod name: String) -> String {
    method(name) + "-param-" + id(param)
  }

  /// `method-job.cancel-error-40003`: the sign of negative codes is left out.
  public static func error(_ code: Int, ofMethod name: String) -> String { method(name) + "-" + error(code) }

  /// `method-job.cancel-result`
  public static func result(ofMethod name: String) -> String { method(name) + "-result" }

  /// `schema-JobConfig`
  public static func schema(_ name: String) -> String { "schema-" + id(name) }

  /// `schema-JobConfig-n_iterations`
  public static func field(_ field: String, ofSchema name: String) -> String {
    self.field(field, in: schema(name))
  }

  /// A field of the object that has an anchor.
  public static func field(_ field: String, in anchor: String) -> String { anchor + "-" + id(field) }

  /// `error-40003` for -40003, `error-plus-5` for 5.
  public static func error(_ code: Int) -> String {
    code < 0 ? "error-\(code.magnitude)" : "error-plus-\(code)"
  }

  /// `permission-jobs:start`
  public static func permission(_ name: String) -> String { "permission-" + id(name) }

  /// `webhook-job.completed`
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

  /// A name as part of an `id`: white space, which is not allowed there, becomes a hyphen.
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

  /// The anchors of the fields of a schema, with those inside them. Fields after a reference have anchors where the
  /// referenced schema is described.
  private func fieldAnchors(of schema: JSON, in anchor: String) -> [String] {
    guard let object = schema.object, object["$ref"] == nil else { return [] }
    if let properties = object["properties"]?.object {
      return properties.members.flatMap { member in
        let field = ContractAnchor.field(member.name, in: anchor)
        return [field] + fieldAnchors(of: member.value, in: field)
      }
    }
    if let parts = object["allOf"]?.array {
      return parts.first { $0["if"] == nil }.map { fieldAnchors(of: $0, in: anchor) } ?? []
    }
    if let branches = object["anyOf"]?.array ?? object["oneOf"]?.array {
      let others = branches.filter { $0["type"]?.string != "null" }
      return others.count == 1 ? fieldAnchors(of: others[0], in: anchor) : []
    }
    return object["items"].map { fieldAnchors(of: $0, in: anchor) } ?? []
  }

  /// The anchors of the errors of a method; empty when there is no such method.
  public func errorAnchors(ofMethod name: String) -> [String] {
    (method(named: name)?.errors ?? []).map { ContractAnchor.error($0.code, ofMethod: name) }
  }

  /// The anchors that the table of permissions has.
  public var permissionAnchors: [String] {
    methods.compactMap { $0.permission.map(ContractAnchor.permission) }
  }

  /// The anchors of a schema and of its fields; empty when there is no such schema.
  public func anchors(ofSchema name: String) -> [String] {
    guard let schema = schema(named: name) else { return [] }
    let anchor = ContractAnchor.schema(name)
    return [anchor] + (resolve(schema.value).map { fieldAnchors(of: $0, in: anchor) } ?? [])
  }
}
