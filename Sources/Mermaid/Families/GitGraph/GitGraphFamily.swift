extension GitGraph: DiagramContent {
  /// The family of this model.
  ///
  /// ```swift
  /// GitGraph.family.keywords  // the words that begin such a diagram
  /// ```
  public static let family = Family(
    id: "gitGraph", name: "Git graph", keywords: ["gitGraph"], settings: "gitGraph",
    grammar: GitGraphGrammar.self)

  public mutating func visitParts(_ body: (inout DiagramPart) -> Void) {
    for index in commits.indices {
      let commit = commits[index]
      DiagramPart.visit(
        .commit, id: commit.id ?? "", label: commit.label, link: &commits[index].link, range: commit.range,
        body)
    }
  }
}

extension DiagramPart.Kind {
  /// A commit of a Git graph; its id is empty when the source gives none.
  public static let commit = Self("commit")
}
