import HTTP
import JSON
import OpenAPI
import OpenRPC
import Synchronization

/// The latest requests and how they were answered, to see what a client sent.
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
  /// Names of header fields and of fields of the query that hold credentials, header fields in small letters.
  private let secretHeaders: Set<String>
  private let secretFields: Set<String>

  init(_ contract: Contract) {
    let schemes = contract.methods.compactMap(\.operation).flatMap(\.security).flatMap(\.schemes)
    var headers: Set<String> = ["authorization", "cookie", "proxy-authorization"]
    var fields: Set<String> = []
    for case .apiKey(let name, let place) in schemes.map(\.kind) {
      if place == .query { fields.insert(name) } else { headers.insert(name.lowercased()) }
    }
    secretHeaders = headers
    secretFields = fields
  }

  func add(_ request: HTTPExchangeRequest, _ response: HTTPExchangeResponse) {
    entries.withLock { entries in
      entries.count += 1
      // In one go now and then: moving a thousand entries for every request would be most of its work.
      if entries.latest.count >= 2 * Self.capacity { entries.latest.removeFirst(Self.capacity) }
      entries.latest.append(entry(entries.count, request, response))
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

  private func entry(
    _ number: Int, _ request: HTTPExchangeRequest, _ response: HTTPExchangeResponse
  ) -> JSON {
    let headers = request.headers.fields.map { field in
      let isSecret = secretHeaders.contains(field.name.lowercased())
      return (field.name, JSON.string(isSecret ? Self.notRecorded : field.value))
    }
    return .object([
      ("number", .number(number)), ("method", .string(request.method)),
      ("path", .string(target(of: request))),
      ("headers", .object(headers)),
      ("body", .string(String(decoding: request.body.prefix(Self.bodySize), as: UTF8.self))),
      ("status", .number(response.status)),
      ("answer", response.headers[MockHeader.answer].map { .string($0) } ?? .null),
    ])
  }

  /// In place of credentials, because every program that reaches the mock can read the journal.
  private static let notRecorded = "(not recorded)"

  private func target(of request: HTTPExchangeRequest) -> String {
    let (path, query) = (request.plainPath, request.path.dropFirst(request.plainPath.count))
    if query.isEmpty || secretFields.isEmpty { return request.path }
    let fields = query.dropFirst().split(separator: "&", omittingEmptySubsequences: false).map { field in
      let name = field.prefix { $0 != "=" }
      return secretFields.contains(FormText.decoded(name)) ? "\(name)=\(Self.notRecorded)" : String(field)
    }
    return path + "?" + fields.joined(separator: "&")
  }
}
