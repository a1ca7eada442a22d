/// Sorts rows by keys, with the members of each cluster kept together between its borders. The arrays in it are kept from
/// row to row.
struct RowSorting {
  private enum Mark {
    case plain, title, leftBorder, rightBorder
  }

  /// A vertex, or a cluster from its left border to its right one.
  private struct Item {
    var places: Range<Int>
    var key: Double?
    /// -1 for a vertex.
    var cluster = -1
    var isTitle = false
  }

  /// A cluster whose right border is still to come.
  private struct Group {
    var firstItem: Int
    var start: Int
    var sum = 0.0
    var count = 0
  }

  private let marks: [Mark]
  private let clusters: [Int]
  private var items: [Item] = []
  private var groups: [Group] = []
  private var order: [(key: Double, index: Int)] = []
  private var arranged: [Item] = []
  private var copy: [Int] = []
  private var hasChanged = false

  init(_ layers: Layers) {
    marks = layers.vertices.map { vertex in
      switch vertex.kind {
      case .leftBorder: .leftBorder
      case .rightBorder: .rightBorder
      case .title: .title
      default: .plain
      }
    }
    clusters = layers.vertices.map(\.cluster)
  }

  /// Sorts a row in which each cluster is between its borders. Vertices and clusters without a key keep their places;
  /// the key of a cluster is the mean of the keys inside it.
  /// - Parameters:
  ///   - siblingOrder: the place of each cluster among its siblings.
  ///   - rightFirst: whether the order of equal keys is reversed.
  /// - Returns: whether the row has another order now.
  mutating func sort(
    _ row: inout [Int], keys: [Double?], siblingOrder: [Int], rightFirst: Bool = false
  ) -> Bool {
    hasChanged = false
    items.removeAll(keepingCapacity: true)
    groups.removeAll(keepingCapacity: true)
    groups.append(Group(firstItem: 0, start: 0))
    for place in row.indices {
      let vertex = row[place]
      switch marks[vertex] {
      case .leftBorder: groups.append(Group(firstItem: items.count, start: place + 1))
      case .rightBorder: close(&row, at: place, siblingOrder, rightFirst)
      case .plain, .title:
        let key = keys[vertex]
        items.append(Item(places: place..<(place + 1), key: key, isTitle: marks[vertex] == .title))
        if let key {
          groups[groups.count - 1].sum += key
          groups[groups.count - 1].count += 1
        }
      }
    }
    arrange(&row, groups[0], siblingOrder, rightFirst)
    return hasChanged
  }

  /// Sorts the inside of the innermost open cluster, and makes it one item of the one around it.
  private mutating func close(_ row: inout [Int], at place: Int, _ siblingOrder: [Int], _ rightFirst: Bool) {
    guard groups.count > 1, let group = groups.popLast() else { return }
    arrange(&row, group, siblingOrder, rightFirst)
    items.removeSubrange(group.firstItem...)
    items.append(
      Item(
        places: (group.start - 1)..<(place + 1), key: group.count > 0 ? group.sum / Double(group.count) : nil,
        cluster: clusters[row[place]]))
    groups[groups.count - 1].sum += group.sum
    groups[groups.count - 1].count += group.count
  }

  private mutating func arrange(
    _ row: inout [Int], _ group: Group, _ siblingOrder: [Int], _ rightFirst: Bool
  ) {
    guard items.count > group.firstItem + 1 else { return }
    arrangeByKeys(group, rightFirst)
    arrangeSiblings(siblingOrder)
    // A title is at the left end of its cluster.
    if let title = arranged.firstIndex(where: \.isTitle), title > 0 {
      arranged.insert(arranged.remove(at: title), at: 0)
    }
    copy.removeAll(keepingCapacity: true)
    for item in arranged { copy.append(contentsOf: row[item.places]) }
    for (place, vertex) in zip(group.start..., copy) where row[place] != vertex {
      row[place] = vertex
      hasChanged = true
    }
  }

  private mutating func arrangeByKeys(_ group: Group, _ rightFirst: Bool) {
    arranged.removeAll(keepingCapacity: true)
    arranged.append(contentsOf: items[group.firstItem...])
    order.removeAll(keepingCapacity: true)
    for (index, item) in arranged.enumerated() {
      if let key = item.key { order.append((key, index)) }
    }
    order.sort { a, b in
      a.key != b.key ? a.key < b.key : rightFirst ? a.index > b.index : a.index < b.index
    }
    var next = 0
    for index in arranged.indices where arranged[index].key != nil {
      arranged[index] = items[group.firstItem + order[next].index]
      next += 1
    }
  }

  /// Siblings are placed at the positions of siblings, in their common order.
  private mutating func arrangeSiblings(_ siblingOrder: [Int]) {
    var last: Int?
    for index in arranged.indices where arranged[index].cluster >= 0 {
      // Insertion: there are few, and they are often in order.
      let item = arranged[index]
      var place = index
      while let before = last, siblingOrder[arranged[before].cluster] > siblingOrder[item.cluster] {
        arranged[place] = arranged[before]
        place = before
        last = arranged[..<before].lastIndex { $0.cluster >= 0 }
      }
      arranged[place] = item
      last = index
    }
  }

  /// A row with the members of each cluster between its borders, in the order in which they are met.
  func bracketed(_ row: [Int], _ tree: ClusterTree) -> [Int] {
    if tree.parent.isEmpty { return row }
    var members: [Int: [Int]] = [:]
    var ends: [Int: Int] = [:]
    for vertex in row {
      let cluster = clusters[vertex]
      switch marks[vertex] {
      case .leftBorder: members[tree.parent[cluster], default: []].append(vertex)
      case .rightBorder: ends[cluster] = vertex
      case .plain, .title: members[cluster, default: []].append(vertex)
      }
    }
    var result: [Int] = []
    func emit(_ cluster: Int) {
      for vertex in members[cluster] ?? [] {
        result.append(vertex)
        guard marks[vertex] == .leftBorder else { continue }
        emit(clusters[vertex])
        if let end = ends[clusters[vertex]] { result.append(end) }
      }
    }
    emit(-1)
    return result
  }
}
