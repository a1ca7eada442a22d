extension SampleLanguage {
  static let python = SampleLanguage(
    id: "python", tab: "Python", plain: standardLibrary,
    client: { options, project, files in
      PythonClient(options, project: project, files: files).map { client in
        SampleClient(source: .file(client.path)) { client.sample($0.call, $0.lists, $1) }
      }
    })

  @Sendable private static func standardLibrary(_ request: SampleRequest) -> String {
    var code = "import json\nimport os\nfrom urllib.request import Request, urlopen\n\n"
    code += PythonLiteral.reading(request.call, request.lists) { _ in nil }
    let message = PythonLiteral.text(request.call.request, replacing: request.lists)
    code += "message = \(message)\n"
    code += "request = Request(\n    os.environ[\"\(request.options.url)\"]"
    code += request.options.endpoint.isEmpty ? "" : " + \"\(request.options.endpoint)\""
    code += ",\n    data=json.dumps(message).encode(),\n    headers={\n"
    if let token = request.options.token {
      code += "        \"Authorization\": \"Bearer \" + os.environ[\"\(token)\"],\n"
    }
    code += "        \"Content-Type\": \"application/json\",\n    },\n)\n"
    code += "with urlopen(request) as response:\n"
    code += request.call.response == nil ? "    print(response.status)\n" : "    print(json.load(response))\n"
    return code
  }
}
