import Diagnostics
import Pages
import Synchronization

/// Paths by their file names, for hints about links that lead nowhere. It is made for the first such link, once:
/// a portal that was renamed has as many of them as pages.
final class NameIndex: Sendable {
  private struct Names {
    let paths: [String]
    /// Positions of paths.
    var byName: [Substring: [Int]] = [:]
    /// File names without their endings, each once, in the order of the paths.
    var stems: [Substring: [Int]] = [:]
    var order: [Substring] = []
    let near: NearMiss.Names
    let nearPaths: NearMiss.Names

    init(_ paths: [String]) {
      self.paths = paths
      for (position, path) in paths.enumerated() {
        byName[NameIndex.name(path), default: []].append(position)
        let stem = NameIndex.stem(path)
        if stems[stem, default: []].isEmpty { order.append(stem) }
        stems[stem, default: []].append(position)
      }
      near = NearMiss.Names(order.map(String.init))
      nearPaths = NearMiss.Names(paths)
    }

    func meant(by path: String) -> NearMiss.Guess? {
      if let moved = byName[NameIndex.name(path)], moved.count == 1 {
        return .init(paths[moved[0]], for: path)
      }
      let stem = NameIndex.stem(path)
      let positions =
        stems[stem].map { [$0] }
        ?? near.nearest(to: String(stem)).compactMap { stems[order[$0]] }
      if positions.isEmpty { return nil }
      return nearPaths.guess(for: path, among: positions.joined())
    }
  }

  private let paths: @Sendable () -> [String]
  private let names = Mutex<Names?>(nil)
  /// What was asked before: many links often lead to the same missing page.
  private let asked = Mutex<[String: NearMiss.Guess?]>([:])
  /// How many names are searched faster than an answer is found again.
  private static let short = 16

  init(_ paths: @escaping @Sendable () -> [String]) { self.paths = paths }

  /// What `path` probably means: the same file name in another folder, when there is one such file only; else the
  /// nearest path of those whose file name is nearest: folders and endings that are equal say nothing about
  /// what was meant.
  func meant(by path: String) -> NearMiss.Guess? {
    let all = all()
    if all.paths.count <= Self.short { return all.meant(by: path) }
    if let known = asked.withLock({ $0[path] }) { return known }
    let guess = all.meant(by: path)
    asked.withLock { $0[path] = .some(guess) }
    return guess
  }

  private func all() -> Names {
    names.withLock { names in
      if let names { return names }
      let made = Names(paths())
      names = made
      return made
    }
  }

  private static func name(_ path: String) -> Substring {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] } ?? path[...]
  }

  private static func stem(_ path: String) -> Substring {
    let name = name(path)
    return name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[..<$0] } ?? name
  }
}
