import Diagnostics
import JSON
import OpenRPC

/// Exclusive limits as OpenAPI 3.0 has them, `exclusiveMinimum: true`, in documents of 3.1 and later, where they are
/// numbers. They have one meaning, and public descriptions have them, so that they are read and reported as warnings.
struct OldLimits {
  private var found: [(name: String, limit: String, range: Range<Int>)] = []

  mutating func upgraded(_ schema: JSON) -> JSON {
    guard schema.object != nil else { return schema }
    let inner = SchemaUpgrade.mappingInner(schema) { upgraded($0) }
    guard var object = inner.object else { return inner }
    for (keyword, limit) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
      guard let member = object.member(named: keyword), member.value.bool != nil else { continue }
      found.append((keyword, limit, member.nameRange ?? 0..<0))
      object = SchemaUpgrade.exclusive(keyword, limit, object)
    }
    return JSON(.object(object), range: schema.range)
  }

  func findings(_ sources: ContractSources) -> [Diagnostic] {
    found.map { name, limit, range in
      Diagnostic(
        .contractSchema, "`\(name)` is true or false only in OpenAPI 3.0; it is read as there",
        at: sources.span(range), fix: "write `\(name)` with the number instead of `\(limit)`",
        severity: .warning)
    }
  }
}
