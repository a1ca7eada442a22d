extension Language {
  static let java = Language(
    "java", label: "Java", fileEnding: "java", lexer: .java, isUnlikeCommands: true,
    runner: .java)
}

extension LanguageRunner {
  static let java = LanguageRunner(id: "java", .java, more: ["java"])
}

extension NativeLanguage {
  static let java = NativeLanguage(
    program: "javac",
    merging: Merging(
      part: { JavaItems.part($0) }, afterImports: ["class Main {"],
      opening: "public static void main(String[] args) throws Throwable {", closing: "} }",
      call: { "Flowdocs.mark(\($0));" },
      prefix: { item in
        let needsStatic = item.hasBody && !item.head.split(separator: " ").contains("static")
        return needsStatic ? "static " : ""
      }, dropsPackage: true),
    file: { JavaItems.file($0) }, runtime: [("Flowdocs.java", runtime)],
    arguments: { file, mode, isWhole in
      ["-Xlint:all,-serial,-processing", "-encoding", "UTF-8", "-d", ".", file]
        + (isWhole ? [] : ["Flowdocs.java"])
    },
    errors: [ErrorPattern("{file}:{line}: error: {message}")],
    warnings: [ErrorPattern("{file}:{line}: warning: {message}")],
    command: { folder, file in
      [
        "java", "-cp", folder, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto",
        String(file.dropLast(5)),
      ]
    },
    // `Exception in thread "main" java.lang.Exception: text`, and the stack with the innermost place first.
    failure: .java, ends: ["System.exit(0)", "return;"], testMark: "@Test")

  private static let runtime = #"""
    class Flowdocs {
      static void mark(int block) {
        String token = System.getenv("FLOWDOCS_MARKER");
        if (token == null) return;
        String mark = "\u001e" + token + " " + block + "\u001e";
        System.out.print(mark);
        System.out.flush();
        System.err.print(mark);
        System.err.flush();
      }
    }

    """#
}

extension ErrorOutput {
  private static let javaException = ErrorPattern("Exception in thread \"{any}\" {message}")

  /// An exception ends its thread, and the program goes on in the others.
  static let java = {
    var output = ErrorOutput(places: [ErrorPattern("({file}:{line})")]) { lines, file in
      message(of: [javaException], lines, file)
    }
    output.printedFailures = [PrintedFailure(line: javaException)]
    return output
  }()
}

enum JavaItems {
  private static let types: Set<Substring> = ["class", "interface", "enum", "record", "@interface"]

  static func part(_ item: BraceItem) -> Merging.Part {
    let words = item.head.split(separator: " ")
    if item.word == "import" { return .imports }
    if item.word == "package" { return .package }
    guard item.hasBody else { return .statement }
    if words.contains(where: types.contains), !item.head.contains("=") {
      return item.code.contains("static void main(") ? .main : .declaration
    }
    return item.isFunction ? .declaration : .statement
  }

  /// A public class has a file of its name; else it is that of the class with the entry point.
  static func file(_ merged: MergedText) -> String {
    guard merged.isWhole else { return "Main.java" }
    let lines = merged.lines.map(\.text)
    let main = lines.firstIndex { $0.contains("static void main(") } ?? lines.count
    let declared = lines[..<min(lines.count, main + 1)].compactMap(className)
    let shown = lines.first { $0.contains("public class ") }.flatMap(className)
    return (shown ?? declared.last ?? "Main") + ".java"
  }

  private static func className(_ line: String) -> String? {
    guard let range = line.firstRange(of: "class "), !line.trimmingBlanks.hasPrefix("//") else { return nil }
    let name = line[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return name.isEmpty ? nil : String(name)
  }
}

extension String {
  fileprivate var trimmingBlanks: Substring { drop { $0 == " " || $0 == "\t" } }
}
