import Diagnostics
import Markdown
import Pages

/// Percentages and sums of figures that stand beside them: `3 of 4 (75%)`, `12 + 8 = 20`.
enum ShareCheck {
  static let check = Check(.facts, [.wrongTotal], .shownPage { findings($0.page) })

  private static func findings(_ page: Page) -> [Diagnostic] {
    let document = page.document
    return document.nodes.indices.flatMap { index -> [Diagnostic] in
      let node = document.nodes[index]
      guard node.kind == .text else { return [] }
      let bytes = document.bytes(node.literal)
      let hasShare = bytes.contains(UInt8(ascii: "%"))
      guard hasShare || bytes.contains(UInt8(ascii: "=")) else { return [] }
      let words = FigureText(document.string(node.literal))
      return (hasShare ? words.shares : []).compactMap { share in
        share.isWrong ? finding(share.message, share.text, MarkdownDocument.NodeID(index), page) : nil
      }
        + words.sums.compactMap { sum -> Diagnostic? in
          guard sum.isWrong, let message = sum.message else { return nil }
          return finding(message, sum.text, MarkdownDocument.NodeID(index), page)
        }
    }
  }

  private static func finding(
    _ message: String, _ text: String, _ node: MarkdownDocument.NodeID, _ page: Page
  )
    -> Diagnostic
  {
    Diagnostic(
      .wrongTotal, message, at: page.source.span(page.range(of: text, around: node)),
      fix: "correct one of the figures")
  }
}

/// The figures of a text, with the words between them.
struct FigureText {
  struct Share {
    var part: Quantity
    var whole: Quantity
    var percent: Quantity
    /// The percentage as it is written.
    var text: String

    /// Rounded in any way, by one in its last digit.
    var isWrong: Bool {
      guard whole.value > 0, part.value <= whole.value, part.value >= 0 else { return false }
      return abs(part.value / whole.value * 100 - percent.value) * Quantity.power(percent.decimals) >= 1
    }

    var message: String {
      let exact = (part.value / whole.value * 1000).rounded() / 10
      return "\(Quantity.text(part.digits, decimals: part.decimals)) of "
        + "\(Quantity.text(whole.digits, decimals: whole.decimals)) is \(exact)%, not \(text)"
    }
  }

  struct Sum {
    var terms: [Quantity]
    var isProduct: Bool
    var result: Quantity
    /// The result as it is written.
    var text: String

    private var value: Double {
      terms.dropFirst().reduce(terms[0].value) { isProduct ? $0 * $1.value : $0 + $1.value }
    }

    var isWrong: Bool { abs(value - result.value) * Quantity.power(result.decimals) >= 1 }

    /// `nil` when the right result is too large to count with.
    var message: String? {
      let sign = isProduct ? " × " : " + "
      let digits = terms.map(\.decimals).reduce(0, isProduct ? { $0 + $1 } : { max($0, $1) })
      guard let result = Int(exactly: (value * Quantity.power(digits)).rounded()) else { return nil }
      let exact = Quantity.text(result, decimals: digits)
      return terms.map { Quantity.text($0.digits, decimals: $0.decimals) }.joined(separator: sign)
        + " is \(exact), not \(text)"
    }
  }

  private let words: [Substring]

  init(_ text: String) {
    var spaced = ""
    for character in text {
      if "()[]=+×*;:".contains(character) { spaced += " \(character) " } else { spaced.append(character) }
    }
    words = spaced.split(whereSeparator: \.isWhitespace).map { word in
      word.last == "," || word.last == "." ? word.dropLast() : word
    }.map { Substring($0) }
  }

  /// `A of B (P%)`, `A out of B (P%)`, `A/B (P%)`, `P% (A of B)`, `P% (A/B)`.
  var shares: [Share] {
    words.indices.compactMap { index in
      guard words[index].hasSuffix("%"), let percent = Quantity(words[index].dropLast()), percent.unit.isEmpty
      else {
        return nil
      }
      guard let (part, whole) = pair(before: index) ?? pair(after: index) else { return nil }
      return Share(part: part, whole: whole, percent: percent, text: String(words[index]))
    }
  }

  private func word(_ index: Int) -> Substring { words.indices.contains(index) ? words[index] : "" }

  private func pair(before index: Int) -> (Quantity, Quantity)? {
    guard word(index - 1) == "(", word(index + 1) == ")" else { return nil }
    if let pair = ratio(index - 2) { return boundary(index - 3) ? pair : nil }
    guard let whole = plain(index - 2), word(index - 3) == "of" else { return nil }
    let at = word(index - 4) == "out" ? index - 5 : index - 4
    return plain(at).flatMap { boundary(at - 1) ? ($0, whole) : nil }
  }

  private func pair(after index: Int) -> (Quantity, Quantity)? {
    guard word(index + 1) == "(" else { return nil }
    if let pair = ratio(index + 2), word(index + 3) == ")" { return pair }
    guard let part = plain(index + 2) else { return nil }
    let at = word(index + 3) == "out" ? index + 4 : index + 3
    guard word(at) == "of", let whole = plain(at + 1), word(at + 2) == ")" else { return nil }
    return (part, whole)
  }

  /// `3/4`.
  private func ratio(_ index: Int) -> (Quantity, Quantity)? {
    let parts = word(index).split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let part = Quantity(parts[0]), let whole = Quantity(parts[1]), part.unit.isEmpty,
      whole.unit.isEmpty
    else { return nil }
    return (part, whole)
  }

  private func plain(_ index: Int) -> Quantity? {
    Quantity(word(index)).flatMap { $0.unit.isEmpty ? $0 : nil }
  }

  /// Whether no sign or number is before a figure, which would make it the end of a formula or range.
  private func boundary(_ index: Int) -> Bool {
    let before = word(index)
    return before.isEmpty || before.allSatisfy { $0.isLetter || $0 == ":" || $0 == "(" }
  }

  /// `a + b = c`, `a × b × c = d`: pure numbers with one sign.
  var sums: [Sum] {
    words.indices.compactMap { index in
      guard words[index] == "=", let result = plain(index + 1), isEnd(index + 2), let last = plain(index - 1)
      else {
        return nil
      }
      let sign = word(index - 2)
      guard sign == "+" || sign == "×" || sign == "*" else { return nil }
      var terms = [last]
      var at = index - 2
      while word(at) == sign, let term = plain(at - 1) {
        terms.insert(term, at: 0)
        at -= 2
      }
      guard terms.count >= 2, boundary(at) else { return nil }
      return Sum(terms: terms, isProduct: sign != "+", result: result, text: String(words[index + 1]))
    }
  }

  private func isEnd(_ index: Int) -> Bool {
    let next = word(index)
    return next.isEmpty || next == ")" || next == ";" || next.first?.isLetter ?? false
  }
}
