import Testing

@testable import Mermaid

struct GitGraphLayoutTests {
  private func text(_ header: String) -> String {
    """
    \(header)
      commit id: "A"
      branch develop
      commit id: "B with a rather long name" tag: "v1"
      commit id: "C"
      checkout main
      commit type: HIGHLIGHT id: "D"
      merge develop id: "M" tag: "v2"
      branch hotfix
      commit type: REVERSE
      checkout develop
      cherry-pick id: "D"

    """
  }

  @Test(arguments: ["LR", "TB", "BT"])
  func commitsFollowTheDirectionAndBranchesAreLanes(direction: String) throws {
    let scene = try drawn(text("gitGraph \(direction):"))
    #expect(scene.geometryFindings() == [])
    #expect(scene.contrastFindings().filter { $0.kind == .label } == [])
    let centers = try (1...7).map { try scene.box("commit \($0)").bounds.center }
    let times = centers.map { direction == "LR" ? $0.x : direction == "TB" ? $0.y : -$0.y }
    #expect(times == times.sorted() && Set(times).count == 7)
    let lanes = centers.map { direction == "LR" ? $0.y : $0.x }
    // A, D, M on main; B, C and the cherry-pick on develop; one on hotfix.
    #expect(lanes[0] == lanes[3] && lanes[3] == lanes[4])
    #expect(lanes[1] == lanes[2] && lanes[2] == lanes[6])
    #expect(lanes[0] < lanes[1] && lanes[1] < lanes[5])
  }

  @Test func everyParentIsLinkedToItsChild() throws {
    let scene = try drawn(text("gitGraph"))
    #expect(
      scene.links.map { "\($0.from) > \($0.to)".replacing("commit ", with: "") } == [
        "1 > 2", "2 > 3", "1 > 4", "4 > 5", "3 > 5", "5 > 6", "3 > 7", "4 > 7",
      ])
    #expect(scene.links.last?.appearance.dash == [4, 4])
  }

  @Test func labelsInOneLaneDoNotOverlap() throws {
    let commits = (1...12).map { "  commit id: \"commit number \($0)\" tag: \"tag number \($0)\"\n" }.joined()
    for direction in ["LR", "TB"] {
      #expect(try drawn("gitGraph \(direction):\n" + commits).geometryFindings() == [])
    }
  }

  @Test func settingsHideCommitLabelsAndBranches() throws {
    let settings = "---\nconfig: {gitGraph: {showCommitLabel: false, showBranches: false}}\n---\n"
    let scene = try drawn(settings + text("gitGraph"))
    #expect(scene.freeLabels.isEmpty)
    #expect(!scene.boxes.contains { $0.id.hasPrefix("branch ") })
  }

  @Test func emptyGraphIsDrawnTooManyCommitsAreRejected() throws {
    #expect(try drawn("gitGraph\n").links.isEmpty)
    var limits = LayoutLimits()
    limits.nodes = 3
    let graph = GitGraph(branches: [.init(name: "main")], commits: (0..<4).map { _ in .init() })
    #expect(throws: LayoutError.tooMany(what: "commits", count: 4, limit: 3)) {
      try graph.scene(limits: limits)
    }
  }

  @Test func accessibleDescriptionTellsTheHistory() {
    let diagram = ReadResult(text("gitGraph")).diagram
    #expect(diagram?.accessibleTitle == "Git graph of 7 commits on 3 branches")
    #expect(
      diagram?.walkthrough == [
        "Commit A on main.", "develop branches off main at A.",
        "Commit B with a rather long name on develop, tagged v1.", "Commit C on develop.",
        "Commit D on main.", "develop is merged into main as M, tagged v2.",
        "hotfix branches off main at M.", "Reverting commit on hotfix.",
        "D is cherry-picked to develop, tagged cherry-pick:D.",
      ])
    #expect(diagram?.parts.map { "\($0.kind) \($0.label)" }.first == "commit A")
  }

  @Test func commitsCanBeLinkedToPages() throws {
    let diagram = try #require(ReadResult(text("gitGraph")).diagram)
    let linked = diagram.linked { $0.id == "M" ? DiagramLink(destination: "m.html") : nil }
    #expect(String(decoding: try linked.svg(), as: UTF8.self).contains("<a href=\"m.html\">"))
  }
}
