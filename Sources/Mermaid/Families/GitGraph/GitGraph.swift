/// `gitGraph`: commits on branches, in the order in which they are made.
public struct GitGraph: Sendable, Hashable {
  /// `LR`, `TB` or `BT`: the way time goes.
  public var direction: Direction
  /// In the order of their lanes; the first is the main branch unless `order` says otherwise.
  public var branches: [Branch]
  /// By time: parents precede their children.
  public var commits: [Commit]
  /// `showCommitLabel`
  public var showsLabels: Bool
  /// `showBranches`: lanes have a line and a name.
  public var showsBranches: Bool

  /// A history of commits on branches, which refer to each other by index.
  ///
  /// ```swift
  /// let history = GitGraph(
  ///   branches: [.init(name: "main"), .init(name: "develop", start: 0)],
  ///   commits: [.init(id: "1"), .init(id: "2", branch: 1, parents: [0])])
  /// ```
  public init(
    direction: Direction = .leftToRight, branches: [Branch] = [], commits: [Commit] = [],
    showsLabels: Bool = true, showsBranches: Bool = true
  ) {
    self.direction = direction
    self.branches = branches
    self.commits = commits
    self.showsLabels = showsLabels
    self.showsBranches = showsBranches
  }

  /// A branch, drawn as a lane.
  public struct Branch: Sendable, Hashable {
    /// The name at its lane; unique.
    public var name: String
    /// Index into `commits` of the commit it starts from; `nil` when it starts without a commit.
    public var start: Int?

    /// A branch with its name and the commit that it starts from.
    ///
    /// ```swift
    /// let develop = GitGraph.Branch(name: "develop", start: 0)
    /// ```
    public init(name: String, start: Int? = nil) {
      self.name = name
      self.start = start
    }
  }

  /// A commit on a branch.
  public struct Commit: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      case normal
      /// Merges another branch, whose last commit is the second parent.
      case merge
      /// A copy of a commit of another branch: the second parent.
      case cherryPick
    }

    public enum Look: String, Sendable, Hashable {
      case normal = "NORMAL"
      case reverse = "REVERSE"
      case highlight = "HIGHLIGHT"
    }

    /// As written; `nil` when the author gave none.
    public var id: String?
    /// `msg:`; `nil` when not given.
    public var message: String?
    /// `tag:`, drawn above the commit, in the order written.
    public var tags: [String]
    /// Whether it has a second parent, and why.
    public var kind: Kind
    /// `type:`; `nil` when not given.
    public var look: Look?
    /// Index into `branches`.
    public var branch: Int
    /// Indices into `commits`, the one on the same branch first; none for the first commit.
    public var parents: [Int]
    /// Where a click leads; `nil` for nowhere.
    public var link: DiagramLink?
    /// UTF-8 byte range of its statement in the diagram's source; `nil` for one that was not read from text.
    public var range: Range<Int>?

    /// A commit with its branch and parents.
    ///
    /// ```swift
    /// let merge = GitGraph.Commit(id: "merge", tags: ["v1.0"], kind: .merge, branch: 0, parents: [0, 1])
    /// ```
    public init(
      id: String? = nil, message: String? = nil, tags: [String] = [], kind: Kind = .normal, look: Look? = nil,
      branch: Int = 0, parents: [Int] = [], link: DiagramLink? = nil, range: Range<Int>? = nil
    ) {
      self.id = id
      self.message = message
      self.tags = tags
      self.kind = kind
      self.look = look
      self.branch = branch
      self.parents = parents
      self.link = link
      self.range = range
    }

    /// The text beside it: its id, or its message. mermaid.js generates ids, which mean nothing.
    var label: String { id ?? message ?? "" }
  }
}
