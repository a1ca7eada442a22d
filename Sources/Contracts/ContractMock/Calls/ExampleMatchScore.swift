import JSON
import OpenRPC

/// How well the params of an example match those of a call: the numbers of equal and of different leaves (scalars and
/// empty containers) at any depth.
struct ExampleMatchScore: Comparable {
  /// Leaves that are equal in both.
  var equal = 0
  /// Leaves that differ, or that only one of the two has.
  var different = 0

  var isExact: Bool { different == 0 }

  /// An exact match is greater than any other; then more equal leaves, then fewer different ones.
  static func < (left: ExampleMatchScore, right: ExampleMatchScore) -> Bool {
    if left.isExact != right.isExact { return right.isExact }
    return (left.equal, right.different) < (right.equal, left.different)
  }

  init(_ left: JSON, _ right: JSON) { add(left, right) }

  private mutating func add(_ left: JSON?, _ right: JSON?) {
    if let a = left?.object, let b = right?.object, !(a.isEmpty && b.isEmpty) {
      for member in a { add(member.value, b[member.name]) }
      for member in b where a[member.name] == nil { add(nil, member.value) }
    } else if let a = left?.array, let b = right?.array, !(a.isEmpty && b.isEmpty) {
      for position in 0..<max(a.count, b.count) { add(left?[position], right?[position]) }
    } else if let left, left == right {
      equal += 1
    } else {
      different += max(Self.leaves(left), Self.leaves(right))
    }
  }

  private static func leaves(_ value: JSON?) -> Int {
    guard let value else { return 0 }
    let children = value.array ?? value.object?.map(\.value) ?? []
    return max(1, children.reduce(0) { $0 + leaves($1) })
  }
}

/// The params of a call by name, also those given by position, with the defaults of omitted ones.
struct ParamValues {
  private let object: JSON

  init(_ params: JSON?, of method: Method) {
    var members: [(String, JSON)] = []
    if let items = params?.array {
      members = items.enumerated().map { position, item in
        (position < method.params.count ? method.params[position].name : String(position), item)
      }
    } else {
      members = params?.object?.map { ($0.name, $0.value) } ?? []
    }
    for param in method.params where !members.contains(where: { $0.0 == param.name }) {
      if let value = param.schemaValue["default"] { members.append((param.name, value)) }
    }
    object = .object(members)
  }

  func score(against other: ParamValues) -> ExampleMatchScore {
    object == other.object ? ExampleMatchScore(.null, .null) : ExampleMatchScore(object, other.object)
  }
}
