import Languages

/// The dependencies between the targets of a package, as a flowchart.
///
/// Tests and what lies outside of `Sources/` are left out, and so are arrows that follow from others (the transitive
/// reduction: when A imports B and C, and B imports C, the arrow from A to C is not drawn).
struct PackageGraph {
  /// The kind of boxes of the flowchart.
  enum View: String, CaseIterable {
    /// Each target.
    case targets
    /// Each folder of `Sources/`, with the names of its targets.
    case folders
  }

  private let targets: [PackageManifest.Target]
  /// The targets that each one imports, by position.
  private let imports: [[Int]]

  init(_ manifest: PackageManifest) {
    let targets = manifest.targets.filter { $0.kind != .test && $0.path.hasPrefix("Sources/") }
    let positions = Dictionary(
      targets.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    self.targets = targets
    imports = targets.map { target in target.dependencies.compactMap { positions[$0] } }
  }

  /// Mermaid source, one statement per line.
  func mermaid(_ view: View) -> String {
    switch view {
    case .targets: flowchart(targets.map(\.name), imports)
    case .folders: folders
    }
  }

  private var folders: String {
    var names: [String] = []
    var positions: [String: Int] = [:]
    var members: [[String]] = []
    let homes = targets.map { target in
      let name = target.path.split(separator: "/").dropFirst().first.map(String.init) ?? target.name
      let home = positions[name] ?? names.count
      if home == names.count {
        names.append(name)
        positions[name] = home
        members.append([])
      }
      members[home].append(target.name)
      return home
    }
    var arrows = Array(repeating: [Int](), count: names.count)
    for (index, imported) in imports.enumerated() {
      for other in imported.map({ homes[$0] }) where other != homes[index] {
        if !arrows[homes[index]].contains(other) { arrows[homes[index]].append(other) }
      }
    }
    let labels = zip(names, members).map { name, members in
      members == [name] ? name : "<b>\(name)</b><br/>" + Self.lines(members)
    }
    return flowchart(labels, arrows)
  }

  /// Names in lines of at most 24 characters, where they fit.
  private static func lines(_ names: [String]) -> String {
    var lines: [String] = []
    for name in names {
      if let last = lines.last, last.count + name.count + 2 <= 24 {
        lines[lines.count - 1] = last + ", " + name
      } else {
        lines.append(name)
      }
    }
    return lines.joined(separator: ",<br/>")
  }

  private func flowchart(_ labels: [String], _ arrows: [[Int]]) -> String {
    var text = "flowchart TB\n"
    // The manifest begins with the lowest layer, the flowchart with the highest.
    for (index, label) in labels.enumerated().reversed() { text += "  n\(index)[\"\(label)\"]\n" }
    for (index, reached) in Self.reduced(arrows).enumerated().reversed() {
      for other in reached { text += "  n\(index) --> n\(other)\n" }
    }
    return text
  }

  /// Drops every arrow whose end is also reached on a longer way. SwiftPM refuses cycles between targets; arrows of a
  /// cycle between folders stay.
  private static func reduced(_ direct: [[Int]]) -> [[Int]] {
    let reach = direct.indices.map { start in
      var reached: Set<Int> = []
      var rest = direct[start]
      while let next = rest.popLast() {
        if reached.insert(next).inserted { rest += direct[next] }
      }
      return reached
    }
    return direct.indices.map { index in
      direct[index].filter { end in
        !direct[index].contains { $0 != end && reach[$0].contains(end) && !reach[end].contains($0) }
      }
    }
  }
}
