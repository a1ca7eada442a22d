import JSON

/// The functions and classes of the project's Python client that samples use, read from its source.
struct PythonClient {
  private let client: ProjectClient
  /// Its source, from the project's root.
  let path: String
  private let functions: [String: Set<String>]
  private let classes: Set<String>

  /// `nil` when its source is in none of the folders that Python imports from.
  init?(_ client: ProjectClient, files: ClientFiles) {
    let file = client.module.replacing(".", with: "/") + ".py"
    let source = client.imports.lazy.map { $0.path + "/" + file }.compactMap { path in
      files.text(path).map { (path: path, text: $0) }
    }.first
    guard let source else { return nil }
    self.client = client
    path = source.path
    let found = PythonSignatures.read(source.text)
    functions = Dictionary(
      found.functions.map { ($0.name, Set($0.arguments.map(\.name))) }, uniquingKeysWith: { $0.union($1) })
    classes = found.types
  }

  /// A call of the client's function; `nil` when no function has these params.
  @Sendable func sample(_ request: SampleRequest) -> String? {
    guard let method = request.method, let params = request.params, request.hasResponse else { return nil }
    let words = ClientNames.words(of: method)
    let names = functions.keys.filter { words.contains(ClientNames.word($0)) }.sorted {
      ($0.count, $0) < ($1.count, $1)
    }
    let function = names.first { name in params.allSatisfy { functions[name]?.contains($0.name) == true } }
    guard let function else { return nil }
    var used: Set<String> = []
    func type(_ param: String) -> String? {
      let type = params.first { $0.name == param }?.type
      guard let type, classes.contains(type) else { return nil }
      used.insert(type)
      return type
    }
    func value(_ value: JSON, _ type: String?, _ indent: Int) -> String {
      if let items = value.array {
        return PythonLiteral.list("[", "]", items.map { self.object($0, type, indent + 4) }, indent: indent)
      }
      return object(value, type, indent)
    }
    let reading = PythonLiteral.reading(request, type: type)
    let arguments = params.map { param in
      let text =
        request.lists.contains(param.name)
        ? PythonLiteral.name(param.name) : value(param.value, type(param.name), 4)
      return "\(param.name)=\(text)"
    }
    let made = String(client.make.prefix { $0 != "." && $0 != "(" })
    let imported = (used.union([made])).sorted().joined(separator: ", ")
    let result = PythonLiteral.name(request.result ?? "result")
    return (request.lists.isEmpty ? "" : "import json\n\n") + "from \(client.module) import \(imported)\n\n"
      + reading
      + "client = \(client.make)\n"
      + PythonLiteral.list("\(result) = client.\(function)(", ")", arguments, indent: 0)
      + "\nprint(\(result))\n"
  }

  private func object(_ value: JSON, _ type: String?, _ indent: Int) -> String {
    guard let type, let members = value.object?.members else {
      return PythonLiteral.text(value, indent: indent)
    }
    return PythonLiteral.list(
      type + "(", ")",
      members.map { "\(PythonLiteral.name($0.name))=\(PythonLiteral.text($0.value, indent: indent + 4))" },
      indent: indent)
  }
}
