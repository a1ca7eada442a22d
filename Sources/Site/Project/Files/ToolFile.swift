import Dialects

/// Files that are read above a project, because they say how its pages are meant: settings of documentation tools, and
/// the list of the files that git ignores.
public enum ToolFile {
  private static let names: Set<String> = Set(
    Dialect.all.flatMap(\.marks) + [".gitignore", "SUMMARY.md"] + sidebars + compilers)

  /// The names that sidebars of Docusaurus may have, in the order in which they are looked for.
  static let sidebars = ["js", "ts", "json", "cjs", "mjs"].map { "sidebars." + $0 }

  /// Settings of TypeScript and JavaScript, which may have short names for folders.
  static let compilers = ["tsconfig.json", "jsconfig.json"]

  private static let folders: Set<String> = [".vitepress", "_default"]

  /// Whether a path is that of settings. The content of no other file above a project is looked at.
  public static func isSettings(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let name = parts.last.map(String.init) else { return false }
    if names.contains(name) || Dialect.all.contains(where: { $0.variants?.has(name) ?? false }) {
      return true
    }
    let folder = parts.dropLast().last.map(String.init) ?? ""
    return folders.contains(folder) && name.hasPrefix("config.")
      || folder == "_default" && name.hasPrefix("hugo.")
  }
}
