extension Language {
  static let go = Language(
    "go", aliases: ["golang"], label: "Go", fileEnding: "go", lexer: .go, isUnlikeCommands: true,
    runner: .go)
}

extension LanguageRunner {
  static let go = LanguageRunner(id: "go", .go)
}

extension NativeLanguage {
  static let go = NativeLanguage(
    program: "go",
    merging: Merging(
      endsAtLines: true, part: { GoItems.part($0) }, before: ["package main"], opening: "func main() {",
      closing: "}", call: { "flowdocsMark(\($0))" },
      missing: { $0.contains { $0.word == "package" } ? [] : ["package main"] }),
    file: { _ in "main.go" }, runtime: [("flowdocs.go", runtime)],
    arguments: { file, mode, isWhole in
      ["build", "-o", mode == .executable ? "main" : "/dev/null", file] + (isWhole ? [] : ["flowdocs.go"])
    },
    errors: [
      ErrorPattern("{file}:{line}:{column}: {message}"), ErrorPattern("{file}:{line}: {message}"),
    ],
    environment: { folders in
      [
        "GOCACHE": folders.ownCache(of: "go"), "GOPATH": folders.scratch + "/go", "GOPROXY": "off",
        "GOFLAGS": "",
        "GOTOOLCHAIN": "local", "GOENV": "off",
      ]
    },
    // `panic: text`, and the stack with the innermost place first.
    failure: ErrorOutput(places: [ErrorPattern("{file}:{line}")]) { lines, _ in
      lines.first { $0.hasPrefix("panic: ") || $0.hasPrefix("fatal error: ") }.map(String.init)
    }, ends: ["os.Exit(0)", "return"], testMark: "testing.T)")

  private static let runtime = #"""
    package main

    import "os"

    func flowdocsMark(block int) {
    	token := os.Getenv("FLOWDOCS_MARKER")
    	if token == "" {
    		return
    	}
    	digits := ""
    	if block < 0 {
    		digits = "-1"
    	} else if block == 0 {
    		digits = "0"
    	}
    	for ; block > 0; block /= 10 {
    		digits = string(rune('0'+block%10)) + digits
    	}
    	mark := "\x1e" + token + " " + digits + "\x1e"
    	os.Stdout.WriteString(mark)
    	os.Stderr.WriteString(mark)
    }

    """#
}

enum GoItems {
  static func part(_ item: BraceItem) -> Merging.Part {
    switch item.word {
    case "import": .imports
    // The file has its own.
    case "package": .package
    case "func" where item.head.hasPrefix("func main("): .main
    case "func" where item.head.hasPrefix("func("), "func" where item.head.hasPrefix("func ("):
      // `func (a *Account) Pay()` is a method; a literal is called.
      item.head.hasPrefix("func (") ? .declaration : .statement
    case "func", "type", "const": .declaration
    default: .statement
    }
  }
}
