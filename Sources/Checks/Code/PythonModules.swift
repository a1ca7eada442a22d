import Diagnostics
import Languages
import Pages
import Project

/// The Python modules of a repository.
struct PythonModules {
  private let files: FileReader
  /// Every name under which a part of the repository may be imported.
  let names: Set<String>
  /// The files by the first part of their module's name, with its whole name.
  private let paths: [String: [(name: String, path: String)]]

  /// More is not read: a page imports few packages.
  private static let mostBytes = 8 << 20

  init(_ files: FileReader) {
    self.files = files
    let all = files.files("") { $0.hasSuffix(".py") || $0.hasSuffix(".pyi") }
    let folders = Set(all.filter { $0.hasSuffix("/__init__.py") }.map(RelativePath.folder))
    names = Set(all.flatMap { $0.split(separator: "/").map { Self.stem($0) } })
    paths = Dictionary(grouping: all.compactMap { Self.module($0, folders) }) { module in
      module.name.split(separator: ".").first.map(String.init) ?? module.name
    }
  }

  private static func stem(_ name: Substring) -> String {
    name.split(separator: ".").first.map(String.init) ?? String(name)
  }

  /// `src/shop/cart.py` is `shop.cart` when `src/shop` has an `__init__.py`. A file in no package is a module at the root.
  private static func module(_ path: String, _ packages: Set<String>) -> (name: String, path: String)? {
    // Packages in these have the names of others, or are not installed.
    let others = [
      "tests", "test", "examples", "example", "docs", "docs_src", "fixtures", "e2e", "templates",
      "benchmarks",
    ]
    guard path.hasSuffix(".py"),
      !path.split(separator: "/").dropLast().contains(where: { others.contains(String($0)) })
    else { return nil }
    var parts = [String(path.split(separator: "/").last?.dropLast(3) ?? "")]
    var folder = RelativePath.folder(of: path)
    if !packages.contains(folder) {
      return folder.isEmpty || folder == "src" ? (parts[0], path) : nil
    }
    if parts == ["__init__"] { parts = [] }
    while packages.contains(folder) {
      parts.insert(folder.split(separator: "/").last.map(String.init) ?? folder, at: 0)
      folder = RelativePath.folder(of: folder)
    }
    return (parts.joined(separator: "."), path)
  }

  /// The sources of all modules below some names.
  func modules(named tops: Set<String>) -> [PythonReading.Module] {
    var bytes = 0
    var modules: [PythonReading.Module] = []
    for top in tops.sorted() {
      for (name, path) in paths[top] ?? [] {
        do throws(FileReadError) {
          let source = try files.source(path)
          bytes += source.bytes.count
          if bytes > Self.mostBytes { return [] }
          modules.append(.init(name: name, path: path, source: source.text))
        } catch {
          // A module that cannot be read may have any name: without its package nothing is said.
          return []
        }
      }
    }
    return modules
  }
}
