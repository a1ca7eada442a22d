extension SampleLanguage {
  static let curl = SampleLanguage(id: "sh", tab: "cURL", plain: command, client: { _, _, _ in nil })

  @Sendable private static func command(_ request: SampleRequest) -> String {
    var lines = ["curl -sS \"$\(request.options.url)\(request.options.endpoint)\" \\"]
    if let token = request.options.token { lines.append("  -H \"Authorization: Bearer $\(token)\" \\") }
    lines.append("  -H \"Content-Type: application/json\" \\")
    if request.lists.isEmpty {
      let body = request.call.request.text(.pretty).replacing("'", with: #"'\''"#)
      return lines.joined(separator: "\n") + "\n  -d '" + SampleText.indented(body, by: 2) + "'\n"
    }
    // The shell inserts the files; other special characters are escaped.
    let body = SampleText.request(request.call.request, replacing: request.lists) {
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
