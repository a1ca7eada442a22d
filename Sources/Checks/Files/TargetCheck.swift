import Diagnostics
import JSON
import Languages
import Pages
import Project

extension Rule {
  public static let unknownTarget = Rule(
    "unknown-target", .warning,
    "`make`, `npm run` or `docker compose` with a target, script or service that the repository does not define"
  )
}

/// Commands that name a target of the repository's own files: `make TARGET`, `npm run SCRIPT`, `docker compose up SERVICE`.
enum TargetCheck {
  static let check = Check(.facts, [.unknownTarget], .page(findings))

  private static func findings(_ checked: CheckedPage) -> [Diagnostic] {
    var seen: Set<String> = []
    var found: [Diagnostic] = []
    // After `cd` a page is about another folder, and perhaps about another project.
    scripts: for script in checked.shellScripts {
      for command in script.script.commands {
        if ["cd", "pushd"].contains(command.name) || command.words.dropFirst().first?.text == "create" {
          break scripts
        }
        guard let (kind, words) = targets(of: command) else { continue }
        // `yarn run` and `pnpm run` also start programs of installed packages.
        let program = command.words.first { $0.text != "sudo" }?.text ?? ""
        let startsPrograms = ["yarn", "pnpm"].contains(program)
        for word in words where word.isLiteral && seen.insert("\(program) \(kind) \(word.text)").inserted {
          if let problem = problem(word.text, kind, checked),
            !startsPrograms || NearMiss.guess(for: problem.name, in: problem.known) != nil
          {
            found.append(diagnostic(problem, word, script.block, checked.page))
          }
        }
      }
    }
    return found
  }

  private enum Kind: String {
    case make = "target"
    case npm = "script"
    case compose = "service"
  }

  private struct Problem {
    var name: String
    var kind: Kind
    var file: SourceText
    var known: [String]
  }

  private static func diagnostic(
    _ problem: Problem, _ word: ShellScript.Word, _ block: Block, _ page: Page
  ) -> Diagnostic {
    var finding = Diagnostic(
      .unknownTarget, "`\(problem.file.path)` has no \(problem.kind.rawValue) `\(problem.name)`",
      at: page.span(inCodeOf: block, codeRange: word.range), name: problem.name,
      guess: NearMiss.guess(for: problem.name, in: problem.known),
      otherwise: "use one of: " + problem.known.prefix(8).joined(separator: ", "))
    finding.replacements = []
    return finding
  }

  /// The targets that a command names.
  private static func targets(of command: ShellScript.Command) -> (Kind, [ShellScript.Word])? {
    let words = Array(command.words.drop { $0.text == "sudo" })
    let texts = words.map(\.text)
    guard let program = texts.first else { return nil }
    switch program {
    case "make":
      // Another folder or file, and values for variables.
      guard !texts.contains(where: { $0.hasPrefix("-") || $0.contains("=") || $0.hasPrefix("$") }) else {
        return nil
      }
      return (
        .make,
        words.dropFirst().filter {
          !$0.text.contains("/") && !$0.text.contains(".") && !$0.text.contains("%")
        }
      )
    case "npm", "pnpm", "yarn":
      guard texts.count >= 3, texts[1] == "run", !texts[2].hasPrefix("-") else { return nil }
      return (.npm, [words[2]])
    case "docker", "docker-compose":
      return composeService(words).map { (.compose, [$0]) }
    default: return nil
    }
  }

  /// The service of `docker compose up -d SERVICE`.
  private static func composeService(_ words: [ShellScript.Word]) -> ShellScript.Word? {
    var rest = words.dropFirst()
    if words[0].text == "docker" {
      guard rest.first?.text == "compose" else { return nil }
      rest = rest.dropFirst()
    }
    guard let verb = rest.first?.text,
      ["up", "start", "stop", "restart", "logs", "exec", "run", "build", "pull"].contains(verb)
    else { return nil }
    rest = rest.dropFirst().drop {
      ["-d", "-f", "-it", "--build", "--rm", "-T", "-t", "-i", "--follow", "--detach"].contains($0.text)
    }
    guard let service = rest.first, !service.text.hasPrefix("-"), !service.text.contains("="),
      Int(service.text) == nil
    else { return nil }
    return service
  }

  private static func problem(_ name: String, _ kind: Kind, _ checked: CheckedPage) -> Problem? {
    let files = checked.context.files
    switch kind {
    case .make:
      guard let file = source(["Makefile", "makefile", "GNUmakefile"], files),
        let targets = MakeTargets(file.text, files),
        !targets.names.contains(name), files.kind(name) == nil
      else { return nil }
      return Problem(name: name, kind: kind, file: file, known: targets.names.sorted())
    case .npm:
      guard let file = source(["package.json"], files), let scripts = scripts(file), !scripts.isEmpty,
        !scripts.contains(name), !isInAnyManifest(name, files), !addsScript(name, checked.page)
      else { return nil }
      return Problem(name: name, kind: kind, file: file, known: scripts)
    case .compose:
      let composed = files.files("") { isCompose($0) }
      guard composed.count == 1, let file = source(composed, files) else { return nil }
      let services = ComposeServices.names(in: file.text)
      guard !services.isEmpty, !services.contains(name) else { return nil }
      return Problem(name: name, kind: kind, file: file, known: services)
    }
  }

  private static func isCompose(_ name: String) -> Bool {
    (name.hasPrefix("docker-compose") || name.hasPrefix("compose"))
      && (name.hasSuffix(".yml") || name.hasSuffix(".yaml"))
  }

  private static func source(_ names: [String], _ files: FileReader) -> SourceText? {
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
      return try JSONParser.parse(manifest.bytes)["scripts"]?.object?.names
    } catch {
      return nil
    }
  }

  /// Whether a package of the same repository has the script: a page may be about any of them.
  private static func isInAnyManifest(_ name: String, _ files: FileReader) -> Bool {
    files.files("") { $0 == "package.json" }.contains { path in
      source([path], files).flatMap(scripts)?.contains(name) ?? false
    }
  }

  /// Whether the page tells its readers to define the script themselves.
  private static func addsScript(_ name: String, _ page: Page) -> Bool {
    page.source.text.contains("\"\(name)\"")
  }
}

/// The targets of a makefile.
struct MakeTargets {
  private(set) var names: Set<String> = []

  /// `nil` when there may be others: of included files, of patterns, or with names that are made.
  init?(_ text: String, _ files: FileReader) {
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
