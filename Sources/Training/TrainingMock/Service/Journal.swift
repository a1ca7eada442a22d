import JSON

/// The latest requests, for looking at what a client really sent.
struct Journal: Sendable {
  static let capacity = 1000

  /// One JSON-RPC call of a request.
  struct Call: Sendable {
    var id: JSON?
    var method: String
    /// `nil` when it succeeded.
    var errorCode: Int?

    var json: JSON {
      var members: [(String, JSON)] = [("method", .string(method))]
      if let id { members.append(("id", id)) }
      members.append(("error", errorCode.map { .number($0) } ?? .null))
      return .object(members)
    }
  }

  struct Entry: Sendable {
    var number: Int
    var moment: Instant
    var method: String
    var path: String
    var status: Int
    var requestBytes: Int
    var responseBytes: Int
    var calls: [Call]
    var faults: [Fault.Name]

    var json: JSON {
      .object([
        ("number", .number(number)), ("at", .string(moment.timestamp)), ("method", .string(method)),
        ("path", .string(path)), ("status", .number(status)), ("request_bytes", .number(requestBytes)),
        ("response_bytes", .number(responseBytes)), ("calls", .array(calls.map(\.json))),
        ("faults", .array(faults.map { .string($0.rawValue) })),
      ])
    }
  }

  /// Oldest first.
  private(set) var entries: [Entry] = []
  /// How many requests there were in all.
  private(set) var count = 0

  mutating func add(_ entry: Entry) {
    count += 1
    var entry = entry
    entry.number = count
    // In one go now and then: moving a thousand entries for every request would be most of its work.
    if entries.count >= 2 * Self.capacity { entries.removeFirst(Self.capacity) }
    entries.append(entry)
  }

  mutating func clear() { entries = [] }

  var json: JSON {
    .object([
      ("total", .number(count)), ("requests", .array(entries.suffix(Self.capacity).map(\.json))),
    ])
  }
}
