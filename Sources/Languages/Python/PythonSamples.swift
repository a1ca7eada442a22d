extension LanguageSamples {
  static let python = LanguageSamples(
    tab: "Python", plain: standardLibrary, operation: urllib,
    client: { client, files in
      PythonClient(client, files: files).map { SampleClient(source: .file($0.path), sample: $0.sample) }
    })

  @Sendable private static func standardLibrary(_ request: SampleRequest) -> String {
    var code = "import json\nimport os\nfrom urllib.request import Request, urlopen\n\n"
    code += PythonLiteral.reading(request) { _ in nil }
    let message = PythonLiteral.text(request.message, replacing: request.lists)
    code += "message = \(message)\n"
    code += "request = Request(\n    os.environ[\"\(request.url)\"]"
    code += request.endpoint.isEmpty ? "" : " + \"\(request.endpoint)\""
    code += ",\n    data=json.dumps(message).encode(),\n    headers={\n"
    if let token = request.token {
      code += "        \"Authorization\": \"Bearer \" + os.environ[\"\(token)\"],\n"
    }
    code += "        \"Content-Type\": \"application/json\",\n    },\n)\n"
    code += "with urlopen(request) as response:\n"
    code += request.hasResponse ? "    print(json.load(response))\n" : "    print(response.status)\n"
    return code
  }
}
