import Pages

/// Attributes behind a heading that other tools read, as in `Install {#setup}`.
struct HeadingAttributes: Sendable, Hashable {
  /// As it is written: `{#setup}`.
  var mark: String
  /// The name that it gives the heading.
  var id: String?
  /// The heading's address without it.
  var address: String

  init?(of heading: Heading, on page: Page) {
    guard heading.text.hasSuffix("}"), let open = heading.text.lastIndex(of: "{"),
      let words = Self.words(heading.text[open...]), !Self.endsWithCode(heading, page)
    else { return nil }
    mark = String(heading.text[open...])
    id = words.first { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
    var text = heading.text[..<open]
    while text.last == " " { text.removeLast() }
    address = Anchors.slug(String(text))
  }

  /// Whether a heading ends with code, as in ``The block `{#if}` ``, in which no tool reads a list.
  private static func endsWithCode(_ heading: Heading, _ page: Page) -> Bool {
    var end = page.document[heading.node].firstChild
    while end >= 0, page.document[end].nextSibling >= 0 { end = page.document[end].nextSibling }
    return end >= 0 && page.document[end].kind == .code
  }

  /// The words of a list such as `{ #setup .wide width="480" }` or `{: .wide }`; `nil` when it is something else
  /// in braces.
  static func words(_ list: Substring) -> [Substring]? {
    guard list.hasPrefix("{"), let close = list.firstIndex(of: "}") else { return nil }
    var inside = list[..<close].dropFirst()
    if inside.first == ":" { inside.removeFirst() }
    let words = inside.split(separator: " ")
    // A value in quotes may have spaces in it, so that only the first word must look like one.
    guard let first = words.first, first.count > 1 else { return nil }
    let isNamed = (first.hasPrefix("#") || first.hasPrefix(".")) && !first.dropFirst().contains("#")
    let isPair = first.first?.isLetter == true && first.dropFirst().contains("=")
    return isNamed || isPair ? words : nil
  }
}
