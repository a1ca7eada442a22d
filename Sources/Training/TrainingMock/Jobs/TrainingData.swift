import JSONRPC

/// The rules for lists of queries that the contract cannot express.
extension Job {
  static let minimumTrainingQueries = 100

  static func tooFew(_ count: Int) -> String {
    "must have at least \(minimumTrainingQueries) queries, got \(count)"
  }

  /// Blank and duplicate queries.
  static func problems(in queries: [String], field: String) -> [RPCError.Problem] {
    var problems: [RPCError.Problem] = []
    var first: [String: Int] = [:]
    for (index, query) in queries.enumerated() {
      let text = trimmed(query)
      if text.isEmpty {
        problems.append(.init(field: "\(field)[\(index)].query", error: "must not be blank"))
      } else if let earlier = first[text] {
        problems.append(
          .init(field: "\(field)[\(index)].query", error: "has the same text as \(field)[\(earlier)].query"))
      } else {
        first[text] = index
      }
    }
    return problems
  }

  private static func trimmed(_ text: String) -> String {
    var view = text[...]
    while view.first?.isWhitespace == true { view.removeFirst() }
    while view.last?.isWhitespace == true { view.removeLast() }
    return String(view)
  }
}
