import Diagnostics
import Languages
import Pages

extension Rule {
  public static let unknownTarget = Rule(
    "unknown-target", .warning,
    "`make`, `npm run` or `docker compose` with a target, script or service that the repository does not define"
  )
}

/// Commands that name a target of the repository's own files: `make TARGET`, `npm run SCRIPT`, `docker compose up SERVICE`.
enum TargetCheck {
  static let check = Check(.facts, [.unknownTarget], .links(findings))

  private static func findings(_ checked: CheckedPage, _ index: OutlineIndex) -> [Diagnostic] {
    var seen: Set<String> = []
    var found: [(diagnostic: Diagnostic, kind: Kind)] = []
    /// Targets of `make` that there are.
    var known = 0
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
          guard let problem = problem(word.text, kind, checked.page, index.targets) else {
            known += kind == .make ? 1 : 0
            continue
          }
          if !startsPrograms || NearMiss.guess(for: problem.name, in: problem.known) != nil {
            found.append((diagnostic(problem, word, script.block, checked.page), kind))
          }
        }
      }
    }
    // A page that names several targets, all of them unknown, is about another project.
    let isOther = known == 0 && found.count { $0.kind == .make } > 1
    return found.filter { !isOther || $0.kind != .make }.map(\.diagnostic)
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

  private static func problem(
    _ name: String, _ kind: Kind, _ page: Page, _ targets: RepositoryTargets
  ) -> Problem? {
    let all: RepositoryTargets.Targets?
    switch kind {
    case .make: all = targets.make
    case .npm: all = addsScript(name, page) ? nil : targets.npm
    case .compose: all = targets.compose
    }
    guard let all, !all.has(name) else { return nil }
    return Problem(name: name, kind: kind, file: all.file, known: all.names)
  }

  /// Whether the page tells its readers to define the script themselves.
  private static func addsScript(_ name: String, _ page: Page) -> Bool {
    page.source.text.contains("\"\(name)\"")
  }
}
