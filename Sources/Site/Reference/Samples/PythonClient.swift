import JSON
import Languages
import OpenRPC
import Pages
import Project

/// The functions and classes of the project's Python client that samples use, read from its source.
struct PythonClient {
  private let options: ReferenceOptions.Client
  /// Its source, from the project's root.
  let path: String
  private let functions: [String: Set<String>]
  private let classes: Set<String>

  /// `nil` when its source is in none of the folders that Python imports from.
  init?(_ options: ReferenceOptions.Client, project: Project, files: FileReader) {
    let file = options.module.replacing(".", with: "/") + ".py"
    let path = (project.imports[SampleLanguage.python.id] ?? []).map { $0.path + "/" + file }.first {
      files.kind($0) == .file
    }
    guard let path else { return nil }
    self.options = options
    self.path = path
    let found = ClientSignatures([path], of: .python, files)
    functions = Dictionary(
      found.functions.map { ($0.name, Set($0.arguments.map(\.name))) }, uniquingKeysWith: { $0.union($1) })
    classes = found.types
  }

  /// A call of the client's function; `nil` when no function has these params.
  func sample(_ call: ExampleCall, _ lists: Set<String>, _ contract: Contract) -> String? {
    guard let method = call.method, let params = call.named, call.response != nil else { return nil }
    let words = ClientNames.words(of: method.name)
    let names = functions.keys.filter { words.contains(ClientNames.word($0)) }.sorted {
      ($0.count, $0) < ($1.count, $1)
    }
    let function = names.first { name in params.allSatisfy { functions[name]?.contains($0.name) == true } }
    guard let function else { return nil }
    var used: Set<String> = []
    func type(_ param: String) -> String? {
      let component = method.param(named: param).flatMap { contract.component(of: $0.schemaValue) }
      guard let component, classes.contains(component) else { return nil }
      used.insert(component)
      return component
    }
    func value(_ value: JSON, _ type: String?, _ indent: Int) -> String {
      if let items = value.array {
        return PythonLiteral.list("[", "]", items.map { self.object($0, type, indent + 4) }, indent: indent)
      }
      return object(value, type, indent)
    }
    let reading = PythonLiteral.reading(call, lists, type: type)
    let arguments = params.map { param in
      let text =
        lists.contains(param.name) ? PythonLiteral.name(param.name) : value(param.value, type(param.name), 4)
      return "\(param.name)=\(text)"
    }
    let client = String(options.make.prefix { $0 != "." && $0 != "(" })
    let imported = (used.union([client])).sorted().joined(separator: ", ")
    let result = PythonLiteral.name(method.result?.name ?? "result")
    return (lists.isEmpty ? "" : "import json\n\n") + "from \(options.module) import \(imported)\n\n"
      + reading
      + "client = \(options.make)\n"
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
