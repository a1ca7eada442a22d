import JSON

extension LanguageSamples {
  @Sendable static func curl(_ request: OperationRequest) -> String {
    let verb = request.verb == "GET" && request.body == nil ? "" : "-X \(request.verb) "
    var lines = ["curl -sS \(verb)\"$\(request.url)\(quoted(request.path))\""]
    for header in request.headers {
      let variable = header.variable.map { "$\($0)" } ?? ""
      lines.append("-H \"\(quoted(header.name)): \(quoted(header.text))\(variable)\"")
    }
    if let body = request.body {
      lines.append("-H \"Content-Type: \(quoted(request.mediaType))\"")
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
