import HTTP
import JSON

/// The service's own report on a session: the body of the path that its declaration calls `report`.
///
///     {"events": ["payment.settled"], "problems": ["the ledger and the balance differ"]}
public struct ServiceReport: Sendable, Hashable {
  /// The names of the webhooks that receivers accepted.
  public var events: [String] = []
  /// Problems that the service found in itself, in sentences.
  public var problems: [String] = []

  public init(events: [String] = [], problems: [String] = []) {
    self.events = events
    self.problems = problems
  }

  init(json text: String) throws(HTTPFailure) {
    let json: JSON
    do throws(JSONSyntaxError) {
      json = try JSONParser.parse(Array(text.utf8))
    } catch {
      throw HTTPFailure(description: "the report is not JSON: \(error.message)")
    }
    guard json.object != nil else { throw HTTPFailure(description: "the report is not a JSON object") }
    events = json["events"]?.array?.compactMap(\.string) ?? []
    problems = json["problems"]?.array?.compactMap(\.string) ?? []
  }
}
