import HTTP
import JSON
import Synchronization

/// The latest requests and how they were answered, for looking at what a client really sent.
final class RequestJournal: Sendable {
  static let capacity = 1_000
  /// The most bytes of a body that are kept.
  static let bodySize = 16 << 10

  private struct Entries {
    var latest: [JSON] = []
    /// How many there were in all.
    var count = 0
  }

  private let entries = Mutex(Entries())

  func add(_ request: HTTPExchangeRequest, _ response: HTTPExchangeResponse) {
    entries.withLock { entries in
      entries.count += 1
      // In one go now and then: moving a thousand entries for every request would be most of its work.
      if entries.latest.count >= 2 * Self.capacity { entries.latest.removeFirst(Self.capacity) }
      entries.latest.append(Self.entry(entries.count, request, response))
    }
  }

  func clear() { entries.withLock { $0.latest = [] } }

  /// `{"total": 2, "requests": [{"number": 1, "method": "GET", …}]}`
  var json: JSON {
    entries.withLock { entries in
      [
        "total": .number(entries.count), "requests": .array(entries.latest.suffix(Self.capacity)),
      ]
    }
  }

  private static func entry(
    _ number: Int, _ request: HTTPExchangeRequest, _ response: HTTPExchangeResponse
  ) -> JSON {
    let headers = request.headers.fields.map { field in
      (field.name, JSON.string(secret.contains(field.name.lowercased()) ? "(not recorded)" : field.value))
    }
    return .object([
      ("number", .number(number)), ("method", .string(request.method)), ("path", .string(request.path)),
      ("headers", .object(headers)),
      ("body", .string(String(decoding: request.body.prefix(bodySize), as: UTF8.self))),
      ("status", .number(response.status)),
      ("answer", response.headers[MockHeader.answer].map { .string($0) } ?? .null),
    ])
  }

  /// Whoever can reach the mock can read the journal.
  private static let secret: Set<String> = ["authorization", "cookie", "proxy-authorization"]
}
