import JSON

extension Contract {
  /// The service discovery method of OpenRPC (section "Service Discovery Method").
  public static let discoveryMethod = "rpc.discover"

  /// The document as `rpc.discover` returns it, with every reference replaced by its target.
  ///
  /// A reference of a schema to itself stays; its target is in `components`, which are included. Computed on each call.
  public func discovered() -> JSON {
    var resolver = Resolver(contract: self)
    return resolver.resolved(document, inside: [], isMap: false)
  }

  private struct Resolver {
    let contract: Contract
    /// How many more references are replaced: the document could grow exponentially.
    var budget = 20_000

    /// Members that contain data, in which `$ref` is an ordinary name.
    private static let data: Set<String> = ["default", "const", "enum", "value"]
    /// Members whose own members have names that authors chose.
    private static let maps: Set<String> = [
      "properties", "patternProperties", "definitions", "$defs", "dependentSchemas",
    ]

    mutating func resolved(_ value: JSON, inside open: Set<String>, isMap: Bool) -> JSON {
      if let items = value.array { return .array(items.map { resolved($0, inside: open, isMap: false) }) }
      guard let object = value.object else { return value }
      if !isMap, let reference = object["$ref"]?.string {
        // A reference beside other keywords is not replaced, because these may apply.
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
