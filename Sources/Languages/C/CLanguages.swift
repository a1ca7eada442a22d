extension Language {
  static let c = Language("c", label: "C", fileEnding: "c", lexer: .c, runner: .c)

  static let cpp = Language(
    "cpp", aliases: ["c++", "cc", "cxx"], label: "C++", fileEnding: "cpp", lexer: .c, runner: .cpp)
}

extension LanguageRunner {
  static let c = LanguageRunner(
    id: "c", .gnu("gcc", file: "main.c", declaration: "void flowdocs_mark(int);", options: []))

  static let cpp = LanguageRunner(
    id: "cpp",
    .gnu(
      "g++", file: "main.cpp", declaration: "extern \"C\" void flowdocs_mark(int);",
      options: ["-std=c++17"]))
}

extension NativeLanguage {
  /// A compiler of GCC, for C in its default dialect, as readers have it.
  fileprivate static func gnu(
    _ program: String, file: String, declaration: String, options: [String]
  ) -> NativeLanguage {
    NativeLanguage(
      program: program,
      merging: Merging(
        part: { CItems.part($0) }, afterImports: [declaration], opening: "int main(void) {",
        closing: "return 0; }", call: { "flowdocs_mark(\($0));" }),
      file: { _ in file }, runtime: [("flowdocs.c", runtime)],
      arguments: { file, mode, isWhole in
        let common = options + ["-fdiagnostics-color=never", "-fno-diagnostics-show-caret", "-Wall"]
        // Names that the code of a page does not use are not mistakes.
        let quiet = ["-Wno-unused-variable", "-Wno-unused-but-set-variable", "-Wno-unused-function"]
        if mode != .executable { return common + quiet + ["-fsyntax-only", file] }
        // What prints the markers is C in a program of either language.
        let beside = isWhole ? [] : ["-x", "c", "flowdocs.c", "-x", "none"]
        return common + quiet + ["-g", "-o", "main", file] + beside + ["-lm", "-pthread"]
      },
      errors: [
        ErrorPattern("{file}:{line}:{column}: error: {message}"),
        ErrorPattern("{file}:{line}:{column}: fatal error: {message}"),
        ErrorPattern("{file}:{line}: {message}"),
      ],
      warnings: [ErrorPattern("{file}:{line}:{column}: warning: {message}")],
      // `main: page.md:7: main: Assertion `a == 2' failed.`; what C++ throws has no place.
      failure: ErrorOutput([
        ErrorPattern("{file}:{line}: {message}"), ErrorPattern("  what():  {message}"),
        ErrorPattern("terminate called {message}"),
      ]),
      ends: [
        "exit(0)", "exit(EXIT_SUCCESS)", "std::exit(0)", "_Exit(0)", "return 0", "return EXIT_SUCCESS",
        "return;",
      ])
  }

  /// A terminal shows lines as they are printed; a program that crashes must not take them with it.
  private static let runtime = #"""
    #include <stdio.h>
    #include <stdlib.h>
    __attribute__((constructor)) static void flowdocs_begin(void) { setvbuf(stdout, NULL, _IOLBF, 0); }
    void flowdocs_mark(int block) {
      const char *token = getenv("FLOWDOCS_MARKER");
      if (!token) return;
      printf("\036%s %d\036", token, block);
      fflush(stdout);
      fprintf(stderr, "\036%s %d\036", token, block);
      fflush(stderr);
    }

    """#
}

enum CItems {
  /// Declarations that begin with these words may be outside of functions, and functions may use them.
  private static let declarations: Set<String> = [
    "typedef", "template", "namespace", "using", "extern", "constexpr", "inline",
  ]
  private static let types: Set<String> = ["struct", "union", "enum", "class"]

  static func part(_ item: BraceItem) -> Merging.Part {
    if item.word.hasPrefix("#") { return .imports }
    if item.isFunction, item.head.contains("main(") || item.head.contains("main (") { return .main }
    if item.isFunction || declarations.contains(item.word) { return .declaration }
    return types.contains(item.word) && item.hasBody && !item.head.contains("=") ? .declaration : .statement
  }
}
