import Files
import Project

/// A ready file for a CI service, which `flowdocs init --ci` writes.
///
/// A new service is a file with its value and a line in `all`.
public struct CIFile: Sendable, Hashable {
  /// The word on the command line.
  public let name: String
  /// Where the service looks for it, relative to the root of the repository.
  public let path: String
  public let text: String
  /// What is left to do, in the imperative.
  public let next: String

  public static let all: [CIFile] = [.gitHub, .gitLab, .preCommit]

  public static func named(_ name: String) -> CIFile? { all.first { $0.name == name } }

  /// Why a file was not written.
  public enum Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// Services read these files only at the root of a repository.
    case notAtRoot
    case exists(String)

    public var description: String {
      switch self {
      case .notAtRoot:
        "a CI service reads its files at the root of a repository; run `flowdocs init --ci` there"
      case .exists(let path): "`\(path)` already exists; nothing was written"
      }
    }
  }

  /// Writes files, never over others nor through a symbolic link.
  public static func write(_ files: [CIFile], in root: String) throws {
    guard mayBeRoot(root) else { throw Refusal.notAtRoot }
    for file in files where DiskPath.kind(root + "/" + file.path) != nil { throw Refusal.exists(file.path) }
    let folder = try Folder(at: root, creating: true, followingLink: true)
    for file in files { try folder.create(file.path, Array(file.text.utf8)) }
  }

  /// Whether a folder is the root of a repository, or in none.
  private static func mayBeRoot(_ root: String) -> Bool {
    guard let repository = RepositoryFolder.nearest(of: root) else { return true }
    return repository == root
  }

  /// The steps before any other: the system packages that the program needs, the archive, its checksum.
  static func install(indent: Int) -> String {
    let space = String(repeating: " ", count: indent)
    return """
      apt-get update -qq
      apt-get install -y -qq --no-install-recommends ca-certificates curl git python3 \\
        libcmark-gfm0.29.0.gfm.6 libcmark-gfm-extensions0.29.0.gfm.6 libssl3
      curl -fsSL -o /tmp/flowdocs.tar.gz "$FLOWDOCS_ARCHIVE"
      echo "$FLOWDOCS_SHA256  /tmp/flowdocs.tar.gz" | sha256sum --check
      mkdir -p "$HOME/.local"
      tar --extract --file /tmp/flowdocs.tar.gz --directory "$HOME/.local" --strip-components=1
      """.split(separator: "\n").joined(separator: "\n" + space)
  }
}
