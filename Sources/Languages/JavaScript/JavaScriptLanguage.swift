extension Language {
  static let javascript = Language(
    "javascript", aliases: ["js", "mjs", "cjs", "node"], label: "JavaScript", fileEnding: "js",
    lexer: .javascript, isUnlikeCommands: true, runner: .javascript, isScript: true, samples: .javascript)
}

extension LanguageRunner {
  static let javascript = LanguageRunner(id: "javascript", .node)
}

extension Interpreter {
  /// Code with `import` or `export` is a module; other code is a script that may use `require`, and `await`, too.
  ///
  /// Between blocks the program waits for promises, so that what they print belongs to the block that made them.
  static let node = Interpreter(
    program: "node", arguments: UnsettledPromises.arguments + ["{file}"],
    file: { JavaScriptCode.isModule($0) ? ".examples.mjs" : ".examples.cjs" },
    text: { blocks, markers in
      let isModule = JavaScriptCode.isModule(blocks)
      return text(
        start: isModule ? "" : "(async () => { ", end: isModule ? "" : " })();",
        print: {
          "await new Promise(f => setImmediate(f)); process.stdout.write(\"\($0)\"); process.stderr.write(\"\($0)\");"
        })(blocks, markers)
    }, errors: .node)
}

enum JavaScriptCode {
  /// Whether a statement at the beginning of a line can only be in a module.
  static func isModule(_ blocks: [ProgramBlock]) -> Bool {
    blocks.contains { block in
      block.code.split(separator: "\n").contains { line in
        ["import ", "import{", "import\"", "import'", "export "].contains { line.hasPrefix($0) }
      }
    }
  }
}

extension ErrorOutput {
  /// The place and the line of the source, the error, and its stack with the innermost place first.
  static let node = {
    var output = ErrorOutput(
      places: [ErrorPattern("{file}:{line}")], withoutSource: { withoutSource($0) },
      message: { lines, _ in message(lines) })
    output.printedFailures = [PrintedFailure(line: ErrorPattern(UnsettledPromises.message))]
    return output
  }()

  private static func withoutSource(_ printed: String) -> String {
    let lines = printed.split(separator: "\n", omittingEmptySubsequences: false)
    let caret = lines.prefix(4).lastIndex(where: isCaret)
    return lines[(caret.map { $0 + 1 } ?? 0)...].filter { !$0.hasPrefix("    at ") }.joined(separator: "\n")
  }

  private static func message(_ lines: [Substring]) -> String? {
    let named = lines.first { line in
      let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
      return name.hasSuffix("Error") || name.hasSuffix("Exception")
    }
    // What is thrown need not be an error: it is printed below the caret.
    let thrown = lines.firstIndex(where: isCaret).flatMap { lines.dropFirst($0 + 1).first }
    return (named ?? thrown).map(String.init)
  }

  private static func isCaret(_ line: Substring) -> Bool {
    line.contains("^") && line.allSatisfy { $0 == " " || $0 == "\t" || $0 == "^" }
  }
}
