import NIOCore
import Synchronization

/// The connections of a server that are open.
final class OpenConnections: Sendable {
  private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

  /// Adds one; returns how many there are now.
  func add(_ channel: any Channel) -> Int {
    channels.withLock {
      $0[ObjectIdentifier(channel)] = channel
      return $0.count
    }
  }

  func remove(_ channel: any Channel) {
    channels.withLock { $0[ObjectIdentifier(channel)] = nil }
  }

  /// Has each connection closed as soon as its requests are answered.
  func finish() {
    for channel in all { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
  }

  func close() {
    for channel in all { channel.close(promise: nil) }
  }

  private var all: [any Channel] { channels.withLock { Array($0.values) } }
}
