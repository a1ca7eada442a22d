import Diagnostics

/// A repository while its history is being made: what each statement does to it, by the rules of mermaid.js.
struct GitHistory {
  struct Problem {
    var message: String
    var fix: String
  }

  struct Attributes {
    var id: String?
    var message: String?
    var tags: [String] = []
    var look: GitGraph.Commit.Look?
    var parent: String?
  }

  private(set) var commits: [GitGraph.Commit] = []
  /// In the order of creation.
  private(set) var lanes: [(branch: GitGraph.Branch, order: Double?)]
  /// The last commit of each lane.
  private var heads: [Int?] = [nil]
  private var laneOfName: [String: Int]
  private var commitOfID: [String: Int] = [:]
  private var current = 0

  init(main: String = "main", order: Double = 0) {
    lanes = [(GitGraph.Branch(name: main), order)]
    laneOfName = [main: 0]
  }

  /// Branches with an `order` are sorted by it, after those without, which keep the order of creation.
  func graph() -> GitGraph {
    let keys = lanes.indices.map { lanes[$0].order ?? Double($0) / Double(lanes.count + 1) }
    let sorted = lanes.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    var place = [Int](repeating: 0, count: lanes.count)
    for (index, lane) in sorted.enumerated() { place[lane] = index }
    return GitGraph(
      branches: sorted.map { lanes[$0].branch },
      commits: commits.map { commit in
        var commit = commit
        commit.branch = place[commit.branch]
        return commit
      })
  }

  private mutating func add(
    _ kind: GitGraph.Commit.Kind, _ attributes: Attributes, second: Int? = nil, at range: Range<Int>
  ) {
    let parents = [heads[current], second].compactMap { $0 }
    if let id = attributes.id { commitOfID[id] = commits.count }
    heads[current] = commits.count
    commits.append(
      .init(
        id: attributes.id, message: attributes.message, tags: attributes.tags.filter { !$0.isEmpty },
        kind: kind,
        look: attributes.look, branch: current, parents: parents, range: range))
  }

  mutating func commit(_ attributes: Attributes, at range: Range<Int>) {
    var attributes = attributes
    if attributes.id?.isEmpty == true { attributes.id = nil }
    add(.normal, attributes, at: range)
  }

  mutating func branch(_ name: String, order: Double?) -> Problem? {
    guard laneOfName[name] == nil else {
      return Problem(
        message: "there is a branch `\(name)` already", fix: "write `checkout \(name)`, or another name")
    }
    laneOfName[name] = lanes.count
    lanes.append((GitGraph.Branch(name: name, start: heads[current]), order))
    heads.append(heads[current])
    current = lanes.count - 1
    return nil
  }

  mutating func checkOut(_ name: String) -> Problem? {
    guard let lane = laneOfName[name] else { return unknown(name) }
    current = lane
    return nil
  }

  private func unknown(_ name: String) -> Problem {
    let near = NearMiss.nearest(to: name, in: lanes.map(\.branch.name))
    return Problem(
      message: "there is no branch `\(name)` here",
      fix: near.map { "write `\($0)`" } ?? "write `branch \(name)` before it")
  }

  mutating func merge(_ name: String, _ attributes: Attributes, at range: Range<Int>) -> Problem? {
    let here = lanes[current].branch.name
    guard name != here else {
      return Problem(
        message: "`\(name)` cannot be merged into itself", fix: "write `checkout` of another branch before it"
      )
    }
    guard let head = heads[current] else {
      return Problem(
        message: "`\(here)` has no commit to merge into", fix: "write `commit` before `merge \(name)`")
    }
    guard let lane = laneOfName[name] else { return unknown(name) }
    guard let other = heads[lane] else {
      return Problem(
        message: "`\(name)` has no commit to merge", fix: "write `commit` on `\(name)` before it")
    }
    guard head != other else {
      return Problem(
        message: "`\(name)` and `\(here)` have the same last commit",
        fix: "write `commit` on `\(name)` before it")
    }
    // A branch without a commit of its own still ends at one of this branch.
    guard lanes[commits[head].branch].branch.name != name else {
      return Problem(
        message: "`\(here)` has no commit of its own to merge `\(name)` into", fix: "write `commit` before it"
      )
    }
    if let id = attributes.id, commitOfID[id] != nil {
      return Problem(message: "there is a commit `\(id)` already", fix: "write another `id:`")
    }
    add(.merge, attributes, second: other, at: range)
    return nil
  }

  mutating func cherryPick(_ attributes: Attributes, at range: Range<Int>) -> Problem? {
    guard let id = attributes.id, let source = commitOfID[id] else {
      let near = attributes.id.flatMap { NearMiss.nearest(to: $0, in: Array(commitOfID.keys).sorted()) }
      return Problem(
        message: attributes.id.map { "there is no commit `\($0)` here" }
          ?? "`cherry-pick` needs the id of a commit",
        fix: near.map { "write `id: \"\($0)\"`" }
          ?? "write `cherry-pick id: \"…\"` with the id of an earlier commit")
    }
    let parentIDs = commits[source].parents.map { commits[$0].id }
    if let parent = attributes.parent, !parentIDs.contains(parent) {
      return Problem(
        message: "`\(parent)` is not a parent of `\(id)`",
        fix:
          "write one of its parents: \(parentIDs.compactMap { $0.map { "`\($0)`" } }.joined(separator: ", "))"
      )
    }
    if commits[source].kind == .merge, attributes.parent == nil {
      return Problem(
        message: "`\(id)` is a merge, so one of its parents must be named",
        fix: "write `parent: \"…\"` with the id of one of them")
    }
    guard commits[source].branch != current else {
      return Problem(
        message: "`\(id)` is on `\(lanes[current].branch.name)` already",
        fix: "write `checkout` of another branch before it")
    }
    guard heads[current] != nil else {
      return Problem(
        message: "`\(lanes[current].branch.name)` has no commit to pick another onto",
        fix: "write `commit` before it")
    }
    var picked = Attributes()
    picked.tags =
      attributes.tags.isEmpty
      ? ["cherry-pick:\(id)\(commits[source].kind == .merge ? "|parent:\(attributes.parent ?? "")" : "")"]
      : attributes.tags
    add(.cherryPick, picked, second: source, at: range)
    return nil
  }
}
