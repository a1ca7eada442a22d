/// Plain text of the program as Markdown.
enum Prose {
  /// Markup outside of inline code is escaped; options become inline code.
  static func markdown(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
      if index % 2 == 1 { return "`\(part)`" }
      return part.split(separator: " ", omittingEmptySubsequences: false).map { word in
        let option = word.prefix { $0 == "-" || $0.isLetter }
        if option.hasPrefix("--"), option.count > 2 {
          return "`\(option)`" + escaped(word.dropFirst(option.count))
        }
        return escaped(word)
      }.joined(separator: " ")
    }.joined()
  }

  private static func escaped(_ text: Substring) -> String {
    var escaped = ""
    for character in text {
      if "*_<>[]\\".contains(character) { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
