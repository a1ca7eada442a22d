import Digests
import JSON
import Pages
import Project

/// The blocks of one page that one checker gets: all of its languages, or none.
struct CheckerUnit: Sendable {
  /// Position in the project's list.
  var checker: Int
  var page: Int
  var blocks: [Block]
  /// The names of the variables that earlier blocks have captured for each block, by its position.
  var captured: [Int: [String]] = [:]

  /// - Parameter selected: The positions of the pages to verify.
  static func all(of project: Project, _ pages: [Page], _ selected: [Int], _ planner: Planner)
    -> [CheckerUnit]
  {
    project.checkers.enumerated().flatMap { number, checker in
      let languages = Set(checker.languages)
      return selected.compactMap { index -> CheckerUnit? in
        let blocks = pages[index].blocks.filter { block in
          languages.contains(block.language) && !block.isOutput && block.attributes.skip == nil
            && planner.level(of: block) != .text
        }
        if blocks.isEmpty { return nil }
        return CheckerUnit(
          checker: number, page: index, blocks: blocks,
          captured: CaptureSession.captured(on: pages[index], project, planner.languages))
      }
    }
  }

  /// Where the page is and on which lines its blocks are does not count.
  ///
  /// - Parameter checkerKey: The key of all else that the checker's answers depend on.
  func key(_ checkerKey: String, pagePath: String) -> String {
    var key = CacheKey()
    key.add("format", "1")
    key.add("checker", checkerKey)
    key.add("page", pagePath)
    for block in blocks {
      for (name, value) in CheckerInput.members(of: block, in: self) { key.add(name, value) }
      key.add("file text", block.origin.fileText ?? "")
    }
    return key.text
  }
}

/// The blocks as a checker reads them.
enum CheckerInput {
  /// The path by which a block's lines are named: of its page, or of the included file.
  static func path(of block: Block, pagePath: String) -> String { block.origin.file ?? pagePath }

  /// The members that do not depend on the block's place. Members that a block does not have are left out.
  static func members(of block: Block, in unit: CheckerUnit) -> [(String, String)] {
    let others = [
      ("file", block.origin.file), ("region", block.origin.region),
      ("captured", unit.captured[block.index]?.joined(separator: " ")),
    ]
    return [("language", block.language), ("code", block.code)]
      + others.compactMap { name, value in value.map { (name, $0) } }
      + FenceAttribute.forCheckers(block.attributes).map { ($0.name, $0.value) }
  }

  static func json(_ units: [CheckerUnit], pagePath: (Int) -> String) -> JSON {
    .array(
      units.flatMap { unit -> [JSON] in
        let page = pagePath(unit.page)
        return unit.blocks.map { block -> JSON in
          var members: [(String, JSON)] = [
            ("page", .string(page)), ("path", .string(path(of: block, pagePath: page))),
            ("line", .number(block.origin.firstLine)),
          ]
          for (name, value) in Self.members(of: block, in: unit) { members.append((name, .string(value))) }
          return .object(members)
        }
      })
  }
}
