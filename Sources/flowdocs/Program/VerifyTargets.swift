import ArgumentParser
import Project
import Site

/// `page.md:12`.
struct PageLine: ExpressibleByArgument, Sendable {
  var page: String
  /// 1-based line.
  var line: Int

  init?(argument: String) {
    guard let colon = argument.lastIndex(of: ":"), let line = Int(argument[argument.index(after: colon)...]),
      line > 0, colon > argument.startIndex
    else { return nil }
    self.page = String(argument[..<colon])
    self.line = line
  }
}

/// What a command line names to verify: folders and pages, and single blocks by a line of theirs.
struct VerifyTargets: Sendable {
  /// Folders and pages, those of single blocks too.
  private(set) var paths: [String] = []
  private var places: [PageLine] = []
  /// Paths that are named without a line, and so as a whole.
  private var whole: [String] = []

  /// - Parameter arguments: `guide.md:12` is a line, unless a file has that name.
  init(_ arguments: [String]) {
    for argument in arguments {
      if DiskPath.kind(DiskPath.absolute(argument)) == nil, let place = PageLine(argument: argument) {
        places.append(place)
        paths.append(place.page)
      } else {
        whole.append(argument)
        paths.append(argument)
      }
    }
  }

  /// The positions of the blocks that alone are verified of a page, by its path; without pages that are named as a whole.
  func blocks(of site: Site, in selection: Selection) throws -> [String: Set<Int>] {
    let wholePaths = whole.filter(selection.paths.contains)
    let all = wholePaths.isEmpty ? [] : try site.pages(at: wholePaths) ?? Set(site.pages.map(\.path))
    var blocks: [String: Set<Int>] = [:]
    for place in places where selection.paths.contains(place.page) {
      guard let path = try site.pages(at: [place.page])?.first, !all.contains(path) else { continue }
      guard let block = site.page(path)?.block(aroundLine: place.line) else {
        throw CommandFailure("no code block at line \(place.line) of `\(place.page)`")
      }
      blocks[path, default: []].insert(block.index)
    }
    return blocks
  }
}
