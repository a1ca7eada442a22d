/// How names of the contract are found in a client.
enum ClientNames {
  /// A name normalized across languages: `agentID` and `agent_id` are both `agentid`.
  static func word(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }

  /// The normalized names that a client may use for a method: `webhooks.register` is `register`,
  /// `registerwebhooks` or `registerwebhook`.
  static func words(of method: String) -> [String] {
    let parts = method.split(separator: ".").map { word(String($0)) }
    guard let last = parts.last, let first = parts.first, parts.count > 1 else { return parts }
    return [last, last + first] + (first.hasSuffix("s") ? [last + first.dropLast()] : [])
  }
}
