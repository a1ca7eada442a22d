import Foundation
import Processes

/// How a language is compiled whose sessions become one source file each.
struct NativeLanguage: Sendable {
  /// The compiler, which is looked for on the `PATH`.
  var program: String
  /// The compiler itself, where what is found only starts it.
  var located: @Sendable (_ found: String) -> String = { $0 }
  var merging: Merging
  /// The name of the source file; it may depend on the code.
  var file: @Sendable (MergedText) -> String
  /// Files beside it: what prints the markers.
  var runtime: [(name: String, text: String)] = []
  /// The words after the compiler. The working directory has all files; what runs is made there.
  var arguments: @Sendable (_ file: String, _ mode: CompileMode, _ isWhole: Bool) -> [String]
  /// Lines of the compiler with a place: the first pattern is of errors, others of warnings.
  var errors: [ErrorPattern]
  var warnings: [ErrorPattern] = []
  /// Variables of the compiler, by its folders.
  var environment: @Sendable (CompileFolders) -> [String: String] = { _ in [:] }
  /// The program in the folder that was compiled in, which is run, and its first arguments.
  var command: @Sendable (_ folder: String, _ file: String) -> [String] = { folder, _ in [folder + "/main"] }
  /// How a program of the language says that it has failed.
  var failure: ErrorOutput
  /// What a statement begins with that ends the program with exit code 0.
  var ends: [String] = []
  /// The mark of a test, which is run by a test runner and not by the program.
  var testMark: String?

  /// The variable with the token of the markers.
  static let variable = "FLOWDOCS_MARKER"

  func compiler(named name: String) -> Compiler {
    Compiler { units, _, mode, folders, starter throws(ProcessError) in
      guard let path = starter.find(program, nil) else { throw .notFound(program) }
      let compilation = NativeCompilation(
        language: self, name: name, compiler: located(path), mode: mode, folders: folders, starter: starter)
      return try await compilation.compile(units)
    }
  }
}

extension LanguageRunner {
  /// A language whose sessions are compiled as one file each.
  ///
  /// - Parameter more: programs besides the compiler that its blocks need.
  init(id: String, _ language: NativeLanguage, more: [String] = []) {
    self.init(id: id, tools: [language.program] + more, compiler: language.compiler(named: id)) {
      program, folder in
      guard let executable = program.executable else { return [:] }
      return try await NativeRun(language: language, program: program, executable: executable).run(in: folder)
    }
  }
}
