/// A list of attributes in braces, as it is after headings, images and blocks: `{#setup}`, `{ #setup .wide width=480 }`,
/// `{: .wide }`. Python-Markdown, Pandoc, markdown-it, Goldmark and mdBook read it.
///
/// The id may also be written as `id=setup`, in Python-Markdown.
public struct AttributeList: Sendable, Hashable {
  /// The name after `#` or `id=`.
  public let id: String?
  /// Whether `.external` says that a link leads to another site, in MyST.
  public let isExternal: Bool
  /// How many bytes the list takes, braces included.
  public let length: Int

  /// The list that a text begins with; `nil` when it is something else in braces.
  public init?(_ text: Substring) {
    guard text.hasPrefix("{"), let close = text.firstIndex(of: "}") else { return nil }
    var inside = text[..<close].dropFirst()
    if inside.first == ":" { inside.removeFirst() }
    var words: [Substring] = []
    var quote: Character?
    var start: Substring.Index?
    for index in inside.indices {
      let character = inside[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == " " {
        if let from = start { words.append(inside[from..<index]) }
        start = nil
      } else {
        if character == "\"" || character == "'" { quote = character }
        if start == nil { start = index }
      }
    }
    if let from = start { words.append(inside[from...]) }
    guard !words.isEmpty, quote == nil, words.allSatisfy(Self.isAttribute) else { return nil }
    id =
      words.first { $0.hasPrefix("#") }.map { String($0.dropFirst()) }
      ?? words.first { $0.hasPrefix("id=") }.map { $0.dropFirst(3).filter { !"\"'".contains($0) } }
    isExternal = words.contains(".external")
    length = text[...close].utf8.count
  }

  /// `#name`, `.class`, `key=value` or the `-` of Pandoc.
  private static func isAttribute(_ word: Substring) -> Bool {
    if word == "-" { return true }
    guard word.count > 1, let first = word.first else { return false }
    if first == "#" || first == "." { return !word.dropFirst().contains { "#{}()<>\"'".contains($0) } }
    guard let equals = word.firstIndex(of: "=") else { return false }
    return word[..<equals].allSatisfy { $0.isLetter || $0.isNumber || "-_:".contains($0) } && first.isLetter
  }

  /// The id that a heading ends with in the form of Fumadocs and Nextra, `Mount [#mount]`, and where that begins; `nil` for
  /// other brackets, such as the number of an issue.
  public static func bracketedID(endOf heading: String) -> (start: String.Index, id: String)? {
    guard heading.hasSuffix("]"), let open = heading.lastIndex(of: "["), open > heading.startIndex else {
      return nil
    }
    let name = heading[open...].dropFirst().dropLast()
    guard name.first == "#", let first = name.dropFirst().first, first.isLetter || first == "_",
      name.dropFirst().allSatisfy({ $0.isLetter || $0.isNumber || "-_.:".contains($0) })
    else { return nil }
    return (open, String(name.dropFirst()))
  }
}
