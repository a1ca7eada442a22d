import JSON

extension Contract {
  /// The service discovery method of OpenRPC (section "Service Discovery Method").
  public static let discoveryMethod = "rpc.discover"

  /// The document as `rpc.discover` gives it: every reference replaced by what it refers to.
  ///
  /// Where that would not end, because a schema refers to itself, the reference stays; it leads to
  /// `components`, which are given too. Made anew every time.
  public func discovered() -> JSON {
    var resolver = Resolver(contract: self)
    return resolver.resolved(document, inside: [], isMap: false)
  }

  private struct Resolver {
    let contract: Contract
    /// How many more references are replaced: the text could grow without measure.
    var budget = 20_000

    /// Members that hold data, in which a `$ref` is nothing but a name.
    private static let data: Set<String> = ["default", "const", "enum", "value"]
    /// Members whose own members have names that authors chose.
    private static let maps: Set<String> = [
      "properties", "patternProperties", "definitions", "$defs", "dependentSchemas",
    ]

    mutating func resolved(_ value: JSON, inside open: Set<String>, isMap: Bool) -> JSON {
      if let items = value.array { return .array(items.map { resolved($0, inside: open, isMap: false) }) }
      guard let object = value.object else { return value }
      if !isMap, let reference = object["$ref"]?.string {
        // Beside a reference, other keywords may count; such a one stays as it is.
        guard object.count == 1, budget > 0, !open.contains(reference), let target = contract.resolve(value)
        else { return value }
        budget -= 1
        return resolved(target, inside: open.union([reference]), isMap: false)
      }
      return .object(
        object.map { member in
          if !isMap, Self.data.contains(member.name) { return (member.name, member.value) }
          let isMap = !isMap && Self.maps.contains(member.name)
          return (member.name, resolved(member.value, inside: open, isMap: isMap))
        })
    }
  }
}
