extension LanguageSamples {
  static let swift = LanguageSamples(
    tab: "Swift", plain: foundation, operation: foundation,
    client: { client, files in
      SwiftClient(client, files: files).map { SampleClient(source: .module($0.module), sample: $0.sample) }
    })

  @Sendable private static func foundation(_ request: SampleRequest) -> String {
    var code =
      "import Foundation\n#if canImport(FoundationNetworking)\n  import FoundationNetworking\n#endif\n\n"
    for list in request.lists {
      code +=
        "let \(SwiftLiteral.name(list)) = try String(contentsOfFile: \"\(list).json\", encoding: .utf8)\n"
    }
    let body = SampleText.request(request.message, replacing: request.lists) {
      "\\#(" + SwiftLiteral.name($0) + ")"
    } escape: {
      $0
    }
    code += "let environment = ProcessInfo.processInfo.environment\n"
    code += "guard let url = URL(string: environment[\"\(request.url)\", default: \"\"]"
    code += request.endpoint.isEmpty ? "" : " + \"\(request.endpoint)\""
    code += ") else {\n  throw URLError(.badURL)  // \(request.url) is not a valid URL\n}\n"
    code += "var request = URLRequest(url: url)\nrequest.httpMethod = \"POST\"\n"
    if let token = request.token {
      code += "request.setValue(\"Bearer \\(environment[\"\(token)\", default: \"\"])\", "
      code += "forHTTPHeaderField: \"Authorization\")\n"
    }
    code += "request.setValue(\"application/json\", forHTTPHeaderField: \"Content-Type\")\n"
    code += "request.httpBody = Data(\n  #\"\"\"\n"
    code += "  " + SampleText.indented(body, by: 2) + "\n  \"\"\"#.utf8)\n"
    code += "let (answer, _) = try await URLSession.shared.data(for: request)\n"
    code += "print(String(decoding: answer, as: UTF8.self))\n"
    return code
  }
}
