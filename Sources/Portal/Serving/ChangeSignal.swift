/// Notifies every open page that the portal was built again.
public actor ChangeSignal {
  public private(set) var generation = 1
  private(set) var waiting: [Int: CheckedContinuation<Int, Never>] = [:]
  private var nextTicket = 0

  public init() {}

  /// How many requests may wait at once. The server does not notice that a page was closed, so its request stays open.
  private static let mostWaiting = 64

  /// Reports a new build to all waiting requests.
  public func raise() {
    generation += 1
    releaseAll()
  }

  /// Waits until the generation differs from `seen`, for `patience` at most.
  /// - Returns: the generation; `seen` after a timeout.
  public func next(after seen: Int, patience: Duration = .seconds(25)) async -> Int {
    if generation != seen { return generation }
    if waiting.count >= Self.mostWaiting, let oldest = waiting.keys.min() { release(oldest) }
    let ticket = nextTicket
    nextTicket += 1
    let timer = Task {
      try await Task.sleep(for: patience)
      release(ticket)
    }
    defer { timer.cancel() }
    return await withCheckedContinuation { waiting[ticket] = $0 }
  }

  private func release(_ ticket: Int) {
    waiting.removeValue(forKey: ticket)?.resume(returning: generation)
  }

  private func releaseAll() {
    for (_, continuation) in waiting { continuation.resume(returning: generation) }
    waiting = [:]
  }
}
