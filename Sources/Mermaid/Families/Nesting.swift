/// The nesting of groups: subgraphs in subgraphs, namespaces in namespaces.
struct Nesting: Sendable {
  /// For each group, the index of the one around it.
  let parents: [Int?]

  init(_ parents: [Int?]) { self.parents = parents }

  /// A group and those around it, from the inside out; empty for `nil`.
  func chain(_ group: Int?) -> [Int] {
    var result: [Int] = []
    var current = group
    while let index = current {
      result.append(index)
      current = parents[index]
    }
    return result
  }

  /// Which groups have a member, in themselves or in a group inside of them.
  /// - Parameter members: the group of each member.
  func filled(by members: some Sequence<Int?>) -> [Bool] {
    var result = [Bool](repeating: false, count: parents.count)
    for member in members {
      var current = member
      while let index = current, !result[index] {
        result[index] = true
        current = parents[index]
      }
    }
    return result
  }
}
