/// How many sessions run side by side.
///
/// Sessions that compute need a processor each. Sessions that wait, for an alert, a slow answer or a time limit, need none:
/// while the processors have nothing to do, more of them are started.
struct SessionSlots: Sendable {
  /// Sessions that run side by side in any case; at least 1.
  var usual: Int
  /// Sessions that run side by side at most, while the processors have nothing to do.
  var whileIdle: Int
  /// Watches the processors for a while.
  var isIdle: @Sendable () async -> Bool

  private enum Event<Value: Sendable>: Sendable {
    case ended(Int, Value)
    case watched(isIdle: Bool)
  }

  /// Runs each position once; after a cancellation no further one is begun.
  ///
  /// - Parameter ended: Receives the results in the order in which they are there.
  func run<Value: Sendable>(
    _ positions: [Int], _ work: @escaping @Sendable (Int) async -> Value, ended: (Int, Value) -> Void
  ) async {
    var running = 0
    var next = positions.makeIterator()
    await withTaskGroup(of: Event<Value>.self) { group in
      func add() {
        guard !Task.isCancelled, let position = next.next() else { return }
        running += 1
        group.addTask { .ended(position, await work(position)) }
      }
      func watch() {
        guard whileIdle > usual, running > 0, !Task.isCancelled else { return }
        group.addTask { .watched(isIdle: await isIdle()) }
      }
      for _ in 0..<usual { add() }
      watch()
      for await event in group {
        switch event {
        case .ended(let position, let value):
          running -= 1
          ended(position, value)
          if running < usual { add() }
          // Nothing is left for which the processors are watched.
          if running == 0 { group.cancelAll() }
        case .watched(let isIdle):
          if isIdle, running < whileIdle { add() }
          watch()
        }
      }
    }
  }
}
