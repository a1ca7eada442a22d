import JSON

/// The paths at which a contract's servers are called.
package enum ServerPath {
  /// `/`, and those of the document, of its methods, and of its paths and operations, once each.
  package static func all(of contract: Contract) -> [String] {
    let methods = contract.document["methods"]?.array ?? []
    let items = contract.document["paths"]?.object?.members.map(\.value) ?? []
    let operations = items.flatMap { $0.object?.members.map(\.value) ?? [] }
    let lists = [contract.document["servers"]] + (methods + items + operations).map { $0["servers"] }
    var paths = ["/"]
    for server in lists.flatMap({ $0?.array ?? [] }).compactMap({ contract.resolve($0) }) {
      guard let path = path(of: server), !paths.contains(path) else { continue }
      paths.append(path)
    }
    return paths
  }

  /// Without slashes at the end, except for `/` itself.
  package static func normal(_ path: String) -> String {
    var path = path[...]
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path.isEmpty ? "/" : String(path)
  }

  /// The path of a server's URL with the defaults of its variables (`${port}`, and `{port}` as OpenAPI has it).
  private static func path(of server: JSON) -> String? {
    guard var url = server["url"]?.string else { return nil }
    for variable in server["variables"]?.object.map(Array.init) ?? [] {
      guard let value = variable.value["default"]?.string else { continue }
      url = url.replacing("${\(variable.name)}", with: value).replacing("{\(variable.name)}", with: value)
    }
    url = String(url.prefix { $0 != "?" && $0 != "#" })
    if let scheme = url.firstRange(of: "://") { url = String(url[scheme.upperBound...]) }
    guard let slash = url.firstIndex(of: "/") else { return nil }
    return normal(String(url[slash...]))
  }
}
