extension Language {
  static let rust = Language(
    "rust", aliases: ["rs"], label: "Rust", fileEnding: "rs", lexer: .rust, isUnlikeCommands: true,
    runner: .rust)
}

extension LanguageRunner {
  static let rust = LanguageRunner(id: "rust", .rust)
}

extension NativeLanguage {
  /// All items may be in a function, so only the attributes of the crate are moved.
  static let rust = NativeLanguage(
    program: "rustc", located: { RustToolchain.compiler($0) },
    merging: Merging(
      part: { item in
        if item.head.hasPrefix("#!") { return .imports }
        return item.isFunction && item.head.contains("fn main(") ? .main : .statement
      }, afterImports: [mark], opening: "fn main() {", closing: "}",
      call: { "crate::flowdocs_mark(\($0));" }),
    file: { _ in "main.rs" },
    arguments: { file, mode, _ in
      let common = [
        "--edition", "2021", "--crate-name", "main", "--error-format", "short", "--cap-lints", "warn",
        // Names that the code of a page does not use are not mistakes.
        "-A", "dead_code", "-A", "unused_variables", "-A", "unused_assignments", "-A", "unused_mut",
        "-A", "unknown_lints", "-A", "non_local_definitions",
      ]
      return common + (mode == .executable ? ["-o", "main"] : ["--emit", "metadata", "-o", "main.rmeta"]) + [
        file
      ]
    },
    errors: [
      ErrorPattern("{file}:{line}:{column}: error[{any}]: {message}"),
      ErrorPattern("{file}:{line}:{column}: error: {message}"),
    ],
    warnings: [ErrorPattern("{file}:{line}:{column}: warning: {message}")],
    failure: .rust, ends: ["std::process::exit(0)", "process::exit(0)", "exit(0)", "return;"],
    testMark: "test]")

  private static let mark = #"""
    fn flowdocs_mark(block: i32) { if let Ok(token) = std::env::var("FLOWDOCS_MARKER") { use std::io::Write; let mark = format!("\u{1e}{} {}\u{1e}", token, block); let _ = std::io::stdout().write_all(mark.as_bytes()); let _ = std::io::stdout().flush(); let _ = std::io::stderr().write_all(mark.as_bytes()); } }
    """#
}

extension ErrorOutput {
  /// `thread 'main' panicked at FILE:3:5:`, and the text on the next line. A panic ends its thread only.
  static let rust = {
    let places = [ErrorPattern("panicked at {file}:{line}"), ErrorPattern("', {file}:{line}")]
    var output = ErrorOutput(places: places) { lines, _ in
      guard let index = lines.firstIndex(where: { $0.contains(" panicked at ") }) else {
        return lines.first.map(String.init)
      }
      if let quoted = ErrorPattern("panicked at '{message}', ").match(lines[index], file: "")?.message {
        return quoted
      }
      return lines.dropFirst(index + 1).first.map(String.init)
    }
    output.printedFailures = [
      PrintedFailure(
        line: ErrorPattern("thread '{any} panicked at "),
        handledBy: [".join()", "catch_unwind", "thread::scope"])
    ]
    return output
  }()
}
