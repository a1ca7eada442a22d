import JSON

extension LanguageSamples {
  @Sendable static func urllib(_ request: OperationRequest) -> String {
    var code = request.body == nil ? "" : "import json\n"
    code += "import os\nfrom urllib.request import Request, urlopen\n\n"
    if let body = request.body { code += "body = \(PythonLiteral.text(body, indent: 0))\n" }
    code +=
      "request = Request(\n    os.environ[\(JSON.quoted(request.url))] + \(JSON.quoted(request.path)),\n"
    if request.verb != "GET" { code += "    method=\(JSON.quoted(request.verb)),\n" }
    if request.body != nil { code += "    data=json.dumps(body).encode(),\n" }
    var headers = request.headers.map { header in
      let text = header.text.isEmpty ? nil : JSON.quoted(header.text)
      let variable = header.variable.map { "os.environ[\(JSON.quoted($0))]" }
      let value = [text, variable].compactMap(\.self).joined(separator: " + ")
      return "\(JSON.quoted(header.name)): \(value.isEmpty ? "\"\"" : value)"
    }
    if request.body != nil { headers.append("\"Content-Type\": \(JSON.quoted(request.mediaType))") }
    if !headers.isEmpty {
      code += "    headers={\n" + headers.map { "        \($0),\n" }.joined() + "    },\n"
    }
    return code
      + ")\nwith urlopen(request) as response:\n    print(response.status, response.read().decode())\n"
  }
}
