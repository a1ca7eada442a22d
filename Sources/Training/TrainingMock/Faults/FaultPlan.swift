import Determinism
import JSON

/// The faults that are set, and the draws that decide whether they strike.
struct FaultPlan: Sendable {
  struct Armed: Sendable {
    var id: Int
    var fault: Fault
    /// How often it has struck.
    var strikes = 0
    /// Set by the header of the request under way, and over with it.
    var isOfRequest = false

    var isOver: Bool { fault.times.map { strikes >= $0 } ?? false }

    var json: JSON {
      .object(
        [("id", .number(id))] + (fault.json.object?.members ?? []).map { ($0.name, $0.value) } + [
          ("strikes", .number(strikes))
        ])
    }
  }

  private(set) var armed: [Armed] = []
  private var generator: SplitMix64
  private var lastID = 0
  /// What has struck since the journal last asked.
  private(set) var struck: [Fault.Name] = []

  init(_ faults: [Fault], seed: UInt64) {
    generator = SplitMix64(seed: SplitMix64.derive(seed, 0x66_6175_6C74))
    for fault in faults { set(fault) }
  }

  @discardableResult
  mutating func set(_ fault: Fault, isOfRequest: Bool = false) -> Armed {
    lastID += 1
    let new = Armed(id: lastID, fault: fault, isOfRequest: isOfRequest)
    armed.append(new)
    return new
  }

  /// Takes back the faults that fit; returns how many there were.
  mutating func clear(_ fits: (Armed) -> Bool) -> Int {
    let before = armed.count
    armed.removeAll(where: fits)
    return before - armed.count
  }

  /// Ends what holds for one request, and gives the names of what has struck in it.
  mutating func endRequest() -> [Fault.Name] {
    armed.removeAll { $0.isOfRequest || $0.isOver }
    defer { struck = [] }
    return struck
  }

  /// The first fault of that name that strikes a request of one of these methods.
  mutating func strike(_ name: Fault.Name, methods: [String]) -> Fault? {
    strike { $0.name == name && ($0.method.map(methods.contains) ?? true) }
  }

  /// Every fault of jobs that strikes this one now.
  ///
  /// - Parameter only: the fault that was just set, for jobs that were there before it.
  mutating func strikes(job id: String, only: Int? = nil) -> [Fault] {
    let candidates = armed.filter { armed in
      armed.fault.name.isOfJobs && armed.fault.trouble != nil && (only.map { $0 == armed.id } ?? true)
        && (armed.fault.jobID.map { $0 == id } ?? true)
    }
    return candidates.compactMap { candidate in strike(id: candidate.id) }
  }

  /// Whether queued jobs, or this one, are kept from workers.
  func isStuck(job id: String) -> Bool {
    armed.contains {
      $0.fault.name == .stuckQueued && ($0.fault.jobID.map { $0 == id } ?? true)
    }
  }

  func isSet(_ name: Fault.Name) -> Bool { armed.contains { $0.fault.name == name && !$0.isOver } }

  private mutating func strike(id: Int) -> Fault? {
    guard let index = armed.firstIndex(where: { $0.id == id }) else { return nil }
    return strike(at: index)
  }

  private mutating func strike(_ fits: (Fault) -> Bool) -> Fault? {
    for index in armed.indices where fits(armed[index].fault) {
      if let fault = strike(at: index) { return fault }
    }
    return nil
  }

  private mutating func strike(at index: Int) -> Fault? {
    guard !armed[index].isOver else { return nil }
    let fault = armed[index].fault
    // A certain fault draws nothing, so that setting one does not change when others strike.
    if fault.probability < 1, generator.unit() >= fault.probability { return nil }
    armed[index].strikes += 1
    struck.append(fault.name)
    return fault
  }
}
