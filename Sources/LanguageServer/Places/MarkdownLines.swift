import Diagnostics

/// What the lines of a page are while it is being written: an open fence or front matter without an end is read as such.
struct MarkdownLines {
  enum Kind: Hashable {
    case frontMatter
    /// An opening fence: what follows the marks.
    case fence(info: String)
    /// In a block, or its closing fence.
    case code
    case text
  }

  private struct Fence {
    var mark: UInt8
    var length: Int
  }

  private let text: SourceText

  init(_ text: SourceText) { self.text = text }

  /// The kind of a line, from 1.
  func kind(of wanted: Int) -> Kind {
    var first = 1
    if line(1).elementsEqual("---".utf8), text.lines.count > 1 {
      let end = (2...text.lines.count).first { line($0).elementsEqual("---".utf8) }
      if wanted < end ?? .max { return wanted == 1 ? .text : .frontMatter }
      first = (end ?? 0) + 1
    }
    guard first <= wanted else { return .text }
    var open: Fence?
    var kind = Kind.text
    for number in first...min(wanted, text.lines.count) { kind = read(line(number), &open) }
    return kind
  }

  private func line(_ number: Int) -> ArraySlice<UInt8> {
    text.bytes[text.lines.content(number, in: text.bytes)]
  }

  private func read(_ line: ArraySlice<UInt8>, _ open: inout Fence?) -> Kind {
    let content = line.drop { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ">") }
    guard let mark = content.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
      return open == nil ? .text : .code
    }
    let length = content.prefix { $0 == mark }.count
    let rest = content.dropFirst(length)
    if let fence = open {
      let closes =
        fence.mark == mark && length >= fence.length && rest.allSatisfy { $0 == 0x20 || $0 == 0x09 }
      if closes { open = nil }
      return .code
    }
    guard length >= 3, mark == UInt8(ascii: "~") || !rest.contains(mark) else { return .text }
    open = Fence(mark: mark, length: length)
    return .fence(info: String(decoding: rest, as: UTF8.self))
  }
}
