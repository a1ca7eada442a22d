import CLinux

/// The state of all files of a folder by their names, sizes and times, without reading any of them. Links are not followed.
public struct TreeStamp: Sendable, Hashable {
  /// Another word when a file has another name, size, time of change or identity.
  public var stamp: String
  /// The same from names, sizes and times of contents alone: equal for a copy that keeps times.
  public var portable: String
  public var files: Int
  public var bytes: Int

  /// - Parameter hasCaches: whether what Python writes beside its modules counts (`__pycache__`).
  public init(of path: String, hasCaches: Bool = false) {
    let tree = look_at_tree(path, hasCaches)
    stamp = String(tree.stamp, radix: 16)
    portable = String(tree.portable, radix: 16)
    files = Int(tree.files)
    bytes = Int(clamping: tree.bytes)
  }
}
