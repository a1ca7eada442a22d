/// The changes below a few folders, one after the other.
///
///     var changes = FolderChanges(watch)
///     while true { print(try await changes.next()) }
public struct FolderChanges: Sendable {
  private enum Source: Sendable {
    case notifications(FolderNotifications)
    case snapshots([String: FolderWatch.Stamp])
  }

  private let watch: FolderWatch
  private var source: Source

  /// Begins to watch. Where Linux does not report changes, all files are looked at every quarter of a second.
  public init(_ watch: FolderWatch) {
    self.watch = watch
    source = FolderNotifications(watch).map(Source.notifications) ?? .snapshots(watch.snapshot())
  }

  /// Whether Linux reports the changes.
  var isNotified: Bool { if case .notifications = source { true } else { false } }

  /// Waits until something changes, then until nothing changes any more.
  ///
  /// - Returns: the changed paths, sorted; a folder for all that is in it.
  public mutating func next() async throws -> [String] {
    switch source {
    case .notifications(var notifications):
      defer { source = .notifications(notifications) }
      return try await notifications.next()
    case .snapshots(var stamps):
      defer { source = .snapshots(stamps) }
      return try await watch.change(from: &stamps)
    }
  }
}
