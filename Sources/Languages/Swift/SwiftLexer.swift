extension Scanner {
  private static let swiftWords = WordTable(
    (
      .keyword,
      """
      actor any as associatedtype async await borrowing break case catch class consuming continue \
      convenience copy default defer deinit didSet discard distributed do dynamic each else enum extension \
      fallthrough fileprivate final for func get guard if import in indirect infix init inout internal is \
      isolated lazy let macro mutating nonisolated nonmutating open operator optional override package \
      postfix precedencegroup prefix private protocol public repeat required rethrows return sending set \
      some static struct subscript super switch throw throws try typealias unowned unsafe var weak where \
      while willSet yield self Self
      """
    ),
    (.literal, "true false nil")
  )

  mutating func scanSwift() {
    let tokens = SwiftTokenizer.tokens(
      bytes, in: position..<end, maximumDepth: max(0, Self.maximumDepth - depth))
    var index = 0
    while index < tokens.count {
      let range = tokens[index].range
      index += 1
      switch tokens[index - 1].kind {
      case .comment, .documentation: mark(.comment, range.lowerBound, range.upperBound)
      case .stringText, .regex: mark(.string, range.lowerBound, range.upperBound)
      case .escape: mark(.escape, range.lowerBound, range.upperBound)
      case .number: mark(.number, range.lowerBound, range.upperBound)
      case .word: swiftWord(range)
      case .sign where bytes[range.lowerBound] == 0x40:
        // `@MainActor`
        guard index < tokens.count, isWord(tokens[index], at: range.upperBound) else { continue }
        mark(.attribute, range.lowerBound, tokens[index].range.upperBound)
        index += 1
      case .sign where bytes[range.lowerBound] == 0x23:
        // `#if`, `#expect(…)`
        var stop = range.upperBound
        while index < tokens.count, tokens[index].range == stop..<(stop + 1), bytes[stop] == 0x23 {
          stop += 1
          index += 1
        }
        if index < tokens.count, isWord(tokens[index], at: stop) {
          stop = tokens[index].range.upperBound
          index += 1
        }
        mark(.attribute, range.lowerBound, stop)
      case .sign, .open, .close, .string: break
      }
    }
    position = end
  }

  /// Whether a name without backquotes begins at a place.
  private func isWord(_ token: SwiftToken, at index: Int) -> Bool {
    token.kind == .word && token.range.lowerBound == index && bytes[index].isWordStart
  }

  private mutating func swiftWord(_ range: Range<Int>) {
    let start = range.lowerBound
    if bytes[start] == 0x24 { mark(.variable, start, range.upperBound) }
    guard bytes[start].isWordStart else { return }
    let isMember = byte(at: start - 1) == 0x2E && byte(at: start - 2) != 0x2E
    if let word = Word(bytes, range), let token = Self.swiftWords[word] {
      // `.default` is a name; `.init` and `x.self` keep their meaning.
      if !isMember || matches("init", at: start) || matches("self", at: start) {
        mark(token, start, range.upperBound)
        return
      }
    }
    if bytes[start].isUppercase {
      mark(.type, start, range.upperBound)
    } else if byte(at: range.upperBound) == 0x28 {
      mark(.function, start, range.upperBound)
    } else if isMember {
      mark(.property, start, range.upperBound)
    }
  }
}
