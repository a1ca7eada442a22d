/// A terminal session as on a page: commands after `$ `, and their output.
///
/// The one definition of a command, for running, parsing, highlighting and the copy button: a line is a command only
/// after the prompt, or as the continuation of an incomplete command directly before it. Continuations are after `> `
/// or without a prompt, like the first one of the command. Everything else is output, also `> ` after a complete
/// command.
struct ConsoleSession: Sendable, Hashable {
  enum Kind: Sendable, Hashable { case command, continuation, output }

  struct Line: Sendable, Hashable {
    var kind: Kind
    /// Bytes of the line in the text, without its newline.
    var range: Range<Int>
    /// Bytes of its prompt.
    var prompt: Int
  }

  private(set) var lines: [Line] = []

  init(_ text: String) {
    var text = text
    self = text.withUTF8 { ConsoleSession($0, in: 0..<$0.count) }
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
    var open = ShellCompleteness()
    var isOpen = false
    // Whether the continuations of the command have prompts; unknown before the first.
    var hasPrompts: Bool?
    var start = range.lowerBound
    while start <= range.upperBound {
      let end = bytes[start..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      var line = Line(kind: .output, range: start..<end, prompt: 0)
      let text = bytes[start..<end]
      if let prompt = Self.prompt(UInt8(ascii: "$"), text) {
        line = Line(kind: .command, range: start..<end, prompt: prompt)
        open = ShellCompleteness()
        hasPrompts = nil
      } else if isOpen, start < range.upperBound || end > start {
        let prompt = Self.prompt(UInt8(ascii: ">"), text)
        if hasPrompts == nil { hasPrompts = prompt != nil }
        line = Line(kind: .continuation, range: start..<end, prompt: hasPrompts == true ? prompt ?? 0 : 0)
      }
      isOpen = false
      if line.kind != .output {
        open.read(bytes[(start + line.prompt)..<end])
        isOpen = open.isIncomplete
      }
      lines.append(line)
      start = end + 1
    }
  }

  /// The bytes of a prompt at the beginning of a line; a line that ends after the prompt's sign counts, too.
  private static func prompt(_ sign: UInt8, _ line: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard line.first == sign else { return nil }
    if line.count == 1 { return 1 }
    return line[line.startIndex + 1] == 0x20 ? 2 : nil
  }
}

extension ConsoleSession {
  /// The commands of the text that the session was read from.
  func commands(in text: String) -> [SessionCommand] {
    let bytes = Array(text.utf8)
    var commands: [SessionCommand] = []
    for (number, line) in lines.enumerated() where line.kind != .output {
      let code = String(
        decoding: bytes[(line.range.lowerBound + line.prompt)..<line.range.upperBound], as: UTF8.self)
      let shown = String(decoding: bytes[line.range], as: UTF8.self)
      if line.kind == .command {
        commands.append(SessionCommand(line: number, code: code + "\n", shown: [shown]))
      } else {
        commands[commands.count - 1].code += code + "\n"
        commands[commands.count - 1].shown.append(shown)
      }
    }
    return commands
  }

  /// The code that is parsed: the commands with every line at its place, other lines empty; `nil` without a command.
  static func unit(for text: String, mayElide: Bool) -> SyntaxUnit? {
    let session = ConsoleSession(text)
    guard session.lines.contains(where: { $0.kind == .command }) else { return nil }
    let bytes = Array(text.utf8)
    let code = session.lines.map { line in
      line.kind == .output
        ? ""
        : String(
          decoding: bytes[(line.range.lowerBound + line.prompt)..<line.range.upperBound], as: UTF8.self)
    }
    return SyntaxUnit(
      code.joined(separator: "\n"), shown: text, prompts: session.lines.map(\.prompt), mayElide: mayElide)
  }
}
