import Determinism
import Digests
import HTTP
import JSON

/// The rules of delivery.
public enum DeliveryPolicy {
  static let retries = 3
  static let firstDelaySeconds = 60
  static let factor = 2
  static let jitterPercent = 20
  public static let timeoutSeconds = 30
  /// How far the signed time may be from the time of the receiver.
  static let toleranceSeconds = 300
  static let signaturePrefix = "v1="

  static let eventHeader = "X-Webhook-Event"
  static let headers = [
    "X-Webhook-Id", eventHeader, "X-Webhook-Timestamp", "X-Webhook-Signature", "X-Webhook-Attempt",
  ]

  /// The values that `x-webhookDelivery` of a contract must have, by place.
  static let description: [(pointer: [String], value: JSON)] = [
    (["retries", "count"], .number(retries)),
    (["retries", "firstDelaySeconds"], .number(firstDelaySeconds)),
    (["retries", "factor"], .number(factor)), (["retries", "jitterPercent"], .number(jitterPercent)),
    (["timeoutSeconds"], .number(timeoutSeconds)),
    (["signature", "toleranceSeconds"], .number(toleranceSeconds)),
    (["signature", "header"], .string(headers[3])), (["signature", "algorithm"], "HMAC-SHA256"),
    (["signature", "encoding"], "hexadecimal"), (["signature", "prefix"], .string(signaturePrefix)),
    (["signature", "signed"], "{X-Webhook-Id}.{X-Webhook-Timestamp}.{body}"),
  ]

  /// The signature over the id, the second of the attempt and the body: nothing of a delivery can be changed,
  /// and none sent again later, without the secret.
  static func signature(id: String, timestamp: Int, body: [UInt8], secret: String) -> String {
    let signed = Array("\(id).\(timestamp).".utf8) + body
    return signaturePrefix + SHA256.authenticationCode(for: signed, key: Array(secret.utf8)).hexadecimal
  }

  /// How long to wait after the `attempt`th attempt (from 1) before the next, in milliseconds.
  static func delay(after attempt: Int, generator: inout SplitMix64) -> Int {
    var delay = firstDelaySeconds * 1000
    for _ in 1..<max(1, attempt) { delay *= factor }
    let jitter = delay * jitterPercent / 100
    return delay - jitter + generator.below(2 * jitter + 1)
  }
}

/// The registered webhooks and their deliveries.
struct WebhookRegistry: Sendable {
  static let capacity = 20
  /// The most deliveries in the history of `/__mock/webhooks`.
  static let history = 1000

  struct Hook: Sendable {
    var id: String
    var url: String
    var events: [WebhookEvent]
    var secret: String
    var createdAt: Instant

    var json: JSON {
      .object([
        ("webhook_id", .string(id)), ("url", .string(url)),
        ("events", .array(events.map { .string($0.rawValue) })),
        ("created_at", .string(createdAt.timestamp)),
      ])
    }
  }

  struct Delivery: Sendable {
    enum State: String, Sendable {
      case pending, delivered
      /// Every attempt failed.
      case givenUp = "given_up"
      /// The webhook was deleted first.
      case dropped
    }

    struct Attempt: Sendable {
      var moment: Instant
      var signature: String
      var outcome: WebhookOutcome?
    }

    var id: String
    var hook: Hook
    var event: WebhookEvent
    var body: [UInt8]
    var state = State.pending
    var attempts: [Attempt] = []
    /// When the next attempt is due; `nil` without one, or during an attempt.
    var due: Instant?

    var json: JSON {
      var members: [(String, JSON)] = [
        ("id", .string(id)), ("webhook_id", .string(hook.id)), ("url", .string(hook.url)),
        ("event", .string(event.rawValue)), ("state", .string(state.rawValue)),
        (
          "attempts",
          .array(
            attempts.enumerated().map { index, attempt in
              .object([
                ("attempt", .number(index + 1)), ("at", .string(attempt.moment.preciseTimestamp)),
                ("timestamp", .number(attempt.moment.seconds)), ("signature", .string(attempt.signature)),
                ("outcome", attempt.outcome.map { .string($0.text) } ?? .null),
              ])
            })
        ),
      ]
      if let due { members.append(("next_attempt", .string(due.preciseTimestamp))) }
      members.append(("body", .string(String(decoding: body, as: UTF8.self))))
      return .object(members)
    }
  }

  private let seed: UInt64
  private var generator: SplitMix64
  private(set) var hooks: [Hook] = []
  private var registered = 0
  private var published = 0
  /// In the order in which they were published.
  private(set) var deliveries: [Delivery] = []

  init(seed: UInt64) {
    self.seed = seed
    generator = SplitMix64(seed: SplitMix64.derive(seed, 0x6A69_7474_6572))
  }

  mutating func register(
    url: String, secret: String, events: [WebhookEvent] = WebhookEvent.allCases, at now: Instant
  ) -> Hook {
    let id = uuid(
      seed: SplitMix64.derive(SplitMix64.derive(seed, 0x77_6562_686F_6F6B), UInt64(registered)))
    registered += 1
    let hook = Hook(
      id: id, url: url, events: events, secret: secret, createdAt: now)
    hooks.append(hook)
    return hook
  }

  /// Removes a webhook and its pending deliveries; `false` when the id is unknown.
  mutating func delete(id: String) -> Bool {
    guard let index = hooks.firstIndex(where: { $0.id == id }) else { return false }
    hooks.remove(at: index)
    for index in deliveries.indices
    where deliveries[index].hook.id == id && deliveries[index].state == .pending {
      deliveries[index].state = .dropped
      deliveries[index].due = nil
    }
    return true
  }

  /// Queues the delivery of an event to every webhook that subscribed to it.
  mutating func publish(_ notice: WebhookNotice) {
    let body = notice.body.bytes()
    for hook in hooks where hook.events.contains(notice.event) {
      let id = uuid(
        seed: SplitMix64.derive(SplitMix64.derive(seed, 0x64_656C_6976_6572_79), UInt64(published)))
      published += 1
      deliveries.append(
        Delivery(id: id, hook: hook, event: notice.event, body: body, due: notice.moment))
    }
    // Finished deliveries are dropped, pending ones stay.
    while deliveries.count > Self.history,
      let done = deliveries.firstIndex(where: { $0.state != .pending })
    {
      deliveries.remove(at: done)
    }
  }

  /// Begins the attempt that is due first, if one is due by `now`.
  mutating func next(by now: Instant) -> (id: String, request: WebhookRequest)? {
    var first: (index: Int, due: Instant)?
    for (index, delivery) in deliveries.enumerated() {
      guard let due = delivery.due, due <= now, first.map({ due < $0.due }) ?? true else { continue }
      first = (index, due)
    }
    guard let (index, due) = first else { return nil }
    let delivery = deliveries[index]
    let signature = DeliveryPolicy.signature(
      id: delivery.id, timestamp: due.seconds, body: delivery.body, secret: delivery.hook.secret)
    deliveries[index].due = nil
    deliveries[index].attempts.append(.init(moment: due, signature: signature))
    let values = [
      delivery.id, delivery.event.rawValue, String(due.seconds), signature,
      String(delivery.attempts.count + 1),
    ]
    var headers: HTTPHeaders = ["Content-Type": "application/json"]
    for (name, value) in zip(DeliveryPolicy.headers, values) { headers[name] = value }
    return (delivery.id, WebhookRequest(url: delivery.hook.url, headers: headers, body: delivery.body))
  }

  /// Records the outcome of the current attempt and schedules the next one, if any.
  mutating func finish(_ id: String, _ outcome: WebhookOutcome) {
    guard let index = deliveries.firstIndex(where: { $0.id == id }),
      let last = deliveries[index].attempts.indices.last
    else { return }
    deliveries[index].attempts[last].outcome = outcome
    // It may have been dropped while the attempt was under way.
    guard deliveries[index].state == .pending else { return }
    if outcome.isAccepted {
      deliveries[index].state = .delivered
    } else if last >= DeliveryPolicy.retries {
      deliveries[index].state = .givenUp
    } else {
      let waited = outcome == .timedOut ? DeliveryPolicy.timeoutSeconds * 1000 : 0
      deliveries[index].due =
        deliveries[index].attempts[last].moment
        + (waited + DeliveryPolicy.delay(after: last + 1, generator: &generator))
    }
  }
}
