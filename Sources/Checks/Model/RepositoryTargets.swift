import Diagnostics
import JSON
import Pages
import Project

/// What the repository's own files define for `make`, `npm run` and `docker compose`. Each file is read once, when the first
/// command names something of it.
final class RepositoryTargets: Sendable {
  /// The targets that one file defines.
  struct Targets: Sendable {
    let file: SourceText
    let names: [String]
    /// Whether a name exists all the same, elsewhere in the repository.
    let isElsewhere: @Sendable (String) -> Bool

    func has(_ name: String) -> Bool { names.contains(name) || isElsewhere(name) }
  }

  private enum File: Hashable { case make, npm, compose }

  private let files: FileReader
  private let targets = Memo<File, Targets?>()

  init(_ files: FileReader) { self.files = files }

  /// The targets of the makefile; `nil` without a makefile, or when it may have other targets.
  var make: Targets? { targets.value(.make) { _ in readMakefile() } }
  /// The scripts of `package.json`; `nil` without any.
  var npm: Targets? { targets.value(.npm) { _ in readManifests() } }
  /// The services of the only compose file; `nil` without one, or when there are several.
  var compose: Targets? { targets.value(.compose) { _ in readComposeFile() } }

  private func readMakefile() -> Targets? {
    let files = files
    guard let file = source(["Makefile", "makefile", "GNUmakefile"]), let targets = MakeTargets(file.text)
    else { return nil }
    return Targets(file: file, names: targets.names.sorted()) { files.kind($0) != nil }
  }

  private func readManifests() -> Targets? {
    guard let file = source(["package.json"]), let names = Self.scripts(file), !names.isEmpty else {
      return nil
    }
    // A page may be about any package of the repository.
    let all = Set(
      files.files("") { $0 == "package.json" }.flatMap { source([$0]).flatMap(Self.scripts) ?? [] })
    return Targets(file: file, names: names) { all.contains($0) }
  }

  private func readComposeFile() -> Targets? {
    let composed = files.files("") { Self.isCompose($0) }
    guard composed.count == 1, let file = source(composed) else { return nil }
    let services = ComposeServices.names(in: file.text)
    return services.isEmpty ? nil : Targets(file: file, names: services) { _ in false }
  }

  private static func isCompose(_ name: String) -> Bool {
    (name.hasPrefix("docker-compose") || name.hasPrefix("compose"))
      && (name.hasSuffix(".yml") || name.hasSuffix(".yaml"))
  }

  private func source(_ names: [String]) -> SourceText? {
    guard let name = names.first(where: { files.kind($0) == .file }) else { return nil }
    do throws(FileReadError) {
      return try files.source(name)
    } catch {
      // Nothing is said of a file that cannot be read.
      return nil
    }
  }

  private static func scripts(_ manifest: SourceText) -> [String]? {
    do throws(JSONSyntaxError) {
      let json = try JSONParser.parse(manifest.bytes)
      return SiteManifest.isSite(json) ? nil : json["scripts"]?.object?.names
    } catch {
      return nil
    }
  }
}

/// The targets of a makefile.
struct MakeTargets {
  private(set) var names: Set<String> = []

  /// `nil` when there may be others: of included files, of patterns, or with computed names.
  init?(_ text: String) {
    var isDefinition = false
    for line in Self.lines(of: text) where !line.hasPrefix("\t") && !line.hasPrefix("#") {
      let first = line.split { $0 == " " || $0 == "\t" }.first.map(String.init) ?? ""
      // The lines of `define … endef` are the value of a variable.
      if isDefinition || first == "define" {
        isDefinition = first != "endef"
        continue
      }
      if ["include", "-include", "sinclude"].contains(first) || line.contains("$(eval") { return nil }
      guard let colon = line.firstIndex(of: ":"), !line[..<colon].contains("="),
        !line[line.index(after: colon)...].hasPrefix("=")
      else { continue }
      let targets = line[..<colon].split(separator: " ")
      if targets.contains(where: { $0.contains("%") || $0.contains("$") }) { return nil }
      names.formUnion(targets.map(String.init))
      if line.hasPrefix(".PHONY") {
        names.formUnion(line[colon...].dropFirst().split(separator: " ").map(String.init))
      }
    }
    if names.isEmpty { return nil }
    names = names.filter { !$0.hasPrefix(".") }
  }

  /// The lines of a makefile, those that end in a backslash with the ones after them.
  private static func lines(of text: String) -> [String] {
    var lines: [String] = []
    var isContinued = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let continues = line.hasSuffix("\\")
      let part = String(continues ? line.dropLast() : line)
      if isContinued {
        lines[lines.count - 1] += " " + part
      } else {
        lines.append(part)
      }
      isContinued = continues
    }
    return lines
  }
}

/// The services of a compose file: the keys below `services:`.
enum ComposeServices {
  static func names(in text: String) -> [String] {
    var names: [String] = []
    var isInside = false
    var indentation: Int?
    for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("#") {
      let spaces = line.prefix { $0 == " " }.count
      if spaces == 0 { isInside = line.hasPrefix("services:") }
      guard isInside, spaces > 0, let colon = line.firstIndex(of: ":") else { continue }
      if indentation == nil { indentation = spaces }
      if spaces == indentation { names.append(line[..<colon].trimmed) }
    }
    // `extends` and `include` bring in others.
    return text.contains("\ninclude:") || text.contains("<<:") ? [] : names
  }
}
