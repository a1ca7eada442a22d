import Languages

/// The dependencies between the targets of a package, as a flowchart with one box for each folder of `Sources/`.
///
/// Tests and what lies outside of `Sources/` are left out, and so are arrows that follow from others (the transitive
/// reduction: when A imports B and C, and B imports C, the arrow from A to C is not drawn).
struct PackageGraph {
  private let targets: [PackageManifest.Target]
  /// The targets that each one imports, by position, without those that follow from others.
  private let arrows: [[Int]]

  init(_ manifest: PackageManifest) {
    let targets = manifest.targets.filter { $0.kind != .test && $0.path.hasPrefix("Sources/") }
    let positions = Dictionary(
      targets.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let direct = targets.map { target in target.dependencies.compactMap { positions[$0] } }
    self.targets = targets
    arrows = Self.reduced(direct)
  }

  /// Mermaid source, one statement a line.
  var mermaid: String {
    var text = "flowchart TB\n"
    var folders: [String] = []
    var members: [String: [Int]] = [:]
    for (index, target) in targets.enumerated() {
      let folder = target.path.split(separator: "/").dropFirst().first.map(String.init) ?? target.name
      if members[folder] == nil { folders.append(folder) }
      members[folder, default: []].append(index)
    }
    // The manifest begins with what is lowest; the flowchart begins with what is highest.
    for folder in folders.reversed() {
      guard let inside = members[folder] else { continue }
      if inside.count == 1, targets[inside[0]].name == folder {
        text += "  \(node(inside[0]))\n"
        continue
      }
      text += "  subgraph folder_\(folder)[\"\(folder)\"]\n"
      for index in inside { text += "    \(node(index))\n" }
      text += "  end\n"
    }
    for (index, reached) in arrows.enumerated() {
      for other in reached { text += "  t\(index) --> t\(other)\n" }
    }
    return text
  }

  private func node(_ index: Int) -> String { "t\(index)[\"\(targets[index].name)\"]" }

  /// Drops every arrow whose end is also reached on a longer way. SwiftPM refuses cycles; where a manifest has one
  /// all the same, its arrows stay.
  private static func reduced(_ direct: [[Int]]) -> [[Int]] {
    var reached: [Set<Int>?] = Array(repeating: nil, count: direct.count)
    var isOnWay = Array(repeating: false, count: direct.count)
    func reach(_ index: Int) -> Set<Int> {
      if let known = reached[index] { return known }
      if isOnWay[index] { return [] }
      isOnWay[index] = true
      var all = Set(direct[index])
      for other in direct[index] { all.formUnion(reach(other)) }
      isOnWay[index] = false
      reached[index] = all
      return all
    }
    return direct.indices.map { index in
      direct[index].filter { end in
        !direct[index].contains { $0 != end && reach($0).contains(end) && !reach(end).contains($0) }
      }
    }
  }
}
