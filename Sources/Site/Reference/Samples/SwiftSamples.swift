extension SampleLanguage {
  static let swift = SampleLanguage(
    id: "swift", tab: "Swift", plain: foundation,
    client: { options, project, files in
      SwiftClient(options, project: project, files: files).map { client in
        SampleClient(source: .module(client.module)) { client.sample($0.call, $0.lists, $1) }
      }
    })

  @Sendable private static func foundation(_ request: SampleRequest) -> String {
    var code =
      "import Foundation\n#if canImport(FoundationNetworking)\n  import FoundationNetworking\n#endif\n\n"
    for list in request.call.longLists {
      code +=
        "let \(SwiftLiteral.name(list.name)) = try String(contentsOfFile: \"\(list.name).json\", encoding: .utf8)\n"
    }
    let body = SampleText.request(request.call.request, replacing: request.lists) {
      "\\#(" + SwiftLiteral.name($0) + ")"
    } escape: {
      $0
    }
    code += "let environment = ProcessInfo.processInfo.environment\n"
    code += "guard let url = URL(string: environment[\"\(request.options.url)\", default: \"\"]"
    code += request.options.endpoint.isEmpty ? "" : " + \"\(request.options.endpoint)\""
    code += ") else {\n  throw URLError(.badURL)  // \(request.options.url) is not a valid URL\n}\n"
    code += "var request = URLRequest(url: url)\nrequest.httpMethod = \"POST\"\n"
    if let token = request.options.token {
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
