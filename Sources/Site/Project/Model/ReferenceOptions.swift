/// Settings of the section that is generated from the contract: `reference:` in `site/portal.yml`.
public struct ReferenceOptions: Sendable, Hashable {
  /// Whether there is one.
  public var isGenerated: Bool
  /// The folder of its pages, relative to the content folder; `nil` for the folder that the contract is
  /// in, or `api` when that is not part of the content.
  public var folder: String?
  /// The environment variable with the service's address in samples.
  public var url: String
  /// The path that requests are posted to, after the address.
  public var endpoint: String
  /// The environment variable with the bearer token in samples; `nil` for services without one.
  public var token: String?
  /// The clients that samples call, by the ids of their languages; without one they use the standard library.
  public var clients: [String: Client]
  /// The versions of the contract, newest first.
  public var versions: [Version]

  /// A client library for the service.
  public struct Client: Sendable, Hashable {
    /// The imported module.
    public var module: String
    /// The expression that makes a client: `Client.from_environment()`.
    public var make: String

    public init(module: String, make: String) {
      self.module = module
      self.make = make
    }
  }

  /// One version of the contract.
  public struct Version: Sendable, Hashable {
    public var version: String
    /// The day it was published, `2026-11-22`.
    public var date: String?
    /// Markdown.
    public var notes: String?
    /// The contract of this version, relative to the project's root; `nil` for the current one.
    public var contract: String?

    public init(version: String, date: String? = nil, notes: String? = nil, contract: String? = nil) {
      self.version = version
      self.date = date
      self.notes = notes
      self.contract = contract
    }
  }

  public init(
    isGenerated: Bool = true, folder: String? = nil, url: String = "API_URL", endpoint: String = "",
    token: String? = nil, clients: [String: Client] = [:], versions: [Version] = []
  ) {
    self.isGenerated = isGenerated
    self.folder = folder
    self.url = url
    self.endpoint = endpoint
    self.token = token
    self.clients = clients
    self.versions = versions
  }
}

extension Project {
  /// The folder of the reference's pages, relative to the content folder; `nil` when none are generated.
  public var referenceFolder: String? {
    guard reference.isGenerated, let contract else { return nil }
    if let folder = reference.folder { return folder }
    let folder = RelativePath.folder(of: contract)
    if content == "." || content.isEmpty { return folder.isEmpty ? "api" : folder }
    return RelativePath.inside(content, folder) ?? "api"
  }
}
