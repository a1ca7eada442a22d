import Languages

/// The coloured code with spans written as `k‹let›`, which is easier to read in an expectation than HTML.
func spans(_ code: String, _ language: String, in languages: Languages = .all) -> String {
  var result = ""
  var rest = Substring(Highlighter.html(code, language: language, in: languages))
  while let tag = rest.firstIndex(of: "<") {
    result += rest[..<tag]
    rest = rest[tag...]
    if rest.hasPrefix("</span>") {
      result += "›"
      rest = rest.dropFirst("</span>".count)
    } else {
      let name = rest.dropFirst("<span class=\"".count)
      result += name.prefix(1) + "‹"
      rest = name.dropFirst(3)
    }
  }
  return unescaped(result + rest)
}

/// What a reader copies from the page: the text without tags.
func textContent(_ html: String) -> String {
  var result = ""
  var isTag = false
  for character in html.unicodeScalars {
    if character == "<" { isTag = true }
    if !isTag { result.unicodeScalars.append(character) }
    if character == ">" { isTag = false }
  }
  return unescaped(result)
}

private func unescaped(_ text: String) -> String {
  var result = text
  for (entity, character) in [("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
    result = result.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
  }
  return result
}
