import OpenRPC

/// The operations of a contract by their paths. Made once for all pages.
struct ContractOperations: Sendable {
  struct Operation: Sendable {
    let method: Method
    let operation: HTTPOperation
    let path: RoutePath
  }

  /// Empty for a contract of another protocol.
  let index: RouteIndex<Operation>
  /// The paths of the servers other than `/`.
  private let servers: Set<[RoutePath.Part]>

  init(_ contract: Contract?) {
    let operations = (contract?.methods ?? []).compactMap { method -> Operation? in
      guard let operation = method.operation, let path = RoutePath(operation.path) else { return nil }
      return Operation(method: method, operation: operation, path: path)
    }
    index = RouteIndex(operations) { $0.path }
    let paths = operations.isEmpty ? [] : contract.map(ServerPath.all) ?? []
    servers = Set(paths.filter { $0 != "/" }.compactMap { RoutePath($0)?.parts })
  }

  /// Whether a path is that of an operation below the path of a server that the contract names.
  func isBelowServer(_ path: RoutePath, _ operation: RoutePath) -> Bool {
    servers.contains(Array(path.parts.dropLast(operation.parts.count)))
  }

  /// Whether the parts of a path before those of an operation are the path of a server: a request to `/a/b` is not for the
  /// operation `/b`. Where the contract names no path of a server, they may be `/api` or a version.
  func serve(_ path: RoutePath, _ operation: RoutePath) -> Bool {
    let count = path.parts.count - operation.parts.count
    guard count > 0 else { return count == 0 }
    if servers.isEmpty { return path.parts.prefix(count).allSatisfy(RoutePath.isUsualBase) }
    return isBelowServer(path, operation)
  }
}
