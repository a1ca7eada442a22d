extension LanguageSamples {
  static let curl = LanguageSamples(tab: "cURL", plain: command, operation: curl)

  @Sendable private static func command(_ request: SampleRequest) -> String {
    var lines = ["curl -sS \"$\(request.url)\(request.endpoint)\" \\"]
    if let token = request.token { lines.append("  -H \"Authorization: Bearer $\(token)\" \\") }
    lines.append("  -H \"Content-Type: application/json\" \\")
    if request.lists.isEmpty {
      let body = request.message.text(.pretty).replacing("'", with: #"'\''"#)
      return lines.joined(separator: "\n") + "\n  -d '" + SampleText.indented(body, by: 2) + "'\n"
    }
    // The shell inserts the files; other special characters are escaped.
    let body = SampleText.request(request.message, replacing: request.lists) {
      "$(cat \($0).json)"
    } escape: { text in
      var escaped = ""
      for character in text {
        if character == "\\" || character == "$" || character == "`" { escaped.append("\\") }
        escaped.append(character)
      }
      return escaped
    }
    return lines.joined(separator: "\n") + "\n  -d @- <<END\n" + body + "\nEND\n"
  }
}
