import Diagnostics
import JSON

/// An injected fault, by name.
///
/// It is written as JSON (`{"name": "latency", "seconds": 2, "times": 1}`), or on the command line and in the
/// header `X-Mock-Fault` as `latency:seconds=2,times=1`.
public struct Fault: Sendable, Hashable {
  public enum Name: String, Sendable, Hashable, CaseIterable {
    // Faults of responses.
    case latency
    case connectionDropped = "connection-dropped"
    case truncatedBody = "truncated-body"
    case rateLimited = "rate-limited"
    case serverError = "server-error"
    case tokenExpired = "token-expired"
    case databaseSlow = "database-slow"
    // Faults of jobs.
    case budgetExhausted = "budget-exhausted"
    case workerLost = "worker-lost"
    case outOfMemory = "out-of-memory"
    case notConverging = "not-converging"
    case overfitting
    case stuckQueued = "stuck-queued"

    var isOfJobs: Bool {
      switch self {
      case .budgetExhausted, .workerLost, .outOfMemory, .notConverging, .overfitting, .stuckQueued: true
      default: false
      }
    }

    /// Its effect, for the list of faults.
    public var summary: String {
      switch self {
      case .latency: "the answer comes `seconds` later"
      case .connectionDropped: "the request is carried out, but the connection closes without an answer"
      case .truncatedBody: "the connection closes after `bytes` of the body"
      case .rateLimited: "error -32029, status 429; wait `seconds`"
      case .serverError: "error -32603 with the HTTP status `status`"
      case .tokenExpired: "the token is refused as expired, status 401"
      case .databaseSlow:
        "a request takes `seconds` of the service's time; /health/ready reports `storage: slow`"
      case .budgetExhausted: "the job has spent its budget after `after` iterations and is cancelled"
      case .workerLost:
        "the worker is lost after `after` iterations; with `recovers` the job goes on from its latest checkpoint"
      case .outOfMemory: "the job fails when an iteration has more than `above` steps"
      case .notConverging: "the job learns next to nothing"
      case .overfitting: "the job does well on training data and badly on held-out data"
      case .stuckQueued: "queued jobs are not picked up"
      }
    }

    /// The settings it has, beside those of every fault, with their defaults.
    var settings: [(name: String, fallback: JSON)] {
      switch self {
      case .latency: [("seconds", 1)]
      case .truncatedBody: [("bytes", 20)]
      case .rateLimited: [("seconds", 30)]
      case .serverError: [("status", 500)]
      case .databaseSlow: [("seconds", 6)]
      case .budgetExhausted: [("after", 5)]
      case .workerLost: [("after", 12), ("recovers", true)]
      case .outOfMemory: [("above", 1000)]
      case .connectionDropped, .tokenExpired, .notConverging, .overfitting, .stuckQueued: []
      }
    }
  }

  public var name: Name
  /// Only requests of this method; all when `nil`. For faults of answers.
  public var method: String?
  /// Only this job; every one when `nil`. For faults of jobs.
  public var jobID: String?
  /// How many requests or jobs trigger it before it is exhausted; no limit when `nil`.
  public var times: Int?
  /// The probability, from 0 to 1, that a request or job to which it applies triggers it.
  public var probability = 1.0
  public var seconds = 0.0
  public var bytes = 0
  public var status = 0
  public var after = 0
  public var above = 0
  public var recovers = true

  /// Why a description of a fault is invalid, one sentence.
  public struct Mistake: Error, Sendable, Hashable, CustomStringConvertible {
    public var description: String
  }

  public init(_ json: JSON) throws(Mistake) {
    guard let object = json.object else {
      throw Mistake(description: "a fault is an object such as {\"name\": \"latency\", \"seconds\": 2}")
    }
    guard let text = object["name"]?.string else { throw Mistake(description: "`name` is missing") }
    guard let name = Name(rawValue: text) else {
      let names = Name.allCases.map(\.rawValue)
      let nearest = NearMiss.nearest(to: text, in: names)
      throw Mistake(
        description: "unknown fault \(JSON.quoted(text)). "
          + (nearest.map { "Did you mean `\($0)`?" } ?? "Known: " + names.joined(separator: ", ")))
    }
    self.name = name
    for setting in name.settings { try set(setting.name, setting.fallback) }
    let known =
      ["name", name.isOfJobs ? "job_id" : "method", "times", "probability"] + name.settings.map(\.name)
    for member in object where member.name != "name" {
      guard known.contains(member.name) else {
        let nearest = NearMiss.nearest(to: member.name, in: known)
        throw Mistake(
          description: "`\(text)` has no setting `\(member.name)`. "
            + (nearest.map { "Did you mean `\($0)`?" } ?? "Known: " + known.joined(separator: ", ")))
      }
      if !member.value.isNull { try set(member.name, member.value) }
    }
  }

  /// Reads `NAME` or `NAME:setting=value,setting=value`.
  public init(text: String) throws(Mistake) {
    let parts = text.split(separator: ":", maxSplits: 1)
    var members: [(String, JSON)] = [("name", .string(parts.first.map { Self.trimmed($0) } ?? ""))]
    for setting in parts.count > 1 ? parts[1].split(separator: ",") : [] {
      let pair = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2 else {
        throw Mistake(description: "\(JSON.quoted(String(setting))) is not a setting; write name=value")
      }
      let value = Self.trimmed(pair[1])
      let json: JSON =
        switch value {
        case "true": true
        case "false": false
        default: JSONNumber(literal: value).map { JSON(.number($0)) } ?? .string(value)
        }
      members.append((Self.trimmed(pair[0]), json))
    }
    try self.init(.object(members))
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private mutating func set(_ setting: String, _ value: JSON) throws(Mistake) {
    func mistake(_ expected: String) -> Mistake {
      Mistake(description: "`\(setting)` must be \(expected), got \(value.text())")
    }
    func integer(_ range: ClosedRange<Int>) throws(Mistake) -> Int {
      guard let integer = value.int, range.contains(integer) else {
        throw mistake("an integer from \(range.lowerBound) to \(range.upperBound)")
      }
      return integer
    }
    func number(_ range: ClosedRange<Double>) throws(Mistake) -> Double {
      guard let number = value.double, range.contains(number) else {
        throw mistake("a number from \(Int(range.lowerBound)) to \(Int(range.upperBound))")
      }
      return number
    }
    func string() throws(Mistake) -> String {
      guard let string = value.string, !string.isEmpty else { throw mistake("a non-empty string") }
      return string
    }
    switch setting {
    case "method": method = try string()
    case "job_id": jobID = try string().lowercased()
    case "times": times = try integer(1...1_000_000)
    case "probability": probability = try number(0...1)
    case "seconds": seconds = try number(0...(name == .rateLimited ? 60 : 600))
    case "bytes": bytes = try integer(0...1_000_000)
    case "status": status = try integer(500...599)
    case "after": after = try integer(0...10_000)
    case "above": above = try integer(0...100_000)
    default:
      guard let bool = value.bool else { throw mistake("true or false") }
      recovers = bool
    }
  }

  public var json: JSON {
    var members: [(String, JSON)] = [("name", .string(name.rawValue))]
    if let method { members.append(("method", .string(method))) }
    if let jobID { members.append(("job_id", .string(jobID))) }
    for setting in name.settings {
      let value: JSON =
        switch setting.name {
        case "seconds": .number(seconds)
        case "bytes": .number(bytes)
        case "status": .number(status)
        case "after": .number(after)
        case "above": .number(above)
        default: .bool(recovers)
        }
      members.append((setting.name, value))
    }
    members.append(("times", times.map { .number($0) } ?? .null))
    members.append(("probability", .number(probability)))
    return .object(members)
  }

  /// Its effect on a job; `nil` for faults of responses and for `stuck-queued`, which only delays jobs.
  var jobFaults: JobFaults? {
    var faults = JobFaults()
    switch name {
    case .budgetExhausted: faults.budgetExhaustedAfter = after
    case .workerLost: (faults.workerLostAfter, faults.recovers) = (after, recovers)
    case .outOfMemory: faults.outOfMemoryAbove = above
    case .notConverging: faults.isNotConverging = true
    case .overfitting: faults.isOverfitting = true
    default: return nil
    }
    return faults
  }
}
