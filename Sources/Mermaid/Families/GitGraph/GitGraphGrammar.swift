import Diagnostics

/// Reads `gitGraph`: commits, branches, checkouts, merges and cherry-picks, one on each line.
///
/// The grammar follows mermaid.js's `gitGraph.langium`, and the rules about branches its `gitGraphAst.ts`.
struct GitGraphGrammar: LangiumGrammar {
  var reading: Reading
  var cursor: Cursor
  private var history = GitHistory()

  init(_ reading: Reading) {
    self.reading = reading
    cursor = Cursor(reading.text)
  }

  mutating func read() -> GitGraph? {
    let settings = text.config["gitGraph"]
    history = GitHistory(
      main: settings?["mainBranchName"]?.text ?? "main", order: settings?["mainBranchOrder"]?.number ?? 0)
    cursor.skipSpace()
    cursor.take("gitGraph")
    let direction = readDirection()
    readStatements { $0.statement() }
    var graph = history.graph()
    graph.direction = direction
    graph.showsLabels = settings?["showCommitLabel"]?.bool ?? true
    graph.showsBranches = settings?["showBranches"]?.bool ?? true
    return graph
  }

  /// `:`, or a direction and `:`, after the header word.
  private mutating func readDirection() -> Direction {
    skipBlanks()
    if cursor.take(.colon) { return .leftToRight }
    var ahead = cursor
    let word = ahead.take(while: \.isWord)
    let name = cursor.text(word)
    guard let direction = Direction(rawValue: name), direction != .rightToLeft else {
      if name == "RL" || name == "TD" {
        fail(
          "a Git graph has no direction `\(name)`", at: word, fix: "write `gitGraph LR:`, `TB:` or `BT:`")
      }
      return .leftToRight
    }
    cursor = ahead
    skipBlanks()
    if !cursor.take(.colon) {
      fail("`:` must follow the direction", at: word, fix: "write `gitGraph \(name):`")
    }
    return direction
  }

  private static let statements = ["commit", "branch", "merge", "checkout", "switch", "cherry-pick"]

  private mutating func statement() {
    let start = cursor.at
    let range = cursor.take { $0.isWord || $0 == .hyphen }
    switch cursor.text(range) {
    case "commit": commit(range)
    case "branch": branch()
    case "merge": merge(range)
    case "checkout", "switch": checkout()
    case "cherry-pick": cherryPick(range)
    case "title": failTitle(at: range)
    case let name:
      cursor.at = start
      let near = NearMiss.nearest(to: name, in: Self.statements)
      fail(
        "unknown statement \(name.isEmpty ? cursor.found : "`\(name)`") of a Git graph",
        at: range.isEmpty ? cursor.character : range,
        fix: near.map { "write `\($0)`" } ?? "write `commit`, `branch`, `checkout`, `merge` or `cherry-pick`")
    }
  }

  private mutating func commit(_ word: Range<Int>) {
    guard let attributes = attributes(["id", "msg", "tag", "type"], isMessageBare: true) else { return }
    history.commit(attributes, at: text.range(in: word))
    checkLimit(word)
  }

  private mutating func branch() {
    guard let (name, range) = name("branch") else { return }
    skipBlanks()
    var order: Double?
    if cursor.take("order:") {
      skipBlanks()
      let digits = cursor.take(while: \.isDigit)
      order = Double(cursor.text(digits))
      if order == nil {
        return fail(
          "`order:` must be a whole number, found \(cursor.found)", at: cursor.character,
          fix: "write `order: 2`")
      }
    }
    guard endLine(after: "the branch") else { return }
    guard history.lanes.count < limits.nodes else { return reportLimit(range) }
    report(history.branch(name, order: order), at: range)
  }

  private mutating func checkout() {
    guard let (name, range) = name("checkout"), endLine(after: "the branch") else { return }
    report(history.checkOut(name), at: range)
  }

  private mutating func merge(_ word: Range<Int>) {
    guard let (name, range) = name("merge"), let attributes = attributes(["id", "tag", "type"]) else {
      return
    }
    report(history.merge(name, attributes, at: text.range(in: word)), at: range)
    checkLimit(word)
  }

  private mutating func cherryPick(_ word: Range<Int>) {
    guard let attributes = attributes(["id", "tag", "parent"]) else { return }
    report(history.cherryPick(attributes, at: text.range(in: word)), at: word)
    checkLimit(word)
  }

  private mutating func report(_ problem: GitHistory.Problem?, at range: Range<Int>) {
    guard let problem else { return }
    findings.report(.mermaidReference, problem.message, at: text.range(in: range), fix: problem.fix)
  }

  private mutating func checkLimit(_ range: Range<Int>) {
    if history.commits.count > limits.nodes { reportLimit(range) }
  }

  private mutating func reportLimit(_ range: Range<Int>) {
    stop(.tooMany("commits or branches", limit: limits.nodes, at: range))
  }

  /// A branch: letters, digits, `_`, with `-`, `.` and `/` inside, or anything in quotes.
  private mutating func name(_ statement: String) -> (String, Range<Int>)? {
    skipBlanks()
    let start = cursor.at
    if let quoted = string() { return (quoted, start..<cursor.at) }
    cursor.at = start
    var range = cursor.take {
      $0.isWord || $0 == .hyphen || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/")
    }
    while let last = range.last, !(text.bytes[last].isWord || text.bytes[last] == .hyphen) {
      range = range.lowerBound..<last
    }
    cursor.at = range.upperBound
    guard let first = range.first, text.bytes[first].isWord else {
      cursor.at = start
      fail(
        "the name of a branch must follow `\(statement)`, found \(cursor.found)", at: cursor.character,
        fix: "write `\(statement) feature`, or the name in double quotes")
      return nil
    }
    let name = cursor.text(range)
    guard !Self.statements.contains(name) else {
      fail("`\(name)` is a keyword", at: range, fix: "write the name in quotes: `\(statement) \"\(name)\"`")
      return nil
    }
    return (name, range)
  }

  /// `id: "…" tag: "…" type: HIGHLIGHT` up to the end of the line; `nil` when something else is there.
  private mutating func attributes(_ names: [String], isMessageBare: Bool = false) -> GitHistory.Attributes? {
    var result = GitHistory.Attributes()
    while true {
      skipBlanks()
      if cursor.isAtLineEnd {
        cursor.take(.newline)
        return result
      }
      let start = cursor.at
      let word = cursor.take(while: \.isWord)
      var name = cursor.text(word)
      if word.isEmpty, isMessageBare {
        name = "msg"
      } else if !names.contains(name) || !cursor.take(.colon) {
        cursor.at = start
        let list = names.map { "`\($0):`" }.joined(separator: ", ")
        fail(
          "expected \(list) or the end of the line, found \(cursor.found)",
          at: word.isEmpty ? cursor.character : word,
          fix: NearMiss.nearest(to: name, in: names).map { "write `\($0):`" } ?? "remove it")
        return nil
      }
      skipBlanks()
      guard set(name, &result) else { return nil }
    }
  }

  private mutating func set(_ name: String, _ result: inout GitHistory.Attributes) -> Bool {
    let start = cursor.at
    if name == "type" {
      let word = cursor.take(while: \.isWord)
      result.look = GitGraph.Commit.Look(rawValue: cursor.text(word))
      if result.look != nil { return true }
      cursor.at = start
      fail(
        "`type:` must be `NORMAL`, `REVERSE` or `HIGHLIGHT`, found \(cursor.found)",
        at: word.isEmpty ? cursor.character : word,
        fix: NearMiss.nearest(to: cursor.text(word).uppercased(), in: ["NORMAL", "REVERSE", "HIGHLIGHT"]).map
        {
          "write `\($0)`"
        } ?? "write `type: HIGHLIGHT`")
      return false
    }
    guard let value = string() else {
      cursor.at = start
      fail(
        "`\(name):` must be a string in quotes, found \(cursor.found)", at: cursor.character,
        fix: "write `\(name): \"…\"`")
      return false
    }
    switch name {
    case "id": result.id = value
    case "msg": result.message = value
    case "tag": result.tags.append(value)
    default: result.parent = value
    }
    return true
  }
}
