import Dialects

/// How the pages of a project are to be read, and why.
public struct DialectReading: Sendable, Hashable {
  public var dialect = Dialect.github
  /// The file or folder that the tool was recognized by: `../mkdocs.yml`, relative to the project's root.
  public var mark: String?
  /// Whether the settings say it.
  public var isSet = false

  public init(_ dialect: Dialect = .github, mark: String? = nil, isSet: Bool = false) {
    self.dialect = dialect
    self.mark = mark
    self.isSet = isSet
  }

  /// For reports: `read as MkDocs (mkdocs.yml)`; `nil` for a folder of no tool.
  public var description: String? {
    if let mark { return "read as \(dialect.name) (\(mark))" }
    return isSet ? "read as \(dialect.name)" : nil
  }

  /// The folder of the tool's settings, relative to the project's root.
  public var folder: String? { mark.map(RelativePath.folder) }
}

extension DialectReading {
  /// Folders in which a repository keeps its site when that is not its own root.
  private static let sites = ["website", "docs", "site", "doc", "www"]

  /// The tool whose settings are nearest: in the folder of the pages, else above it up to the top of the repository,
  /// in each folder also in the usual places below it.
  public static func recognized(in files: FileReader, content: String, root: String) -> DialectReading {
    let start = content == "." ? "" : content
    let name = (start.isEmpty ? root : start).split(separator: "/").last ?? ""
    if name.hasSuffix(".docc"), let docC = Dialect.named("docc") {
      return DialectReading(docC, mark: String(name))
    }
    var folders = [start] + RelativePath.folders(of: start)
    if !start.isEmpty { folders.append("") }
    for folder in folders + files.foldersAbove {
      for place in [folder] + sites.map({ folder.isEmpty ? $0 : folder + "/" + $0 }) {
        for dialect in Dialect.all {
          for mark in dialect.marks {
            let path = place.isEmpty ? mark : place + "/" + mark
            if files.kindInRepository(path) != nil { return DialectReading(dialect, mark: path) }
          }
        }
        if let variant = variant(in: place, files) { return variant }
      }
    }
    return DialectReading()
  }

  /// The tool whose settings in a folder have a name of their own: those that most look like the ones of a site.
  private static func variant(in place: String, _ files: FileReader) -> DialectReading? {
    let names = files.settingsNames(place)
    if names.isEmpty { return nil }
    var best: (reading: DialectReading, keys: Int)?
    for dialect in Dialect.all {
      guard let variants = dialect.variants else { continue }
      for name in names where variants.has(name) {
        let path = place.isEmpty ? name : place + "/" + name
        let keys = count(of: variants.keys, in: path, files)
        if keys > best?.keys ?? 0 { best = (DialectReading(dialect, mark: path), keys) }
      }
    }
    return best?.reading
  }

  private static func count(of keys: [String], in path: String, _ files: FileReader) -> Int {
    let text: String
    do throws(FileReadError) { text = try files.settings(path).text } catch { return 0 }
    let lines = text.split(whereSeparator: \.isNewline)
    // Navigation alone is a part of other settings.
    let found = keys.filter { key in lines.contains { $0.hasPrefix(key) } }
    return found == ["nav:"] ? 0 : found.count
  }
}
