import Diagnostics
import Pages
import Synchronization

/// Paths by their file names, for hints about links that lead nowhere. It is made for the first such link, once:
/// a portal that was renamed has as many of them as pages.
final class NameIndex: Sendable {
  private struct Names {
    var byName: [Substring: [String]] = [:]
    /// File names without their endings, each once, in the order of the paths.
    var stems: [Substring: [String]] = [:]
    var near: NearMiss.Names
    var order: [Substring] = []

    init(_ paths: [String]) {
      for path in paths {
        byName[NameIndex.name(path), default: []].append(path)
        let stem = NameIndex.stem(path)
        if stems[stem, default: []].isEmpty { order.append(stem) }
        stems[stem, default: []].append(path)
      }
      near = NearMiss.Names(order.map(String.init))
    }
  }

  private let paths: @Sendable () -> [String]
  private let names = Mutex<Names?>(nil)

  init(_ paths: @escaping @Sendable () -> [String]) { self.paths = paths }

  /// What `path` probably means: the same file name in another folder, when there is one such file only; else the
  /// nearest path of those whose file name is nearest: folders and endings that are equal say nothing about
  /// what was meant.
  func meant(by path: String) -> NearMiss.Guess? {
    let names = all()
    if let moved = names.byName[Self.name(path)], moved.count == 1 { return .init(moved[0], for: path) }
    let stems =
      names.stems[Self.stem(path)].map { [$0] }
      ?? names.near.nearest(to: String(Self.stem(path))).compactMap { names.stems[names.order[$0]] }
    return stems.isEmpty ? nil : NearMiss.guess(for: path, in: stems.joined())
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
