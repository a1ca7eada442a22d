import JSON

extension LanguageSamples {
  @Sendable static func curl(_ request: OperationRequest) -> String {
    let verb = request.verb == "GET" && request.body == nil ? "" : "-X \(request.verb) "
    var lines = ["curl -sS \(verb)\"$\(request.url)\(request.path)\""]
    for header in request.headers {
      lines.append("-H \"\(header.name): \(quoted(header.text))\(header.variable.map { "$\($0)" } ?? "")\"")
    }
    if let body = request.body {
      lines.append("-H \"Content-Type: \(request.mediaType)\"")
      let text = body.text(.pretty).replacing("'", with: #"'\''"#)
      lines.append("-d '" + SampleText.indented(text, by: 2) + "'")
    }
    return lines.joined(separator: " \\\n  ") + "\n"
  }

  /// Between double quotes.
  private static func quoted(_ text: String) -> String {
    text.map { "\\\"$`".contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
