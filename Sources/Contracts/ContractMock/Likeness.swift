import JSON
import OpenRPC

/// How far two values are alike, counted in their leaves (plain values and empty containers) all the way down.
struct Likeness: Comparable {
  /// Leaves that are the same in both.
  var equal = 0
  /// Leaves that differ, or that only one of the two has.
  var different = 0

  var isExact: Bool { different == 0 }

  /// Less alike: an exact match is above all others, then counts what agrees, then what does not.
  static func < (left: Likeness, right: Likeness) -> Bool {
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

/// Params by name, however they were given, with the defaults of those that were left out.
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

  func agreement(with other: ParamValues) -> Likeness {
    object == other.object ? Likeness(.null, .null) : Likeness(object, other.object)
  }
}
