import OpenRPC

/// Fixed windows, counted for each subject and method.
struct RateLimiter: Sendable {
  /// The rest of a window, for the `X-RateLimit-*` headers.
  struct Allowance: Sendable, Hashable {
    var limit: RateLimit
    var remaining: Int
    /// When the window ends, in seconds since 1970.
    var reset: Int
    var isAllowed: Bool
    /// Seconds until the window ends, at least 1.
    var retryAfter: Int
  }

  private struct Key: Hashable {
    var subject: String
    var method: String
  }

  private struct Window {
    var index: Int
    var used: Int
  }

  private var windows: [Key: Window] = [:]

  /// Counts one call. A refused call is not counted, so that waiting for the reset always helps.
  mutating func count(subject: String, method: String, limit: RateLimit, now: Instant) -> Allowance {
    let length = max(1, limit.windowSeconds)
    let index = now.seconds / length
    let key = Key(subject: subject, method: method)
    var window = windows[key] ?? Window(index: index, used: 0)
    if window.index != index { window = Window(index: index, used: 0) }
    let allowed = window.used < limit.requests
    if allowed { window.used += 1 }
    windows[key] = window
    let reset = (index + 1) * length
    return Allowance(
      limit: limit, remaining: max(0, limit.requests - window.used), reset: reset, isAllowed: allowed,
      retryAfter: max(1, reset - now.seconds))
  }
}
