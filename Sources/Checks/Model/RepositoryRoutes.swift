import Diagnostics
import OpenRPC
import Pages
import Project

/// The HTTP routes that the contract of a portal, the code and the OpenAPI files of a repository declare, as far as they are
/// written out: of Express, Fastify, Flask, FastAPI, `net/http`, chi, Gin and what looks like them. They are read for the
/// first request, once.
final class RepositoryRoutes: Sendable {
  struct Route: Sendable {
    let path: RoutePath
    /// In capitals; `nil` when it answers several, or that is not known.
    let verb: String?
    let file: SourceText
    /// Bytes of the path in the file.
    let range: Range<Int>
    /// Of the contract of the portal, so that its servers are known.
    var isOperation = false
  }

  private let files: FileReader
  private let contract: Contract?
  private let operations: [ContractOperations.Operation]
  private let read = Memo<Bool, RouteIndex<Route>>()

  /// The contract of the portal is not read as a file: its operations say more, the verbs of each path.
  init(_ context: CheckContext) {
    files = context.files
    contract = context.contract
    operations = context.operations.index.all
  }

  var index: RouteIndex<Route> {
    read.value(true) { _ in
      let described = operations.isEmpty ? [] : Set((contract?.sources.files ?? []).map(\.path))
      let found = files.items(inFilesNamed: { Self.isCode($0) || Self.isOpenAPI($0) }) { file in
        described.contains(file.path) ? [] : Self.routes(in: file)
      }
      return RouteIndex(operations.compactMap(route) + found) { $0.path }
    }
  }

  private func route(_ operation: ContractOperations.Operation) -> Route? {
    guard let place = contract?.sources.place(of: operation.operation.pathRange) else { return nil }
    return Route(
      path: operation.path, verb: operation.operation.verb, file: place.file, range: place.range,
      isOperation: true)
  }

  private static func isCode(_ name: String) -> Bool {
    ["js", "mjs", "cjs", "ts", "py", "go", "rb"].contains(
      name.split(separator: ".").last.map(String.init) ?? "")
      && !name.hasSuffix(".min.js") && !name.hasSuffix(".d.ts")
  }

  private static func isOpenAPI(_ name: String) -> Bool {
    (name.hasPrefix("openapi") || name.hasPrefix("swagger"))
      && [".json", ".yaml", ".yml"].contains { name.hasSuffix($0) }
  }

  // MARK: one file

  private static func routes(in file: SourceText) -> [Route] {
    let name = file.path.split(separator: "/").last.map(String.init) ?? ""
    return isOpenAPI(name) ? described(in: file) : declared(in: file)
  }

  /// The keys of an OpenAPI document that are paths.
  private static func described(in file: SourceText) -> [Route] {
    (1...max(1, file.lines.count)).compactMap { line in
      let content = file.lines.content(line, in: file.bytes)
      let start = file.bytes[content].firstIndex {
        $0 > 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'")
      }
      guard let start, file.bytes[start] == UInt8(ascii: "/"),
        let end = file.bytes[start..<content.upperBound].firstIndex(where: { "\"':".utf8.contains($0) }),
        let path = RoutePath(String(decoding: file.bytes[start..<end], as: UTF8.self))
      else { return nil }
      return Route(path: path, verb: nil, file: file, range: start..<end)
    }
  }

  /// Texts in quotation marks that begin with a slash, or with a verb and one, as the first argument of a call.
  private static func declared(in file: SourceText) -> [Route] {
    let bytes = file.bytes
    var found: [Route] = []
    var at = 0
    while let slash = bytes[at...].firstIndex(of: UInt8(ascii: "/")) {
      at = slash + 1
      guard let (open, written) = quotation(before: slash, in: bytes),
        let close = bytes[slash...].firstIndex(where: { $0 == bytes[open] || $0 <= 0x20 }),
        bytes[close] == bytes[open],
        let call = Self.call(before: open, in: bytes),
        let path = RoutePath(String(decoding: bytes[slash..<close], as: UTF8.self))
      else { continue }
      at = close
      let verb = written ?? (call.isOfServer ? verbs[call.name] ?? nil : nil)
      found.append(Route(path: path, verb: verb, file: file, range: slash..<close))
    }
    return found
  }

  /// The quotation mark before a path, and the verb between them: `"GET /jobs"`.
  private static func quotation(before slash: Int, in bytes: [UInt8]) -> (Int, String?)? {
    func isMark(_ index: Int) -> Bool { index >= 0 && "\"'`".utf8.contains(bytes[index]) }
    if isMark(slash - 1) { return (slash - 1, nil) }
    guard slash >= 2, bytes[slash - 1] == 0x20 else { return nil }
    let verb = bytes[..<(slash - 1)].reversed().prefix { $0.isUppercase }.reversed()
    let open = slash - 2 - verb.count
    let text = String(decoding: Array(verb), as: UTF8.self)
    return isMark(open) && HTTPVerb.all.contains(text) ? (open, text) : nil
  }

  /// The method whose first argument begins at a place, in lower case; `nil` when it declares no route. A client's call,
  /// `requests.get("/x")`, says that there is a path, but not which other verbs it answers.
  private static func call(before open: Int, in bytes: [UInt8]) -> (name: String, isOfServer: Bool)? {
    var at = open - 1
    while at >= 0, bytes[at] <= 0x20 { at -= 1 }
    guard at > 0, bytes[at] == UInt8(ascii: "(") else { return nil }
    let name = Self.name(before: at, in: bytes)
    let dot = at - name.utf8.count - 1
    guard verbs[name] != nil, dot >= 0, bytes[dot] == UInt8(ascii: ".") else { return nil }
    let object = Self.name(before: dot, in: bytes)
    return (name, servers.contains { object.contains($0) } || object.utf8.count < 3)
  }

  private static func name(before end: Int, in bytes: [UInt8]) -> String {
    let name = bytes[..<end].reversed().prefix { $0.isAlphanumeric || $0 == UInt8(ascii: "_") }.reversed()
    return String(decoding: Array(name), as: UTF8.self).lowercased()
  }

  /// Parts of the usual names of what routes are declared on.
  private static let servers = [
    "app", "router", "mux", "server", "fastify", "blueprint", "bp", "group", "engine",
  ]

  private static let verbs: [String: String?] = [
    "get": "GET", "post": "POST", "put": "PUT", "patch": "PATCH", "delete": "DELETE", "head": "HEAD",
    "options": "OPTIONS", "all": nil, "any": nil, "route": nil, "handle": nil,
    "handlefunc": nil, "api_route": nil, "methodfunc": nil, "path": nil,
    "use": nil, "mount": nil, "group": nil,
  ]
}

/// The verbs of HTTP that pages and code write.
enum HTTPVerb {
  static let all: Set<String> = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]
}
