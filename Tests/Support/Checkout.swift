import Foundation
import Testing

/// The repository that the tests are part of.
public enum Checkout {
  /// Its root, without links.
  public static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

/// A public conformance suite, which is not part of the repository: `make suites` fetches all but that of diagrams.
///
///     @Test(.enabled(if: PublicSuite.json.isPresent, PublicSuite.json.absence)) func …
public struct PublicSuite: Sendable {
  public static let json = PublicSuite("json")
  public static let jsonSchema = PublicSuite("json-schema")
  public static let markdown = PublicSuite("markdown")
  public static let mermaid = PublicSuite("mermaid")
  public static let openAPI = PublicSuite("openapi")
  public static let openRPC = PublicSuite("openrpc")
  public static let reports = PublicSuite("reports")

  public let name: String
  /// Where the suite is; where `make suites` would put it when it is nowhere.
  public let folder: URL

  /// - Parameter parents: folders of suites, the first that has this one counts.
  public init(_ name: String, in parents: [URL] = Self.parents) {
    let folders = parents.map { $0.appending(path: name) }
    self.name = name
    folder =
      folders.first { FileManager.default.fileExists(atPath: $0.path) }
      ?? Checkout.root.appending(path: ".suites/\(name)")
  }

  public var isPresent: Bool { FileManager.default.fileExists(atPath: folder.path) }
  public var absence: Comment {
    "skipped: the suite \(name) is not in \(folder.deletingLastPathComponent().path)\(origin)"
  }

  /// The suite of diagrams is no public file: see `Tests/suites`.
  private var origin: String { name == "mermaid" ? ", and nothing fetches it" : "; `make suites` fetches it" }

  public static var parents: [URL] {
    let named = ProcessInfo.processInfo.environment["FLOWDOCS_SUITES"].map { [URL(filePath: $0)] } ?? []
    return named + [Checkout.root.appending(path: ".suites")]
  }
}
