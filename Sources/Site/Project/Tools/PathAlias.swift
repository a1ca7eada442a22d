import Dialects

/// A name that sites written in JavaScript give a folder, `@assets/` for `src/assets/`: `compilerOptions.paths` of
/// `tsconfig.json` or `jsconfig.json`.
public struct PathAlias: Sendable, Hashable {
  /// What a path begins with: `@assets/`.
  public let prefix: String
  /// What stands for it, from the project's root, which it may lead out of: `../src/assets/`.
  public let folder: String
}

extension ToolSettings {
  /// The names that the settings beside those of the site give.
  func readAliases() -> [PathAlias] {
    guard let text = firstText(ToolFile.compilers.map(beside))?.text,
      let options = ScriptLiteral(module: text)?["compilerOptions"],
      case .object(let paths) = options["paths"]
    else { return [] }
    let base = options["baseUrl"]?.string ?? "."
    return paths.compactMap { name, targets in
      guard name.hasSuffix("*"), name.count > 2, let target = targets.list?.first?.string,
        target.hasSuffix("*"),
        let folder = place(base + "/" + target.dropLast())
      else { return nil }
      return PathAlias(prefix: String(name.dropLast()), folder: folder)
    }
  }

  /// A path beside the settings, from the project's root, with `/` at its end.
  private func place(_ path: String) -> String? {
    if path.hasPrefix("/") { return nil }
    let whole = resolve(path, in: folder) ?? RelativePath.outside(path, in: folder)
    return whole.map { $0.isEmpty ? "" : $0 + "/" }
  }
}
