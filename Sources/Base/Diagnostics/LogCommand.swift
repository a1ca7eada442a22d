/// What CI services read as a command in the output of any program, so that text of a page or the name of a file must not
/// be printed as it is.
///
/// Azure Pipelines reads `##vso[task.setvariable …]`, and the runner of GitHub Actions `##[add-mask]`, anywhere in a line;
/// the runner also reads `::add-mask::…` at the start of a line.
enum LogCommand {
  /// Whether a byte is the second `#` of such a mark.
  static func isMark(_ text: some BidirectionalCollection<UInt8>, at index: Int) -> Bool {
    let mark = text.dropFirst(index - 1).prefix(6)
    if mark.starts(with: "##[".utf8) { return true }
    return mark.last == UInt8(ascii: "[") && mark.dropLast().map { $0 | 0x20 }.elementsEqual("##vso".utf8)
  }
}

extension String {
  /// The text with the marks of commands inside its lines broken: `#[U+0023]vso[…]`.
  func breakingLogCommands() -> String {
    guard utf8.contains(UInt8(ascii: "#")) else { return self }
    let text = Array(utf8)
    var result: [UInt8] = []
    for index in text.indices {
      if index > 0, text[index] == UInt8(ascii: "#"), LogCommand.isMark(text, at: index) {
        result += "[U+0023]".utf8
      } else {
        result.append(text[index])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The text, which begins a line, without a command at the start of a line: `[U+003A]:add-mask::…`.
  public func breakingLineCommands() -> String {
    guard contains("::") else { return self }
    return split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        let text = line.drop(while: \.isWhitespace)
        return text.hasPrefix("::")
          ? line.prefix(line.count - text.count) + "[U+003A]" + text.dropFirst() : line
      }
      .joined(separator: "\n")
  }
}
