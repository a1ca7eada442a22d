import Diagnostics

/// References to other files where the specification of a contract allows none, by what they stand for. A description
/// that is divided like that has hundreds, so that they are reported together.
struct MisplacedReferences {
  private var order: [String] = []
  private var places: [String: [Range<Int>]] = [:]

  mutating func add(_ shape: Shape, _ range: Range<Int>?) {
    let name = shape.expectation
    if places[name] == nil { order.append(name) }
    places[name, default: []] += [range ?? 0..<0]
  }

  func findings(_ sources: ContractSources, _ specification: Specification) -> [Diagnostic] {
    order.compactMap { name in
      guard let places = places[name], let first = places.first else { return nil }
      let others = places.count - 1
      let more = others == 0 ? "" : ", here and in \(others) more place\(others == 1 ? "" : "s")"
      return Diagnostic(
        .contractReference,
        "\"$ref\" stands for \(name)\(more), where \(specification.name) allows no reference; it is followed",
        at: sources.span(first),
        fix: "bundle the files for tools that accept only what the specification allows", severity: .warning)
    }
  }
}
