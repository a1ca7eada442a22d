import Diagnostics
import Languages
import Pages
import Project

extension Rule {
  public static let unsetVariable = Rule(
    "unset-variable", .warning, "A shell variable that nothing on the page sets or explains")
}

/// What commands on a page need is set there, or the text says what it is.
///
/// A reader who copies `curl "$BASE_URL/jobs"` gets an empty variable, and often no error. Any other word of the page that
/// names the variable counts as an explanation, and so do the environments that everybody has.
enum UnsetVariableCheck {
  static let check = Check(.commands, [.unsetVariable], .links(findings))

  private struct Use {
    let variable: ShellScript.Variable
    let block: Block
  }

  private static func findings(_ checked: CheckedPage, _ index: OutlineIndex) -> [Diagnostic] {
    // Notes are written for people who have the variables already.
    if NotePages.has(checked.page) { return [] }
    let scripts = checked.shellScripts
    let set = Set(scripts.flatMap(\.script.settings).map(\.name)).union(checked.page.captured)
    let uses = uses(in: scripts.filter { !isIncluded($0.block, on: checked.page) }).filter { use in
      !set.contains(use.variable.name) && isJudged(use.variable.name)
        && !KnownEnvironment.has(use.variable.name) && !isScoped(use)
    }
    if uses.isEmpty { return [] }
    let mentions = VariableMentions(checked.page, scripts.map(\.block))
    let names = set.filter { $0.utf8.count >= 3 }.sorted()
    let counts = uses.reduce(into: [String: Int]()) { $0[$1.variable.name, default: 0] += 1 }
    var seen: Set<String> = []
    return uses.compactMap { use in
      let name = use.variable.name
      guard seen.insert(name).inserted else { return nil }
      let guess = NearMiss.guess(for: name, in: names)
      // `$uri` in `sh` is often of a web server, awk or Perl.
      guard name == name.uppercased() || guess != nil, !mentions.names(name),
        !isSetNearby(name, checked, index.assignments)
      else { return nil }
      return finding(use, guess, count: counts[name, default: 1], checked.page)
    }
  }

  /// Whether the code is in a file that the tool of the page includes: what a whole script needs, its caller sets.
  private static func isIncluded(_ block: Block, on page: Page) -> Bool {
    guard case .copied(let file, from: _)? = page.source.piece(at: block.bodyRange.lowerBound)?.origin else {
      return false
    }
    return file.path != page.source.path
  }

  /// `$Env:NAME` and `$PROFILE.AllUsersAllHosts` of PowerShell.
  private static func isScoped(_ use: Use) -> Bool {
    let rest = use.block.code.utf8.dropFirst(use.variable.range.upperBound)
    return ":.".utf8.contains(rest.first ?? 0) && rest.dropFirst().first?.isUppercase ?? false
  }

  /// The uses before anything that may set variables: `source .env`.
  private static func uses(in scripts: [PageScripts.Script]) -> [Use] {
    scripts.prefix { !$0.script.readsMore }.filter { !isSynopsis($0.block.code) && !isPath($0.block.code) }
      .flatMap { script in
        script.script.uses.map { Use(variable: $0, block: script.block) }
      }
  }

  /// `tool del $KEY [$END_KEY]` is the syntax of a command.
  private static func isSynopsis(_ code: String) -> Bool {
    [" [$", "=[$", " [-", " [<", "|--", "(--"].contains { code.contains($0) }
  }

  /// A block that only says where a file is: `$APP_HOME/logs/app.log`.
  private static func isPath(_ code: String) -> Bool {
    let text = code.trimmed
    return text.contains("/") && !text.contains(where: \.isWhitespace)
      && text.split(separator: "/").last?.dropFirst().contains(".") == true
  }

  /// Short names are those of loops.
  private static func isJudged(_ name: String) -> Bool {
    name.utf8.count >= 3 && name.utf8.contains(where: \.isLetter)
  }

  private static func finding(
    _ use: Use, _ guess: NearMiss.Guess?, count: Int, _ page: Page
  ) -> Diagnostic {
    let name = use.variable.name
    var finding = Diagnostic(
      .unsetVariable, "Nothing on this page sets `\(name)`",
      at: page.span(inCodeOf: use.block, codeRange: use.variable.range), name: name, guess: guess,
      otherwise: "set it before this command, or say in the text what it is")
    // Which of two names is right is not known.
    finding.replacements = []
    if count > 1 { finding.notes.append(.init("\(count - 1) more use\(count > 2 ? "s" : "") on this page")) }
    return finding
  }

  /// Whether a page of the same folder, or one that this page links to, says what the variable is: pages of a course follow
  /// each other.
  private static func isSetNearby(_ name: String, _ checked: CheckedPage, _ assignments: AssignmentIndex)
    -> Bool
  {
    let page = checked.page
    let others = assignments.pages(assigning: name).filter { $0 != page.path }
    if others.isEmpty { return false }
    let links = Set(page.links.map { LinkDestination($0.destination).path }.compactMap(stem))
    return others.contains { other in
      RelativePath.folder(of: other) == page.folder || stem(other).map(links.contains) == true
    }
  }

  /// The name of a file without its ending, by which links are compared.
  private static func stem(_ path: String) -> String? {
    path.split(separator: "/").last?.split(separator: ".").first.map(String.init)
  }
}

/// Where a page names a variable other than by using it.
private struct VariableMentions {
  private let bytes: [UInt8]
  private let blocks: [Range<Int>]

  init(_ page: Page, _ blocks: [Block]) {
    bytes = page.source.bytes
    self.blocks = blocks.map(\.range)
  }

  /// Whether the name is anywhere but behind `$` in a block.
  func names(_ name: String) -> Bool {
    places(of: name).contains { place in
      !isExpansion(place) || !blocks.contains { $0.contains(place.lowerBound) }
    }
  }

  private func isExpansion(_ place: Range<Int>) -> Bool {
    guard place.lowerBound > 0 else { return false }
    var before = place.lowerBound - 1
    while before > 0, "{#!".utf8.contains(bytes[before]) { before -= 1 }
    return bytes[before] == UInt8(ascii: "$")
  }

  private func places(of name: String) -> [Range<Int>] {
    let wanted = Array(name.utf8)
    var found: [Range<Int>] = []
    var from = 0
    while let place = bytes.firstRange(of: wanted, in: from..<bytes.count) {
      from = place.upperBound
      if isWord(place) { found.append(place) }
    }
    return found
  }

  private func isWord(_ place: Range<Int>) -> Bool {
    func isName(_ index: Int) -> Bool {
      bytes.indices.contains(index) && (bytes[index].isAlphanumeric || bytes[index] == UInt8(ascii: "_"))
    }
    return !isName(place.lowerBound - 1) && !isName(place.upperBound)
  }
}
