import JSON
import Languages
import Pages

/// The language that a block is evidently written in, where its fence says another one.
///
/// Only forms that cannot be anything else: a JSON document that parses, `apiVersion:` on the first line, `from x import y`.
struct ApparentLanguage: Sendable, Hashable {
  /// The word for the fence.
  let id: String
  let label: String

  /// `nil` when the block may be what its fence says.
  init?(of block: Block) {
    guard block.origin.file == nil, let found = Self.language(of: block), found.0 != block.language else {
      return nil
    }
    (id, label) = found
  }

  private static func language(of block: Block) -> (String, String)? {
    switch block.language {
    case "sh", "console": inShell(block)
    case "python", "javascript", "typescript", "sql", "yaml", "toml", "go", "rust", "java", "swift", "html",
      "css":
      isShell(block.code) ? ("sh", "shell commands") : nil
    default: nil
    }
  }

  /// What a block that says it is shell is instead.
  private static func inShell(_ block: Block) -> (String, String)? {
    let lines = block.code.split(separator: "\n").filter { !$0.allSatisfy(\.isWhitespace) }
    guard let first = lines.first, !first.hasPrefix("$ ") else { return nil }
    if isJSON(block.code) { return ("json", "JSON") }
    if first.hasPrefix("HTTP/1.1 ") || first.hasPrefix("HTTP/2 ") || isRequest(first) {
      return ("http", "HTTP")
    }
    if first.hasPrefix("apiVersion: "), lines.contains(where: { $0.hasPrefix("kind: ") }) {
      return ("yaml", "YAML")
    }
    if isPython(first, lines) { return ("python", "Python") }
    if isDockerfile(first, lines) { return ("dockerfile", "a Dockerfile") }
    if isSQL(first, block.code) { return ("sql", "SQL") }
    if isPowerShell(first) { return ("powershell", "PowerShell") }
    return isBatch(first) ? ("bat", "a batch file") : nil
  }

  /// An object with members, or a list of them.
  private static func isJSON(_ code: String) -> Bool {
    guard let first = code.first(where: { !$0.isWhitespace }), first == "{" || first == "[" else {
      return false
    }
    do throws(JSONSyntaxError) {
      let json = try JSONParser.parse(Array(code.utf8))
      return json.object.map { !$0.isEmpty } ?? json.array?.first.map { $0.object != nil } ?? false
    } catch {
      return false
    }
  }

  private static func isRequest(_ line: Substring) -> Bool {
    let words = line.split(separator: " ")
    return words.count >= 2 && ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(words[0])
      && (words[1].hasPrefix("/") || words[1].hasPrefix("http"))
  }

  private static func isPython(_ first: Substring, _ lines: [Substring]) -> Bool {
    let words = first.split(separator: " ")
    if words.count >= 4, words[0] == "from", words[2] == "import" { return true }
    if first.hasPrefix("def "), first.hasSuffix(":") { return true }
    // `import` alone is a program of ImageMagick.
    return words.count == 2 && words[0] == "import" && isName(words[1])
      && lines.dropFirst().contains { $0.hasPrefix("import ") || $0.hasPrefix("from ") || $0.contains("(") }
  }

  private static func isDockerfile(_ first: Substring, _ lines: [Substring]) -> Bool {
    first.hasPrefix("FROM ")
      && lines.dropFirst().contains { line in
        ["RUN ", "COPY ", "CMD ", "ENTRYPOINT ", "WORKDIR ", "ENV "].contains { line.hasPrefix($0) }
      }
  }

  private static func isSQL(_ first: Substring, _ code: String) -> Bool {
    let starts = [
      "SELECT ", "INSERT INTO ", "CREATE TABLE ", "CREATE INDEX ", "ALTER TABLE ", "DELETE FROM ", "UPDATE ",
    ]
    guard starts.contains(where: { first.hasPrefix($0) }) else { return false }
    return code.contains(";") || code.contains(" FROM ") || code.contains("\nFROM ")
  }

  /// `$env:NAME = 1`, `& tool | Invoke-Expression`, `[Environment]::Exit(1)`, `function x { tool $args }`.
  private static func isPowerShell(_ line: Substring) -> Bool {
    let behindType = line.firstRange(of: "]::")?.lowerBound
    let isType =
      line.first == "[" && behindType.map { line[..<$0].dropFirst().allSatisfy(\.isLetter) } ?? false
    let isFunction = line.hasPrefix("function ") && line.contains("$args")
    return line.hasPrefix("$env:") || line.hasPrefix("& ") || isType || isFunction || isCmdlet(line)
  }

  /// `@FOR %i IN (a b) DO x`, `@echo off`.
  private static func isBatch(_ line: Substring) -> Bool {
    ["@for ", "@echo ", "@rem "].contains { line.lowercased().hasPrefix($0) }
  }

  /// `Get-Process -Name x`.
  private static func isCmdlet(_ line: Substring) -> Bool {
    let verbs = [
      "Get-", "Set-", "New-", "Remove-", "Invoke-", "Start-", "Stop-", "Import-", "Install-", "Add-",
    ]
    guard let verb = verbs.first(where: { line.hasPrefix($0) }), let next = line.dropFirst(verb.count).first
    else {
      return false
    }
    return next.isUppercase
  }

  private static func isName(_ word: Substring) -> Bool {
    word.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
  }

  /// Whether every line is a command of a program that no language has as a word.
  private static func isShell(_ code: String) -> Bool {
    var found = false
    var continues = false
    for line in code.split(separator: "\n") {
      let text = line.drop { $0 == " " || $0 == "\t" }
      defer { continues = line.hasSuffix("\\") }
      if continues || text.isEmpty || text.hasPrefix("# ") { continue }
      guard isCommand(text) else { return false }
      found = true
    }
    return found
  }

  private static func isCommand(_ line: Substring) -> Bool {
    let words = (line.hasPrefix("$ ") ? line.dropFirst(2) : line).split(separator: " ")
    guard let program = words.first, words.count > 1 else { return false }
    if ["sudo", "curl", "wget", "pip", "pip3", "npx", "apt-get", "kubectl", "mkdir", "chmod"].contains(
      program)
    {
      return isArgument(words[1])
    }
    guard let commands = subcommands[String(program)] else { return false }
    return commands.contains(String(words[1]))
  }

  /// What may follow a program, but no name of a variable that is set or called.
  private static func isArgument(_ word: Substring) -> Bool {
    guard let first = word.first else { return false }
    return first.isLetter || first == "-" || first == "/" || first == "." || first == "\"" || first == "'"
  }

  private static let subcommands: [String: Set<String>] = [
    "npm": ["install", "i", "run", "ci", "start", "test", "init", "exec", "publish"],
    "yarn": ["add", "install", "run", "start", "build", "dev"],
    "pnpm": ["add", "install", "run", "dlx", "i"],
    "git": ["clone", "add", "commit", "push", "pull", "checkout", "status", "fetch"],
    "docker": ["run", "build", "compose", "pull", "push", "exec", "ps", "logs"],
    "cargo": ["build", "run", "test", "add", "install", "new", "init"],
    "go": ["get", "build", "run", "test", "install", "mod"],
    "python": ["-m", "setup.py", "main.py", "manage.py", "app.py"],
    "python3": ["-m", "setup.py", "main.py", "manage.py", "app.py"],
    "brew": ["install", "tap", "upgrade"],
    "poetry": ["add", "install", "run", "new", "init"],
    "uv": ["add", "pip", "run", "sync", "venv", "init"],
    "helm": ["install", "upgrade", "repo", "template"],
    "make": ["build", "test", "install", "run", "all", "clean"],
  ]
}
