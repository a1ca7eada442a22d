import Foundation

/// Why a file or folder below an open folder was not read or written.
public enum FileFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// A symbolic link in the place of a file or folder.
  case link(String)
  /// A pipe, socket or device in the place of a file or folder.
  case special(String)
  /// A file in the place of a folder.
  case notAFolder(String)
  /// A folder in the place of a file.
  case isAFolder(String)
  /// A path that is absolute, points outside its folder, or has empty parts.
  case badPath(String)
  /// A name that is not UTF-8; it is shown with U+FFFD for the bytes that are not.
  case notUTF8(String)
  /// A system call failed: `cannot write …: No space left on device`.
  case system(operation: String, path: String, number: Int32)

  public var description: String {
    switch self {
    case .link(let path): "`\(path)` is a symbolic link, and FlowDocs does not write through links; remove it"
    case .special(let path): "`\(path)` is a pipe, socket or device; remove it"
    case .notAFolder(let path): "`\(path)` is not a folder"
    case .isAFolder(let path): "`\(path)` is a folder, where a file is to be written"
    case .badPath(let path): "`\(path)` points outside its folder"
    case .notUTF8(let path): "the name of `\(path)` is not UTF-8; rename or remove it"
    case .system(let operation, let path, let number):
      "cannot \(operation) `\(path)`: \(String(cString: strerror(number)))"
    }
  }

  /// The system's error number, when a system call failed.
  public var number: Int32? {
    if case .system(_, _, let number) = self { number } else { nil }
  }

  /// Whether a file was not read because it is larger than the limit.
  public var isTooLarge: Bool { number == EFBIG }

  /// Whether the place does not support the operation, so that another way may work: no permission, another device, a
  /// mount point, a file system without the call.
  public var isForbidden: Bool {
    switch number {
    case EACCES, EPERM, EROFS, EXDEV, EBUSY, EINVAL, ENOSYS, ENOTSUP: true
    default: false
    }
  }
}
