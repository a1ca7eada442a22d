extension GitGraph {
  public var summary: String {
    "Git graph of \(commits.count.counted("commit", "commits")) on "
      + branches.count.counted("branch", "branches")
  }

  public var walkthrough: [String] {
    var sentences: [String] = []
    var isOpened = Set<Int>()
    for commit in commits {
      let branch = branches[commit.branch].name
      if isOpened.insert(commit.branch).inserted, let start = branches[commit.branch].start {
        sentences.append("\(branch) branches off \(branches[commits[start].branch].name)\(at(start)).")
      }
      let tags = commit.tags.isEmpty ? "" : ", tagged \(commit.tags.list)"
      let name = commit.label.isEmpty ? "" : " \(commit.label)"
      switch commit.kind {
      case .normal:
        let verb = commit.look == .reverse ? "Reverting commit" : "Commit"
        sentences.append("\(verb)\(name) on \(branch)\(tags).")
      case .merge:
        let source = commit.parents.last.map { branches[commits[$0].branch].name } ?? "?"
        sentences.append("\(source) is merged into \(branch)\(name.isEmpty ? "" : " as\(name)")\(tags).")
      case .cherryPick:
        let source = commit.parents.last.map { commits[$0].label } ?? "?"
        sentences.append("\(source) is cherry-picked to \(branch)\(tags).")
      }
    }
    return sentences
  }

  private func at(_ commit: Int) -> String {
    commits[commit].label.isEmpty ? "" : " at \(commits[commit].label)"
  }
}
