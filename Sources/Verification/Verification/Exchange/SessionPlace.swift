import Digests

/// What a service must know of the session that it is started for.
public struct SessionPlace: Sendable, Hashable {
  /// The path of its page in the content folder.
  public var page: String
  /// A name that no other session has, the same on every machine: a database can be called so.
  public var name: String
  /// Whether its examples may connect to other machines.
  public var opensNetwork: Bool

  public init(page: String, session: String, opensNetwork: Bool = false) {
    self.page = page
    name = "session_" + SHA256.hex((page + "\0" + session).utf8).prefix(10)
    self.opensNetwork = opensNetwork
  }
}
