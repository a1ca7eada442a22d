import OpenRPC

/// Finds the operation of a request by its method and path, with or without the path of a server.
package struct OperationRoutes: Sendable {
  /// What the paths of operations begin with, longest first; `/` for nothing.
  private let bases: [String]
  private let table: PathTable

  package init(_ contract: Contract, bases: [String]) {
    self.bases = bases.sorted { $0.utf8.count > $1.utf8.count }
    table = PathTable(contract.methods)
  }

  /// The templates that a path fits.
  ///
  /// - Parameter path: without a query.
  package func matches(_ path: String) -> [PathTable.Match] {
    for base in bases {
      if base == "/" { return table.matches(path) }
      guard path.hasPrefix(base + "/") else { continue }
      let matches = table.matches(String(path.dropFirst(base.count)))
      if !matches.isEmpty { return matches }
    }
    return []
  }
}

extension [PathTable.Match] {
  /// The operation of a verb, and the text of each variable of its path.
  package func operation(_ verb: String) -> (
    method: Method, operation: HTTPOperation, variables: [String: String]
  )? {
    for match in self {
      for method in match.methods {
        if let operation = method.operation, operation.verb == verb {
          return (method, operation, match.variables)
        }
      }
    }
    return nil
  }

  /// The verbs of all of them.
  package var verbs: [String] { flatMap(\.methods).compactMap(\.operation?.verb) }
}
