import Diagnostics
import HTTP
import JSON

/// The administration API of the mock under `/__mock/`, for tests and documentation; it is not part of the service.
/// It needs no token, is not counted in metrics, and does not advance the clock except on request.
extension TrainingService {
  static let adminPrefix = "/__mock"

  /// The endpoints by path and HTTP method.
  private static let endpoints: [(path: String, methods: [String], summary: String)] = [
    ("/__mock", ["GET"], "this list"),
    ("/__mock/state", ["GET"], "time, seed, jobs, webhooks, faults"),
    ("/__mock/reset", ["POST"], "forget everything; optional: seed"),
    ("/__mock/seed", ["POST"], "forget everything and begin again from `seed`"),
    ("/__mock/clock", ["GET", "POST"], "the time; move it by `seconds`"),
    ("/__mock/journal", ["GET", "DELETE"], "the latest requests; forget them"),
    ("/__mock/faults", ["GET", "POST", "DELETE"], "what goes wrong; set a fault; clear all"),
    ("/__mock/faults/{id or name}", ["DELETE"], "clear one fault, or all of a name"),
    ("/__mock/webhooks", ["GET"], "webhooks and deliveries"),
    ("/__mock/restart", ["POST"], "as the program was started, with an empty report"),
    ("/__mock/report", ["GET"], "delivered events, and where the service differs from the contract"),
  ]

  private struct Refusal: Error {
    var status: Int
    var message: String
  }

  func administer(_ request: HTTPExchangeRequest, path: String) -> HTTPExchangeResponse {
    var response: HTTPExchangeResponse
    do throws(Refusal) {
      response = .json(try adminAnswer(request, path: path))
    } catch {
      response = plainError(error.status, error.message)
      if error.status == 405, let endpoint = endpoint(path) {
        response.headers["Allow"] = endpoint.methods.joined(separator: ", ")
      }
    }
    response.headers["Date"] = now.httpDate
    if request.method == "HEAD" { response.body = [] }
    return response
  }

  private func endpoint(_ path: String) -> (path: String, methods: [String], summary: String)? {
    let isOneFault = path.hasPrefix("/__mock/faults/") && path.utf8.count > "/__mock/faults/".utf8.count
    let path = path.count > Self.adminPrefix.count && path.hasSuffix("/") ? String(path.dropLast()) : path
    return Self.endpoints.first { $0.path == (isOneFault ? "/__mock/faults/{id or name}" : path) }
  }

  private func adminAnswer(_ request: HTTPExchangeRequest, path: String) throws(Refusal) -> JSON {
    guard let endpoint = endpoint(path) else {
      let nearest = NearMiss.nearest(to: path, in: Self.endpoints.map(\.path))
      throw Refusal(
        status: 404,
        message: "there is nothing at \(path). "
          + (nearest.map { "Did you mean \($0)?" } ?? "GET /__mock lists the endpoints"))
    }
    let method = request.method == "HEAD" ? "GET" : request.method
    guard endpoint.methods.contains(method) else {
      throw Refusal(
        status: 405,
        message: "\(endpoint.path) takes \(endpoint.methods.joined(separator: ", ")), not \(request.method)")
    }
    switch (endpoint.path, method) {
    case ("/__mock/state", _): return stateReport
    case ("/__mock/report", _): return sessionReport
    case ("/__mock/restart", _):
      reset(seed: configuration.seed)
      startSession()
      return stateReport
    case ("/__mock/reset", _):
      let body = try body(of: request, members: ["seed"])
      try reset(seed: body["seed"] == nil ? state.seed : seed(in: body))
      return stateReport
    case ("/__mock/seed", _):
      try reset(seed: seed(in: body(of: request, members: ["seed"])))
      return stateReport
    case ("/__mock/clock", "GET"): return ["now": .string(now.timestamp)]
    case ("/__mock/clock", _): return try moveClock(body(of: request, members: ["seconds"]))
    case ("/__mock/journal", "GET"): return state.journal.json
    case ("/__mock/journal", _):
      state.journal.clear()
      return state.journal.json
    case ("/__mock/faults", "GET"): return faultReport
    case ("/__mock/faults", "POST"): return try setFault(body(of: request, members: nil))
    case ("/__mock/faults", _): return ["cleared": .number(state.faults.clear { _ in true })]
    case ("/__mock/webhooks", _):
      return .object([
        ("webhooks", .array(state.webhooks.hooks.map(\.json))),
        ("deliveries", .array(state.webhooks.deliveries.map(\.json))),
      ])
    case ("/__mock", _):
      return [
        "endpoints": .array(
          Self.endpoints.map { endpoint in
            [
              "path": .string(endpoint.path), "methods": .array(endpoint.methods.map { .string($0) }),
              "summary": .string(endpoint.summary),
            ]
          })
      ]
    default: return try clearFault(String(path.dropFirst("/__mock/faults/".count)))
    }
  }

  /// The body as an object with no other members than these; an empty body is an empty object.
  private func body(of request: HTTPExchangeRequest, members: [String]?) throws(Refusal) -> JSONObject {
    if request.body.isEmpty, !request.isCutOff { return JSONObject() }
    guard !request.isCutOff else {
      throw Refusal(status: 413, message: "the body is larger than \(limits.bodySize) bytes")
    }
    // It also keeps web pages of other origins from administering a mock: a browser asks first.
    guard request.mediaType == "application/json" else {
      throw Refusal(status: 415, message: "the Content-Type header must be application/json")
    }
    let value: JSON
    do throws(JSONSyntaxError) {
      value = try JSONParser.parse(request.body, limits: .init(depth: configuration.messages.depth))
    } catch {
      throw Refusal(status: 400, message: "the body is not JSON: \(error.message)")
    }
    guard let object = value.object else {
      throw Refusal(status: 400, message: "the body must be a JSON object")
    }
    if let members, let unknown = object.first(where: { !members.contains($0.name) }) {
      let nearest = NearMiss.nearest(to: unknown.name, in: members)
      throw Refusal(
        status: 400,
        message: "unknown field `\(unknown.name)`. "
          + (nearest.map { "Did you mean `\($0)`?" } ?? "Known: `\(members.joined(separator: "`, `"))`"))
    }
    return object
  }

  private func seed(in body: JSONObject) throws(Refusal) -> UInt64 {
    guard let seed = body["seed"]?.int, seed >= 0 else {
      throw Refusal(
        status: 400,
        message: "`seed` must be an integer of at least 0, got \(body["seed"]?.text() ?? "nothing")")
    }
    return UInt64(seed)
  }

  private func reset(seed: UInt64) { state = ServiceState(configuration, seed: seed) }

  private static let longestMove = 366 * 86_400

  private func moveClock(_ body: JSONObject) throws(Refusal) -> JSON {
    guard let seconds = body["seconds"]?.double, seconds >= 0, seconds <= Double(Self.longestMove) else {
      throw Refusal(
        status: 400,
        message:
          "`seconds` must be a number from 0 to \(Self.longestMove), got \(body["seconds"]?.text() ?? "nothing")"
      )
    }
    state.clock = state.clock + Int((seconds * 1000).rounded())
    advanceJobs()
    return ["now": .string(now.timestamp)]
  }

  private var stateReport: JSON {
    .object([
      ("now", .string(now.timestamp)), ("seed", .number(Int(clamping: state.seed))),
      ("realtime", .bool(configuration.realtime)),
      ("jobs", .array(state.jobOrder.compactMap { state.jobs[$0]?.summary })),
      ("webhooks", .number(state.webhooks.hooks.count)),
      ("pending_deliveries", .number(state.webhooks.deliveries.count { $0.state == .pending })),
      ("faults", .array(state.faults.armed.map(\.json))), ("requests", .number(state.journal.count)),
      ("contract_violations", .number(contractViolations.count)),
    ])
  }

  /// The report that a documentation tool asks for at the end of a session.
  private var sessionReport: JSON {
    .object([
      ("events", .array(deliveredEvents.sorted().map { .string($0) })),
      (
        "problems",
        .array(
          contractViolations.map { mismatch in
            .string(
              "the mock's \(mismatch.part.rawValue) of "
                + (mismatch.method.map { "`\($0)`" } ?? "a request")
                + " does not fit the contract: \(mismatch.violation.sentence())")
          })
      ),
    ])
  }

  private var faultReport: JSON {
    .object([
      ("faults", .array(state.faults.armed.map(\.json))),
      (
        "known",
        .array(
          Fault.Name.allCases.map { name in
            .object([
              ("name", .string(name.rawValue)), ("summary", .string(name.summary)),
              ("settings", .object(name.settings.map { ($0.name, $0.fallback) })),
            ])
          })
      ),
    ])
  }

  private func setFault(_ body: JSONObject) throws(Refusal) -> JSON {
    let fault: Fault
    do throws(Fault.Mistake) {
      fault = try Fault(JSON(.object(body)))
    } catch {
      throw Refusal(status: 400, message: error.description)
    }
    if let method = fault.method, contract.method(named: method) == nil {
      let nearest = NearMiss.nearest(to: method, in: contract.methods.map(\.name))
      throw Refusal(
        status: 400,
        message: "unknown method \(JSON.quoted(method))"
          + (nearest.map { ". Did you mean `\($0)`?" } ?? ""))
    }
    if let id = fault.jobID, state.jobs[id] == nil {
      throw Refusal(status: 400, message: "no job has the id \(JSON.quoted(id))")
    }
    let armed = state.faults.set(fault)
    inject(armed.id, into: state.activeJobs)
    // It may be over already, when it was for one job.
    return state.faults.armed.first { $0.id == armed.id }?.json ?? armed.json
  }

  /// Injects the fault with that id into these jobs.
  func inject(_ fault: Int, into jobs: [String]) {
    for id in jobs {
      for fault in state.faults.triggered(job: id, only: fault) {
        if let faults = fault.jobFaults { state.jobs[id]?.inject(faults) }
      }
    }
  }

  private func clearFault(_ which: String) throws(Refusal) -> JSON {
    let count = state.faults.clear { String($0.id) == which || $0.fault.name.rawValue == which }
    guard count > 0 else {
      throw Refusal(status: 404, message: "no fault with the id or name \(JSON.quoted(which)) is set")
    }
    return ["cleared": .number(count)]
  }
}
