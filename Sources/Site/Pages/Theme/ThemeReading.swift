import Diagnostics
import Markdown
import Project

extension SiteTheme {
  /// Reads `site/theme/`.
  ///
  /// - Returns: the theme, and what is wrong with its files.
  public static func read(_ files: FileReader) -> (theme: SiteTheme, findings: [Diagnostic]) {
    var reading = ThemeReading(files: files)
    let names = files.files(folder) { _ in true }.compactMap { RelativePath.inside(folder, $0) }
    if isOfAnotherTool(names, files) { return (reading.theme, []) }
    reading.reportLinksOutside()
    // Styles name assets, which are therefore read first.
    for name in names.filter({ $0.hasPrefix("assets/") }) + names.filter({ !$0.hasPrefix("assets/") }) {
      reading.read(name)
    }
    let (settings, findings) = ThemeSettings.load(files)
    reading.theme.settings = settings
    return (reading.theme, findings + reading.findings)
  }

  /// Whether a folder without settings has a `site/theme/` in which nothing is a file of a theme.
  private static func isOfAnotherTool(_ names: [String], _ files: FileReader) -> Bool {
    !names.isEmpty && files.kind(Project.definition) == nil
      && !names.contains { ThemeReading.known.contains($0) || ThemeReading.isInFolder($0) }
  }
}

private struct ThemeReading {
  let files: FileReader
  var theme = SiteTheme()
  var findings: [Diagnostic] = []

  private static let images = ["svg", "png"]
  private static let icons = ["svg", "png", "ico"]
  private static let assetEndings: Set<String> = [
    "svg", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "woff", "woff2", "ttf", "otf",
  ]

  /// Every file that a theme may have, besides those below `assets/`.
  static let known =
    ["theme.yml", "theme.css"] + images.map { "logo." + $0 } + images.map { "logo-dark." + $0 }
    + icons.map { "favicon." + $0 } + SiteTheme.Place.allCases.map(\.file)

  /// Whether a name is below a folder that themes may have.
  static func isInFolder(_ name: String) -> Bool {
    ["assets", ThemeWords.folder].contains { RelativePath.inside($0, name) != nil }
  }

  init(files: FileReader) { self.files = files }

  mutating func read(_ name: String) {
    if let asset = RelativePath.inside("assets", name) { return readAsset(asset, name) }
    if let file = RelativePath.inside(ThemeWords.folder, name) { return readWords(file, name) }
    guard Self.known.contains(name) else { return unknown(name) }
    switch name {
    case "theme.yml": break
    case "theme.css": readStyles(name)
    case _ where name.hasPrefix("logo."): theme.logo = image(name)
    case _ where name.hasPrefix("logo-dark."): theme.darkLogo = image(name)
    case _ where name.hasPrefix("favicon."): theme.favicon = image(name)
    default: readFragment(name)
    }
  }

  /// Links that lead out of the project are not followed, which would be a theme that is silently not there.
  mutating func reportLinksOutside() {
    for path in [SiteTheme.folder] + (Self.known + ["assets", ThemeWords.folder]).map(path)
    where files.leadsOutside(path) {
      findings.append(
        Diagnostic(
          .badTheme, "`\(path)` is a link that leads out of the project",
          at: SourceSpan(file: files.printed(path)), fix: "put a copy into the project"))
    }
  }

  private mutating func unknown(_ name: String) {
    findings.append(
      Diagnostic(
        .badTheme, "Unknown file `\(path(name))`", at: SourceSpan(file: files.printed(path(name))),
        name: name,
        guess: NearMiss.guess(for: name, in: Self.known),
        otherwise: "a theme has " + Self.known.map { "`\($0)`" }.joined(separator: ", ")
          + ", and images and fonts in `assets/`"))
  }

  private func path(_ name: String) -> String { SiteTheme.folder + "/" + name }

  private mutating func source(_ name: String) -> SourceText? {
    do throws(FileReadError) {
      return try files.source(path(name), limit: InputLimit.settings)
    } catch {
      fail(name, "`\(path(name))` \(error)", fix: error.fix)
      return nil
    }
  }

  private mutating func fail(_ name: String, _ message: String, fix: String? = nil) {
    findings.append(
      Diagnostic(.badTheme, message, at: SourceSpan(file: files.printed(path(name))), fix: fix))
  }

  private mutating func readWords(_ file: String, _ name: String) {
    let ending = Self.ending(of: name)
    guard ending == "yml", let language = TextLanguage(String(file.dropLast(ending.utf8.count + 1))) else {
      return fail(
        name, "The name of `\(path(name))` must be a language tag",
        fix: "name it after its language, such as `\(ThemeWords.folder)/de.yml`")
    }
    let (words, mistakes) = ThemeWords.load(path(name), files)
    theme.words[language.tag.lowercased()] = words
    findings += mistakes
  }

  private mutating func readAsset(_ asset: String, _ name: String) {
    let ending = Self.ending(of: name)
    guard Self.assetEndings.contains(ending) else {
      return fail(
        name, "`\(path(name))` is neither an image nor a font",
        fix: "assets end in " + Self.assetEndings.sorted().map { "`.\($0)`" }.joined(separator: ", "))
    }
    theme.assets[asset] = image(name)
  }

  /// Drawings are files of their own, in which a reader who opens one would run scripts.
  private mutating func image(_ name: String) -> SiteTheme.Image? {
    do throws(FileReadError) {
      let bytes = try files.read(path(name))
      let ending = Self.ending(of: name)
      if ending == "svg", let reason = ThemeDrawing.reason(bytes) {
        fail(name, "`\(path(name))` is not published: \(reason)", fix: "remove that from the drawing")
        return nil
      }
      return SiteTheme.Image(bytes: bytes, ending: ending)
    } catch {
      fail(name, "`\(path(name))` \(error)", fix: error.fix)
      return nil
    }
  }

  private static func ending(of name: String) -> String {
    name.split(separator: ".").last.map { $0.lowercased() } ?? ""
  }

  private mutating func readStyles(_ name: String) {
    guard let source = source(name) else { return }
    let (styles, mistakes) = ThemeStyles.read(source, assets: theme.assets.keys.sorted())
    if mistakes.isEmpty { theme.styles = styles }
    findings += mistakes
  }

  private mutating func readFragment(_ name: String) {
    guard let source = source(name), let place = SiteTheme.Place.allCases.first(where: { $0.file == name })
    else { return }
    let refusals = HTMLPolicy.theme.refusals(in: source.bytes)
    if refusals.isEmpty { theme.fragments[place] = source }
    findings += refusals.map { refusal in
      Diagnostic(
        .badTheme, "Not allowed in the theme: \(refusal.reason)", at: source.span(refusal.range),
        fix: "remove it; a theme has no scripts, styles in attributes or addresses of other hosts' files")
    }
  }
}
