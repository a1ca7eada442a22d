/// Sorting a row by keys, with the members of each cluster kept together.
extension Ordering {
  /// One row sorted by key. Vertices and clusters without a key keep their places.
  func sorted(_ row: [Int], keys: [Double?], rightFirst: Bool = false) -> [Int] {
    if tree.parent.isEmpty { return Self.place(row, keys: row.map { keys[$0] }, rightFirst: rightFirst) }
    var members: [Int: [Item]] = [:]
    var clusterKey: [Int: (sum: Double, count: Int)] = [:]
    // Every cluster of the row has its borders in it, so each is met here.
    for vertex in row {
      let cluster = layers.vertices[vertex].cluster
      if case .leftBorder(let own) = layers.vertices[vertex].kind {
        members[tree.parent[own], default: []].append(.cluster(own))
      }
      if !layers.vertices[vertex].kind.isBorder { members[cluster, default: []].append(.vertex(vertex)) }
      guard let key = keys[vertex] else { continue }
      var current = cluster
      while current >= 0 {
        let old = clusterKey[current] ?? (0, 0)
        clusterKey[current] = (old.sum + key, old.count + 1)
        current = tree.parent[current]
      }
    }
    var borders: [Int: (left: Int, right: Int)] = [:]
    for vertex in row {
      switch layers.vertices[vertex].kind {
      case .leftBorder(let cluster): borders[cluster, default: (0, 0)].left = vertex
      case .rightBorder(let cluster): borders[cluster, default: (0, 0)].right = vertex
      default: break
      }
    }
    var result: [Int] = []
    result.reserveCapacity(row.count)
    func emit(_ cluster: Int) {
      if let border = borders[cluster] { result.append(border.left) }
      let items = members[cluster] ?? []
      let itemKeys = items.map { item -> Double? in
        switch item {
        case .vertex(let vertex): return keys[vertex]
        case .cluster(let child): return clusterKey[child].map { $0.sum / Double($0.count) }
        }
      }
      var ordered = Self.place(items, keys: itemKeys, rightFirst: rightFirst)
      // Siblings are placed at the positions of siblings, in their common order.
      let places = ordered.indices.filter { ordered[$0].cluster != nil }
      let siblings = places.compactMap { ordered[$0].cluster }.sorted { siblingOrder[$0] < siblingOrder[$1] }
      for (place, sibling) in zip(places, siblings) { ordered[place] = .cluster(sibling) }
      // A title is at the left end of its cluster.
      if let title = ordered.firstIndex(where: { isTitle($0) }), title > 0 {
        ordered.insert(ordered.remove(at: title), at: 0)
      }
      for item in ordered {
        switch item {
        case .vertex(let vertex): result.append(vertex)
        case .cluster(let child): emit(child)
        }
      }
      if let border = borders[cluster] { result.append(border.right) }
    }
    emit(-1)
    return result
  }

  private enum Item {
    case vertex(Int)
    case cluster(Int)

    var cluster: Int? {
      if case .cluster(let cluster) = self { return cluster }
      return nil
    }
  }

  private func isTitle(_ item: Item) -> Bool {
    if case .vertex(let vertex) = item, case .title = layers.vertices[vertex].kind { return true }
    return false
  }

  static func place<Element>(_ items: [Element], keys: [Double?], rightFirst: Bool) -> [Element] {
    let places = items.indices.filter { keys[$0] != nil }
    let order = places.sorted { a, b in
      let (left, right) = (keys[a] ?? 0, keys[b] ?? 0)
      if left != right { return left < right }
      return rightFirst ? a > b : a < b
    }
    var result = items
    for (place, source) in zip(places, order) { result[place] = items[source] }
    return result
  }
}
