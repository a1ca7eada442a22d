import JSON
import OpenRPC
import Pages
import Project

/// One request in one language.
struct Sample {
  /// The language of the fence: `sh`, `python`, `swift`.
  var language: String
  /// The label of its tab.
  var tab: String
  var code: String
}

/// Writes requests in cURL, Python and Swift: with the project's own clients where they have a function for
/// the method, else with what every installation has.
struct SampleWriter {
  let contract: Contract
  let options: ReferenceOptions
  let python: PythonClient?
  let swift: SwiftClient?

  init(contract: Contract, project: Project, files: FileReader) {
    self.contract = contract
    options = project.reference
    python = options.python.flatMap { PythonClient($0, project: project, files: files) }
    swift = options.swift.flatMap { SwiftClient($0, project: project, files: files) }
  }

  func samples(for call: ExampleCall) -> [Sample] {
    let lists = Set(call.longLists.map(\.name))
    return [
      Sample(language: "sh", tab: "cURL", code: curl(call, lists)),
      Sample(
        language: "python", tab: "Python",
        code: python?.sample(call, lists, contract) ?? plainPython(call, lists)),
      Sample(
        language: "swift", tab: "Swift", code: swift?.sample(call, lists, contract) ?? plainSwift(call, lists)
      ),
    ]
  }

  /// What the samples of a call import: the path of the Python client, and the name of the Swift module.
  func clients(for call: ExampleCall) -> (python: String?, swift: String?) {
    let lists = Set(call.longLists.map(\.name))
    return (
      python.flatMap { $0.sample(call, lists, contract) == nil ? nil : $0.path },
      swift.flatMap { $0.sample(call, lists, contract) == nil ? nil : $0.module }
    )
  }

  private func curl(_ call: ExampleCall, _ lists: Set<String>) -> String {
    var lines = ["curl -sS \"$\(options.url)\(options.endpoint)\" \\"]
    if let token = options.token { lines.append("  -H \"Authorization: Bearer $\(token)\" \\") }
    lines.append("  -H \"Content-Type: application/json\" \\")
    if lists.isEmpty {
      let body = call.request.text(.pretty).replacing("'", with: #"'\''"#)
      return lines.joined(separator: "\n") + "\n  -d '" + Self.indented(body, by: 2) + "'\n"
    }
    // The shell inserts the files; other special characters are escaped.
    let body = Self.text(call.request, replacing: lists) {
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

  private func plainPython(_ call: ExampleCall, _ lists: Set<String>) -> String {
    var code = "import json\nimport os\nfrom urllib.request import Request, urlopen\n\n"
    code += PythonLiteral.reading(call, lists) { _ in nil }
    let request = PythonLiteral.text(call.request, replacing: lists)
    code += "message = \(request)\n"
    code += "request = Request(\n    os.environ[\"\(options.url)\"]"
    code += options.endpoint.isEmpty ? "" : " + \"\(options.endpoint)\""
    code += ",\n    data=json.dumps(message).encode(),\n    headers={\n"
    if let token = options.token {
      code += "        \"Authorization\": \"Bearer \" + os.environ[\"\(token)\"],\n"
    }
    code += "        \"Content-Type\": \"application/json\",\n    },\n)\n"
    code += "with urlopen(request) as response:\n"
    code += call.response == nil ? "    print(response.status)\n" : "    print(json.load(response))\n"
    return code
  }

  private func plainSwift(_ call: ExampleCall, _ lists: Set<String>) -> String {
    var code =
      "import Foundation\n#if canImport(FoundationNetworking)\n  import FoundationNetworking\n#endif\n\n"
    for list in call.longLists {
      code +=
        "let \(SwiftLiteral.name(list.name)) = try String(contentsOfFile: \"\(list.name).json\", encoding: .utf8)\n"
    }
    let body = Self.text(call.request, replacing: lists) {
      "\\#(" + SwiftLiteral.name($0) + ")"
    } escape: {
      $0
    }
    code += "let environment = ProcessInfo.processInfo.environment\n"
    code += "guard let url = URL(string: environment[\"\(options.url)\", default: \"\"]"
    code += options.endpoint.isEmpty ? "" : " + \"\(options.endpoint)\""
    code += ") else {\n  throw URLError(.badURL)  // \(options.url) is not a valid URL\n}\n"
    code += "var request = URLRequest(url: url)\nrequest.httpMethod = \"POST\"\n"
    if let token = options.token {
      code += "request.setValue(\"Bearer \\(environment[\"\(token)\", default: \"\"])\", "
      code += "forHTTPHeaderField: \"Authorization\")\n"
    }
    code += "request.setValue(\"application/json\", forHTTPHeaderField: \"Content-Type\")\n"
    code += "request.httpBody = Data(\n  #\"\"\"\n"
    code += "  " + Self.indented(body, by: 2) + "\n  \"\"\"#.utf8)\n"
    code += "let (answer, _) = try await URLSession.shared.data(for: request)\n"
    code += "print(String(decoding: answer, as: UTF8.self))\n"
    return code
  }

  static func indented(_ text: String, by count: Int) -> String {
    text.replacing("\n", with: "\n" + String(repeating: " ", count: count))
  }

  /// A request as JSON in which the long lists of its params are something that the language fills in.
  static func text(
    _ request: JSON, replacing lists: Set<String>, by reference: (String) -> String,
    escape: (String) -> String
  ) -> String {
    let mark = "\u{1}"
    let replaced = request.replacing(lists) { .string(mark + $0) }
    var text = escape(replaced.text(.pretty))
    for name in lists {
      // The mark is written as an escape, which `escape` may have escaped again.
      for written in ["\"\\u0001\(name)\"", "\"\\\\u0001\(name)\"", "\"\(mark)\(name)\""] {
        text = text.replacing(written, with: reference(name))
      }
    }
    return text
  }
}

extension JSON {
  /// A request with some of its params replaced.
  func replacing(_ names: Set<String>, by value: (String) -> JSON) -> JSON {
    guard let object else { return self }
    return .object(
      object.members.map { member in
        guard member.name == "params", let params = member.value.object else {
          return (member.name, member.value)
        }
        let replaced = params.members.map { param in
          (param.name, names.contains(param.name) ? value(param.name) : param.value)
        }
        return ("params", .object(replaced))
      })
  }
}
