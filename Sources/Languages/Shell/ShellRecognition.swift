extension LanguageRecognition {
  /// Every line is a command of a program that no language has as a word.
  static let shell = LanguageRecognition(label: "shell commands") { block in
    var found = false
    var continues = false
    for line in block.code.split(separator: "\n") {
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
    if programs.contains(String(program)) { return isArgument(words[1]) }
    return subcommands[String(program)]?.contains(String(words[1])) ?? false
  }

  /// What may follow a program, but no name of a variable that is set or called.
  private static func isArgument(_ word: Substring) -> Bool {
    guard let first = word.first else { return false }
    return first.isLetter || first == "-" || first == "/" || first == "." || first == "\"" || first == "'"
  }

  private static let programs: Set<String> = [
    "sudo", "curl", "wget", "pip", "pip3", "npx", "apt-get", "kubectl", "mkdir", "chmod",
  ]

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
