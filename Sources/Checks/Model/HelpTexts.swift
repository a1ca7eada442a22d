import Diagnostics
import Pages
import Project

/// The help texts of programs that pages and files of a repository show, read for the first command with an option, once.
final class HelpTexts: Sendable {
  private let files: FileReader
  private let pages: @Sendable () -> [Page]
  private let read = Memo<Bool, [String: [HelpText]]>()

  init(_ files: FileReader, _ pages: @escaping @Sendable () -> [Page]) {
    self.files = files
    self.pages = pages
  }

  /// The help texts of a program, in order.
  func of(_ program: String) -> [HelpText] {
    read.value(true) { _ in Dictionary(grouping: readAll()) { $0.command[0] } }[program] ?? []
  }

  private func readAll() -> [HelpText] {
    let ofPages = pages().flatMap { page in
      page.blocks.compactMap { block in HelpText(block.code, page.span(ofFenceOf: block)) }
    }
    func mayBeHelp(_ name: String) -> Bool {
      name.hasSuffix(".txt") && (name.contains("help") || name.contains("usage"))
    }
    return ofPages
      + files.items(inFilesNamed: mayBeHelp, limit: 1 << 18) { file in
        HelpText(file.text, file.span(ofLine: 1)).map { [$0] } ?? []
      }
  }
}

/// What a program prints for `--help`: how it is called, and its options.
struct HelpText: Sendable {
  /// The program and its subcommands: `["shop", "orders", "list"]`.
  let command: [String]
  /// The options with their hyphens: `--out`.
  private(set) var options: Set<String> = []
  /// Whether it lists subcommands, which have options of their own.
  let hasCommands: Bool
  /// Whether arguments of another program may follow: `shop run [ARGS]...`.
  let passesArguments: Bool
  let place: SourceSpan

  /// `nil` for a text that is something else, or that leaves parts out.
  init?(_ text: String, _ place: SourceSpan) {
    // Few texts are worth dividing into lines.
    let bytes = Array(text.utf8)
    guard ["sage:", "SAGE:"].contains(where: { bytes.firstRange(of: Array($0.utf8)) != nil }) else {
      return nil
    }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.lowercased().hasPrefix("usage:") }),
      !lines.contains(where: { ["...", "…", "[...]"].contains($0.trimmed) })
    else { return nil }
    var usage = lines[start].dropFirst("usage:".count)
    if usage.allSatisfy({ $0 == " " }), start + 1 < lines.count { usage = lines[start + 1] }
    let words = usage.split(separator: " ")
    let names = words.prefix { word in
      word.first?.isLetter == true && word.allSatisfy { $0.isLowercase || $0.isNumber || "-_.".contains($0) }
    }
    guard !names.isEmpty else { return nil }
    command = names.map(String.init)
    hasCommands = lines.contains { line in
      let title = line.trimmed.lowercased()
      return title.hasSuffix("commands:") || title == "commands"
    }
    let rest = words.dropFirst(names.count).joined(separator: " ").lowercased()
    passesArguments = ["args", "command", "cmd", "-- "].contains { rest.contains($0) }
    self.place = place
    for line in lines { options.formUnion(Self.options(ofLine: line)) }
    options.formUnion(words.flatMap { Self.names(in: $0) })
    guard options.count(where: { $0.hasPrefix("--") && !["--help", "--version"].contains($0) }) >= 2 else {
      return nil
    }
  }

  /// `-o, --output FILE   where to write`.
  private static func options(ofLine line: Substring) -> [String] {
    let text = line.drop { $0 == " " || $0 == "\t" }
    guard text.hasPrefix("-") else { return [] }
    // What is after two blanks is said about the option; it may name others, which then exist.
    return text.split(separator: " ").flatMap { names(in: $0) }
  }

  /// The options in a word: `[--color|--no-color]`, `--[no-]color`.
  private static func names(in word: Substring) -> [String] {
    if let range = word.firstRange(of: "--[no-]") {
      let name = word[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" }
      return ["--" + name, "--no-" + name]
    }
    return word.split { "[]|,()/".contains($0) }.compactMap { part in
      let name = part.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      return name.hasPrefix("--") && name.count > 3 ? String(name) : nil
    }
  }
}
