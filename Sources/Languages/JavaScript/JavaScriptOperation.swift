import JSON

extension LanguageSamples {
  /// `fetch` is part of browsers and of Node.js since version 18. JSON-RPC has no samples in JavaScript.
  static let javascript = LanguageSamples(tab: "JavaScript", operation: fetch)

  @Sendable private static func fetch(_ request: OperationRequest) -> String {
    var headers = request.headers.map { header in
      let text = header.text.isEmpty && header.variable != nil ? nil : JSON.quoted(header.text)
      let variable = header.variable.map { "process.env.\($0)" }
      let value = [text, variable].compactMap(\.self).joined(separator: " + ")
      return "\(JSON.quoted(header.name)): \(value)"
    }
    if request.body != nil { headers.append("\"Content-Type\": \(JSON.quoted(request.mediaType))") }
    var options: [String] = request.verb == "GET" ? [] : ["method: \(JSON.quoted(request.verb))"]
    if !headers.isEmpty {
      options.append("headers: {\n" + headers.map { "    \($0),\n" }.joined() + "  }")
    }
    if let body = request.body {
      options.append("body: JSON.stringify(" + SampleText.indented(body.text(.pretty), by: 2) + ")")
    }
    var code = "const response = await fetch(process.env.\(request.url) + \(JSON.quoted(request.path))"
    if !options.isEmpty { code += ", {\n" + options.map { "  \($0),\n" }.joined() + "}" }
    return code + ");\nconsole.log(response.status, await response.text());\n"
  }
}
