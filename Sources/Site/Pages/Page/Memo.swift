import Synchronization

/// Values by key, each made when it is first asked for and then kept, for any thread.
///
///     let formulas = Memo<String, Formula>()
///     let formula = formulas.value("x^2") { Formula($0) }
package final class Memo<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private let values = Mutex<[Key: Value]>([:])

  package init() {}

  /// Two threads may both make a value, because making one does not block others; the first one counts.
  package func value(_ key: Key, _ make: (Key) -> Value) -> Value {
    if let known = values.withLock({ $0[key] }) { return known }
    let made = make(key)
    return values.withLock { values in
      if let known = values[key] { return known }
      values[key] = made
      return made
    }
  }
}
