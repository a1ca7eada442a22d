extension LanguageRecognition {
  /// A status line, or a request line with a path or an address.
  static let http = LanguageRecognition(label: "HTTP") { block in
    let line = block.first
    if line.hasPrefix("HTTP/1.1 ") || line.hasPrefix("HTTP/2 ") { return true }
    let words = line.split(separator: " ")
    return words.count >= 2 && ["GET", "POST", "PUT", "PATCH", "DELETE"].contains(words[0])
      && (words[1].hasPrefix("/") || words[1].hasPrefix("http"))
  }
}
