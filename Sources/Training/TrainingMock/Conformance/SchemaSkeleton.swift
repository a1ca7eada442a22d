import Diagnostics
import JSON

/// Schemas reduced to the keywords that validate, without descriptions, and the differences between two of them.
enum SchemaSkeleton {
  private static let prose: Set<String> = [
    "title", "description", "examples", "x-expected", "x-documentation",
  ]

  /// The validating keywords of a schema in a normal form: an `allOf` with a single reference, which allows keywords
  /// beside the reference in draft 7, becomes that reference.
  static func of(_ schema: JSON) -> JSON {
    switch schema.content {
    case .array(let items): return JSON(.array(items.map(of)), range: schema.range)
    case .object(let object):
      var members: [JSONObject.Member] = []
      for member in object where !prose.contains(member.name) {
        var value = of(member.value)
        if member.name == "allOf", let only = member.value.array, only.count == 1,
          let reference = only[0].object?.member(named: "$ref"), only[0].object?.count == 1
        {
          members.append(reference)
          continue
        }
        if ["properties", "default", "enum", "const"].contains(member.name) {
          // The names inside are data, not keywords.
          value = member.name == "properties" ? properties(member.value) : member.value
        }
        members.append(.init(name: member.name, nameRange: member.nameRange, value: value))
      }
      return JSON(.object(JSONObject(members)), range: schema.range)
    default: return schema
    }
  }

  private static func properties(_ value: JSON) -> JSON {
    let members = (value.object?.members ?? []).map {
      JSONObject.Member(name: $0.name, nameRange: $0.nameRange, value: of($0.value))
    }
    return JSON(.object(JSONObject(members)), range: value.range)
  }

  struct Difference: Sendable {
    /// To be read after the name of the value: "`limit` has `maximum` 500, but the service has 1000".
    var message: String
    /// The bytes in the contract; `nil` when the contract lacks something.
    var range: Range<Int>?
  }

  /// The differences between a skeleton of the contract and one of the service.
  ///
  /// - Parameter field: the dotted name of the value with these schemas; empty for the whole.
  static func differences(_ contract: JSON, _ service: JSON, field: String = "") -> [Difference] {
    guard let left = contract.object, let right = service.object else {
      return contract == service
        ? [] : [Difference(message: "is \(contract.text()), but the service has \(service.text())")]
    }
    var found: [Difference] = []
    let subject = field.isEmpty ? "" : "`\(field)` "
    for member in left {
      let range = span(of: member)
      guard let other = right[member.name] else {
        found.append(
          Difference(
            message: subject + "has `\(member.name)` \(brief(member.value)), but the service has none",
            range: range))
        continue
      }
      switch member.name {
      case "properties": found += fields(member.value, other, field: field)
      case "items":
        found += differences(member.value, other, field: field + "[]").map {
          Difference(message: $0.message, range: $0.range ?? range)
        }
      case "required", "enum":
        // The order has no meaning.
        if Set(member.value.array ?? []) != Set(other.array ?? []) {
          found.append(
            Difference(
              message: subject + "has `\(member.name)` \(brief(member.value)), but the service has "
                + brief(other), range: range))
        }
      default:
        if member.value != other {
          found.append(
            Difference(
              message: subject + "has `\(member.name)` \(brief(member.value)), but the service has "
                + brief(other), range: range))
        }
      }
    }
    for member in right where left[member.name] == nil {
      found.append(
        Difference(
          message: subject + "has no `\(member.name)`, but the service has \(brief(member.value))",
          range: contract.range.map { $0.lowerBound..<$0.lowerBound + 1 }))
    }
    return found
  }

  /// The members of two objects.
  private static func fields(_ contract: JSON, _ service: JSON, field: String) -> [Difference] {
    let prefix = field.isEmpty ? "" : field + "."
    var found: [Difference] = []
    for member in contract.object?.members ?? [] {
      if let other = service[member.name] {
        found += differences(member.value, other, field: prefix + member.name).map {
          Difference(message: $0.message, range: $0.range ?? member.nameRange)
        }
      } else {
        let nearest = NearMiss.nearest(to: member.name, in: service.object?.names ?? [])
        found.append(
          Difference(
            message: "has `\(prefix)\(member.name)`, which the service does not have"
              + (nearest.map { ". Did you mean `\($0)`?" } ?? ""), range: member.nameRange))
      }
    }
    for name in service.object?.names ?? [] where contract[name] == nil {
      found.append(
        Difference(
          message: "has no `\(prefix)\(name)`, which the service has",
          range: contract.range.map { $0.lowerBound..<$0.lowerBound + 1 }))
    }
    return found
  }

  private static func brief(_ value: JSON) -> String {
    let text = value.text()
    return text.utf8.count <= 120 ? text : String(text.prefix(117)) + "…"
  }

  private static func span(of member: JSONObject.Member) -> Range<Int>? {
    guard let name = member.nameRange else { return member.value.range }
    guard let value = member.value.range, member.value.object == nil, member.value.array == nil else {
      return name
    }
    return name.lowerBound..<value.upperBound
  }
}
