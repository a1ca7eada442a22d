import HTTPServing
import JSONRPC

/// The configuration of a mock. Two mocks with equal configurations answer equal requests with equal bytes.
public struct MockConfiguration: Sendable, Hashable {
  /// The seed of every random choice: ids, the simulated agents, the training.
  public var seed: UInt64
  /// Where the virtual clock begins.
  public var start: Instant
  /// Takes the time from the computer's clock instead; answers then differ from run to run.
  public var realtime: Bool
  /// The key that tokens are signed with (HS256).
  public var secret: String
  public var limits: HTTPLimits
  public var messages = MessageLimits()
  /// The faults from the beginning.
  public var faults: [Fault]
  /// Whether events may be posted to other computers. It needs a `WebhookTransport` that does so.
  public var allowsAnyWebhook: Bool

  public init(
    seed: UInt64 = 1, start: Instant = .standardStart, realtime: Bool = false,
    secret: String = DevToken.developmentSecret, limits: HTTPLimits = HTTPLimits(),
    faults: [Fault] = [], allowsAnyWebhook: Bool = false
  ) {
    self.seed = seed
    self.start = start
    self.realtime = realtime
    self.secret = secret
    self.limits = limits
    self.faults = faults
    self.allowsAnyWebhook = allowsAnyWebhook
  }
}
