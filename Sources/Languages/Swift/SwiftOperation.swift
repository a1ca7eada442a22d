import JSON

extension LanguageSamples {
  @Sendable static func foundation(_ request: OperationRequest) -> String {
    var code =
      "import Foundation\n#if canImport(FoundationNetworking)\n  import FoundationNetworking\n#endif\n\n"
    func variable(_ name: String) -> String { "environment[\"\(name)\", default: \"\"]" }
    code += "let environment = ProcessInfo.processInfo.environment\n"
    code += "guard let url = URL(string: \(variable(request.url)) + \(JSON.quoted(request.path))) else {\n"
    code += "  throw URLError(.badURL)  // \(request.url) is not a valid URL\n}\n"
    code += "var request = URLRequest(url: url)\nrequest.httpMethod = \"\(request.verb)\"\n"
    for header in request.headers {
      let text = JSON.quoted(header.text)
      let value =
        header.variable.map { header.text.isEmpty ? variable($0) : "\(text) + \(variable($0))" } ?? text
      code += "request.setValue(\(value), forHTTPHeaderField: \"\(header.name)\")\n"
    }
    if let body = request.body {
      code += "request.setValue(\"\(request.mediaType)\", forHTTPHeaderField: \"Content-Type\")\n"
      code += "request.httpBody = Data(\n  #\"\"\"\n"
      code += "  " + SampleText.indented(body.text(.pretty), by: 2) + "\n  \"\"\"#.utf8)\n"
    }
    code += "let (answer, _) = try await URLSession.shared.data(for: request)\n"
    return code + "print(String(decoding: answer, as: UTF8.self))\n"
  }
}
