import Diagnostics
import Mermaid
import TestSupport
import Testing

struct GitGraphGrammarTests {
  /// One line a commit: `branch: label [tags] < parents`, with the numbers of the parents.
  private func history(_ text: String) -> String {
    let reading = ReadResult(text)
    guard let graph = reading.diagram?.content as? GitGraph else { return reading.report }
    return graph.commits.map { commit in
      var line = graph.branches[commit.branch].name + ": " + (commit.id ?? commit.message ?? "-")
      if !commit.tags.isEmpty { line += " [\(commit.tags.joined(separator: ", "))]" }
      if !commit.parents.isEmpty { line += " < " + commit.parents.map(String.init).joined(separator: " ") }
      return line
    }.joined(separator: "\n")
  }

  @Test func branchesAndMergesAreRead() {
    expectText(
      history(
        """
        gitGraph LR:
          title Release %% the first
          commit id: "A" %% start
          commit "a message" tag:"v1" tag: "lts"
          branch feature/login-2
          commit type: HIGHLIGHT id:'B'

          checkout main
          commit msg: "on main" type: REVERSE
          merge feature/login-2 id: "M" tag: "v2"
          switch "feature/login-2"
          commit
        """),
      """
      main: A
      main: a message [v1, lts] < 0
      feature/login-2: B < 1
      main: on main < 1
      main: M [v2] < 3 2
      feature/login-2: - < 2
      """)
  }

  @Test func cherryPicksAreRead() {
    expectText(
      history(
        """
        gitGraph
          commit id: "A"
          branch develop
          commit id: "B"
          checkout main
          merge develop id: "M"
          branch hotfix
          commit id: "C"
          checkout develop
          cherry-pick id: "C"
          cherry-pick id: "M" parent: "B" tag: "picked"
        """),
      """
      main: A
      develop: B < 0
      main: M < 0 1
      hotfix: C < 2
      develop: - [cherry-pick:C] < 1 3
      develop: - [picked] < 4 2
      """)
  }

  @Test func lanesAreOrdered() {
    let text = """
      ---
      config:
        gitGraph:
          mainBranchName: trunk
          mainBranchOrder: 2
      ---
      gitGraph TB:
        commit
        branch second order: 3
        branch first order: 1
        branch unordered
        commit
      """
    let graph = ReadResult(text).diagram?.content as? GitGraph
    #expect(graph?.branches.map(\.name) == ["unordered", "first", "trunk", "second"])
    #expect(graph?.commits.map(\.branch) == [2, 0])
    #expect(graph?.direction == .topToBottom)
  }

  @Test(arguments: [
    (
      "title: Release",
      "2:1-6 White space must follow `title` → write `title` and the words, without `:`"
    ),
    ("comit", "2:1-6 Unknown statement `comit` of a Git graph → write `commit`"),
    (
      "commit idd: \"A\"",
      "2:8-11 Expected `id:`, `msg:`, `tag:`, `type:` or the end of the line, found \"idd\" → write `id:`"
    ),
    ("commit id: A", "2:12-13 `id:` must be a string in quotes, found \"A\" → write `id: \"…\"`"),
    (
      "commit type: HIGHLIHT",
      "2:14-22 `type:` must be `NORMAL`, `REVERSE` or `HIGHLIGHT`, found \"HIGHLIHT\" → write `HIGHLIGHT`"
    ),
    (
      "branch",
      "2:7-7 The name of a branch must follow `branch`, found the end of the diagram "
        + "→ write `branch feature`, or the name in double quotes"
    ),
    ("branch merge", "2:8-13 `merge` is a keyword → write the name in quotes: `branch \"merge\"`"),
    ("branch a order: b", "2:17-18 `order:` must be a whole number, found \"b\" → write `order: 2`"),
    ("branch main", "2:8-12 There is a branch `main` already → write `checkout main`, or another name"),
    ("checkout man", "2:10-13 There is no branch `man` here → write `main`"),
    ("checkout develop", "2:10-17 There is no branch `develop` here → write `branch develop` before it"),
    (
      "merge main",
      "2:7-11 `main` cannot be merged into itself → write `checkout` of another branch before it"
    ),
    ("merge x", "2:7-8 `main` has no commit to merge into → write `commit` before `merge x`"),
    ("commit\nmerge x", "3:7-8 There is no branch `x` here → write `branch x` before it"),
    (
      "commit\nbranch x\nmerge main",
      "4:7-11 `main` and `x` have the same last commit → write `commit` on `main` before it"
    ),
    (
      "cherry-pick id: \"A\"",
      "2:1-12 There is no commit `A` here → write `cherry-pick id: \"…\"` with the id of an earlier commit"
    ),
    (
      "commit id: \"A\"\ncherry-pick id: \"A\"",
      "3:1-12 `A` is on `main` already → write `checkout` of another branch before it"
    ),
    (
      "branch x\ncheckout main\ncommit\nmerge x",
      "5:7-8 `x` has no commit to merge → write `commit` on `x` before it"
    ),
    (
      "commit\nbranch x\ncheckout main\ncommit\ncheckout x\nmerge main",
      "7:7-11 `x` has no commit of its own to merge `main` into → write `commit` before it"
    ),
    (
      "commit id: \"A\"\nbranch x\ncommit\ncheckout main\nmerge x id: \"A\"",
      "6:7-8 There is a commit `A` already → write another `id:`"
    ),
    (
      "branch x\ncommit id: \"A\"\ncheckout main\ncherry-pick id: \"A\"",
      "5:1-12 `main` has no commit to pick another onto → write `commit` before it"
    ),
  ])
  func mistakesHaveAPlaceAndAFix(statements: String, report: String) {
    #expect(ReadResult("gitGraph\n" + statements).report == report)
  }

  @Test(arguments: [
    (
      "",
      "9:1-12 `M` is a merge, so one of its parents must be named → "
        + "write `parent: \"…\"` with the id of one of them"
    ),
    (" parent: \"C\"", "9:1-12 `C` is not a parent of `M` → write one of its parents: `A`, `B`"),
    (" parent: \"A\"", ""),
  ])
  func aMergeIsCherryPickedWithOneOfItsParents(parent: String, report: String) {
    let text = """
      gitGraph
      commit id: "A"
      branch x
      commit id: "B"
      checkout main
      merge x id: "M"
      branch y
      commit id: "C"
      cherry-pick id: "M"
      """
    #expect(ReadResult(text + parent).report == report)
  }

  @Test func aLimitOfBranchesAndCommitsIsReachedWithoutAnError() {
    var limits = Limits()
    limits.nodes = 2
    func report(_ statements: String) -> [String] {
      MermaidParser.parse(SourceText(path: "d.mmd", text: "gitGraph\n" + statements), limits: limits)
        .diagnostics.map(\.message)
    }
    #expect(report("commit\nbranch x\ncommit\n") == [])
    #expect(report("commit\nbranch x\nbranch y\n") == ["The diagram has more than 2 commits or branches"])
    #expect(report("commit\ncommit\ncommit\n") == ["The diagram has more than 2 commits or branches"])
  }

  @Test func aDirectionEndsWithAColon() {
    #expect(
      ReadResult("gitGraph TB\ncommit\n").report
        == "1:10-12 `:` must follow the direction → write `gitGraph TB:`")
    #expect(
      ReadResult("gitGraph RL:\ncommit\n").report
        == "1:10-12 A Git graph has no direction `RL` → write `gitGraph LR:`, `TB:` or `BT:`")
    #expect(ReadResult("gitGraph:\ncommit\n").report == "")
  }
}
