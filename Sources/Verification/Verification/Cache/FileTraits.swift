import Files
import Foundation

/// What a program finds out about a file besides its bytes, and git keeps as well: whether it can be executed, and where
/// a symbolic link leads. Other modes and times differ from one checkout to the next.
public struct FileTraits: Sendable, Hashable {
  public var isExecutable: Bool
  /// The text of a symbolic link; `nil` for other files.
  public var target: String?

  public init(isExecutable: Bool = false, target: String? = nil) {
    self.isExecutable = isExecutable
    self.target = target
  }

  /// Of a file that does not exist: neither.
  init(ofFile path: String) {
    var status = stat()
    guard lstat(SystemPath.systemName(path), &status) == 0 else {
      self.init()
      return
    }
    if status.st_mode & S_IFMT == S_IFLNK {
      self.init(target: Self.target(ofLink: path))
    } else {
      self.init(isExecutable: status.st_mode & S_IXUSR != 0)
    }
  }

  /// For hashes; empty for a plain file, so that it has the hash of its bytes.
  var mark: [UInt8] {
    if let target { return Array("link\0\(target)\0".utf8) }
    return isExecutable ? Array("executable\0".utf8) : []
  }

  private static func target(ofLink path: String) -> String {
    var text = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = max(0, readlink(SystemPath.systemName(path), &text, text.count))
    return SystemPath.text(text[..<length].map { UInt8(bitPattern: $0) })
  }
}
