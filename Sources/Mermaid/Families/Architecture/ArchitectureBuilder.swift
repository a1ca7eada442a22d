import Diagnostics

/// Gathers groups, nodes and lines, and resolves their ids: groups first, as mermaid.js does.
struct ArchitectureBuilder {
  enum Kind: String { case group, service, junction }

  /// A group or a node.
  struct Thing {
    var kind: Kind
    var id: String
    var range: Range<Int>
    var label: RichText = ""
    var icon: String?
    var iconText: RichText?
    var parent: (id: String, range: Range<Int>)?
  }

  struct End {
    var id: String
    var range: Range<Int>
    var side: Architecture.Side
    var isAtGroup: Bool
  }

  struct Line {
    var from: End
    var to: End
    var hasHeads: (from: Bool, to: Bool)
    var label: RichText?
    var range: Range<Int>
  }

  var things: [Thing] = []
  var lines: [Line] = []
  private var groups: [String: Int] = [:]
  private var nodes: [String: Int] = [:]
  private var result = Architecture()

  var count: Int { things.count + lines.count }

  mutating func build(_ findings: inout Findings, depth: Int) -> Architecture {
    var depths: [Int] = []
    for kind in [Kind.group, .service, .junction] {
      for thing in things where thing.kind == kind { add(thing, &depths, depth, &findings) }
    }
    for line in lines { add(line, &findings) }
    return result
  }

  private mutating func add(
    _ thing: Thing, _ depths: inout [Int], _ mostDepth: Int, _ findings: inout Findings
  ) {
    guard groups[thing.id] == nil, nodes[thing.id] == nil else {
      return findings.report(
        .mermaidSyntax, "the id `\(thing.id)` is used already", at: thing.range, fix: "choose another one")
    }
    var parent: Int?
    if let wanted = thing.parent {
      parent = groups[wanted.id]
      guard parent != nil else {
        return findings.report(
          .mermaidReference, "no group above has the id `\(wanted.id)`", at: wanted.range, name: wanted.id,
          among: groups.keys.sorted(), fallbackFix: "write `group \(wanted.id)` before it")
      }
    }
    guard thing.kind == .group else {
      nodes[thing.id] = result.nodes.count
      result.nodes.append(
        .init(
          id: thing.id, label: thing.label, icon: thing.icon, iconText: thing.iconText,
          isJunction: thing.kind == .junction, group: parent, range: thing.range))
      return
    }
    let depth = (parent.map { depths[$0] } ?? 0) + 1
    guard depth <= mostDepth else {
      let mistake = Mistake.tooDeep("groups", limit: mostDepth, at: thing.range)
      return findings.report(mistake.rule, mistake.message, at: thing.range, fix: mistake.fix)
    }
    depths.append(depth)
    groups[thing.id] = result.groups.count
    result.groups.append(
      .init(id: thing.id, label: thing.label, icon: thing.icon, parent: parent, range: thing.range))
  }

  private mutating func add(_ line: Line, _ findings: inout Findings) {
    guard let from = nodes[line.from.id], let to = nodes[line.to.id] else {
      for end in [line.from, line.to] where nodes[end.id] == nil {
        findings.report(
          .mermaidReference,
          groups[end.id] == nil
            ? "no service has the id `\(end.id)`" : "`\(end.id)` is a group, and lines end at services",
          at: end.range, name: end.id, among: nodes.keys.sorted(),
          fallbackFix: "write `service \(end.id)`, or `{group}` after a service in the group")
      }
      return
    }
    let shared = result.nodes[from].group
    for end in [line.from, line.to] where end.isAtGroup && shared != nil && shared == result.nodes[to].group {
      return findings.report(
        .mermaidSyntax, "this line does not leave a group: both ends are in the same one", at: end.range,
        fix: "remove `{group}`")
    }
    result.edges.append(
      .init(
        from: .init(
          node: from, side: line.from.side, hasHead: line.hasHeads.from, isAtGroup: line.from.isAtGroup),
        to: .init(node: to, side: line.to.side, hasHead: line.hasHeads.to, isAtGroup: line.to.isAtGroup),
        label: line.label))
  }
}
