import Diagnostics
import Digests
import Files
import Foundation

/// Where the key comes from that signs verdicts and the results of verifications: `FLOWDOCS_KEY`, or a file in the
/// user's state folder. Never from the tree that is checked, or a pull request could bring verdicts of its own.
package struct SigningKeys: Sendable {
  private let environment: [String: String]

  package init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    self.environment = environment
  }

  /// The reason why there is no key.
  package struct Unavailable: Error, Hashable, CustomStringConvertible {
    package let description: String
  }

  /// A variable that does not hold a key is a mistake of the user, not a missing key.
  package struct ShortKey: Error, CustomStringConvertible {
    package let description =
      "FLOWDOCS_KEY must have at least \(SigningKey.minimumLength) bytes; `openssl rand -hex 32` prints a good one"
  }

  /// The key for `verify`, which makes one when the user has none.
  ///
  /// - Returns: with a finding when the key lasts only for this run.
  package func signing(_ root: String) throws(ShortKey) -> (key: SigningKey, finding: Diagnostic?) {
    if let key = try fromEnvironment() { return (key, nil) }
    do throws(Unavailable) {
      let folder = try stateFolder(outside: root)
      if let key = try read(folder) { return (key, nil) }
      return (try make(folder), nil)
    } catch {
      let finding = Diagnostic(
        .temporaryKey, "The verdicts are signed with a key for this run only: \(error)",
        fix: "set FLOWDOCS_KEY, so that `flowdocs build` shows the verdicts")
      return (SigningKey.random().key, finding)
    }
  }

  /// The key that the user has already; `nil` without one, and then only checksums protect what is stored.
  package func existing(_ root: String) throws(ShortKey) -> SigningKey? {
    if let key = try fromEnvironment() { return key }
    do throws(Unavailable) {
      return try read(try stateFolder(outside: root))
    } catch {
      // `verify` says it, and what it signs does not last either.
      return nil
    }
  }

  private func fromEnvironment() throws(ShortKey) -> SigningKey? {
    guard let secret = environment["FLOWDOCS_KEY"], !secret.isEmpty else { return nil }
    guard let key = SigningKey(secret) else { throw ShortKey() }
    return key
  }

  /// Absolute path of the folder of the key file and of the progress of walks, as the XDG Base Directory Specification has it.
  package func stateFolder(outside root: String) throws(Unavailable) -> String {
    let states: String
    if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") {
      states = folder
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      states = home + "/.local/state"
    } else {
      throw Unavailable(description: "neither XDG_STATE_HOME nor HOME is set")
    }
    let folder = states + "/flowdocs"
    if Self.isInside(folder, Self.repository(of: root)) {
      throw Unavailable(
        description: "the state folder, `\(folder)`, is in the repository that is verified")
    }
    return folder
  }

  private static func isInside(_ path: String, _ folder: String) -> Bool {
    let folder = resolved(folder)
    return (resolved(path) + "/").hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  /// The folder whose files a pull request can change: the nearest one with `.git` that holds the project, or the
  /// project itself.
  private static func repository(of root: String) -> String {
    let root = resolved(root)
    return RepositoryFolder.nearest(of: root) ?? root
  }

  /// Without symbolic links, as far as the path exists.
  private static func resolved(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return path }
    return resolved(String(path[..<slash])) + path[slash...]
  }

  private static let name = "key"

  private func read(_ folder: String) throws(Unavailable) -> SigningKey? {
    let path = folder + "/" + Self.name
    let text: [UInt8]?
    var isPrivate = true
    do throws(FileFailure) {
      let folder = try Folder(at: folder, followingLink: true)
      text = try folder.read(Self.name, limit: 1024)
      if text != nil { isPrivate = try folder.isPrivate(Self.name) }
    } catch {
      if error.number == ENOENT { return nil }
      throw Unavailable(description: "\(error)")
    }
    guard let text else { return nil }
    guard isPrivate else {
      throw Unavailable(
        description: "others can read or change `\(path)`; run `chmod 600` on it, or delete it")
    }
    let secret = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let key = SigningKey(secret) else {
      throw Unavailable(description: "`\(path)` holds no key; delete it")
    }
    return key
  }

  /// Two runs that make a key at the same time get the same one.
  private func make(_ path: String) throws(Unavailable) -> SigningKey {
    do throws(FileFailure) {
      let folder = try Folder(at: path, creating: true, followingLink: true)
      let temporary = ".\(Self.name).\(UUID().uuidString)"
      try folder.create(temporary, Array((SigningKey.random().secret + "\n").utf8), mode: 0o600)
      let isFirst = try folder.rename(temporary, toNew: Self.name)
      if !isFirst { try folder.remove(temporary) }
    } catch {
      throw Unavailable(description: "\(error)")
    }
    guard let key = try read(path) else {
      throw Unavailable(description: "`\(path)/\(Self.name)` was removed while it was read")
    }
    return key
  }
}
