import Diagnostics
import Pages

/// A text that is parsed in one piece, and the way back from its lines to files.
struct SyntaxUnit: Sendable {
  enum Place: Sendable {
    case block(Page, Block)
    /// A whole included file.
    case file(SourceText)
    /// Commands of a terminal session; how many bytes were taken off each line's start.
    case transcript(Page, Block, prompts: [Int])
  }

  var code: String
  let place: Place
  /// Whether `...` may stand for code that is left out, as is usual in prose about code. Not where
  /// something is asked of the block, which is then taken as it is printed.
  var mayElide = false

  /// The commands of a terminal session without the lines after `> `, which may be those of another program.
  var ownCommands: String {
    guard case .transcript(_, let block, _) = place else { return code }
    let shown = block.code.split(separator: "\n", omittingEmptySubsequences: false)
    return zip(code.split(separator: "\n", omittingEmptySubsequences: false), shown)
      .map { command, line in line.hasPrefix("> ") ? "" : String(command) }.joined(separator: "\n")
  }

  func with(_ code: String) -> SyntaxUnit {
    var unit = self
    unit.code = code
    return unit
  }

  /// The place of a 1-based line and a 1-based column in bytes; without a column the whole line.
  func span(line: Int, column: Int?, length: Int = 1) -> SourceSpan {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    // Interpreters report the end of a text on the line after its last.
    var line = max(1, line)
    while line > 1, line > lines.count || lines[line - 1].allSatisfy(\.isWhitespace) { line -= 1 }
    let text = line <= lines.count ? lines[line - 1] : ""
    let indentation = text.utf8.prefix { $0 == 0x20 || $0 == 0x09 }.count
    let column = min(column ?? (indentation + 1), text.utf8.count + 1)
    let length = max(1, min(length, text.utf8.count + 1 - column))
    switch place {
    case .block(let page, let block):
      return page.span(inCodeOf: block, line: line, column: column, length: length)
    case .transcript(let page, let block, let prompts):
      let prompt = line <= prompts.count ? prompts[line - 1] : 0
      return page.span(inCodeOf: block, line: line, column: column + prompt, length: length)
    case .file(let source):
      let start = source.offset(ofLine: line) + column - 1
      return source.span(start..<(start + length))
    }
  }

  /// The place of a 1-based line, without its indentation.
  func span(ofLine line: Int) -> SourceSpan { span(line: line, column: nil, length: .max / 2) }
}

/// Terminal sessions: lines with a prompt are commands, the rest is what they printed.
enum PromptText {
  /// The commands with every line at its place, other lines empty; `nil` when there is no prompt at all.
  ///
  /// - Parameters:
  ///   - first: What begins a command, `$ ` or `>>> `.
  ///   - further: What begins its further lines, `> ` or `... `.
  ///   - afterBackslash: Whether a line that ends with `\` goes on without a prompt.
  static func commands(
    in text: String, first: String, further: String, afterBackslash: Bool
  ) -> (code: String, prompts: [Int])? {
    var code: [Substring] = []
    var prompts: [Int] = []
    var continues = false
    var isCommand = false
    var found = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var taken: (text: Substring, prompt: Int)?
      if line.hasPrefix(first) || line == first.dropLast() {
        taken = (line.dropFirst(first.count), min(first.utf8.count, line.utf8.count))
        found = true
        isCommand = true
      } else if isCommand, line.hasPrefix(further) || line == further.dropLast() {
        taken = (line.dropFirst(further.count), min(further.utf8.count, line.utf8.count))
      } else if continues {
        taken = (line, 0)
      } else {
        isCommand = false
      }
      code.append(taken?.text ?? "")
      prompts.append(taken?.prompt ?? 0)
      continues = afterBackslash && (taken?.text.hasSuffix("\\") ?? false)
    }
    return found ? (code.joined(separator: "\n"), prompts) : nil
  }

  /// Whether the first line that is neither empty nor a comment begins with a prompt.
  static func begins(_ text: String, with prompt: String) -> Bool {
    for line in text.split(separator: "\n") where !line.hasPrefix("#") && !line.allSatisfy(\.isWhitespace) {
      return line.hasPrefix(prompt)
    }
    return false
  }
}
