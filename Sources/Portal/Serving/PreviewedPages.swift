import Files
import Portal
import Synchronization

/// Pages that are served before the portal that they belong to is written.
public final class PreviewedPages: Sendable {
  private let files = Mutex<[String: [UInt8]]>([:])

  public init() {}

  public func show(_ files: [OutputFile]) {
    self.files.withLock { shown in
      for file in files { shown[file.path] = file.bytes }
    }
  }

  /// The bytes of a file that is not written yet.
  subscript(path: String) -> [UInt8]? { files.withLock { $0[path] } }

  /// To be called when the portal is written, or cannot be.
  ///
  /// - Parameter root: the folder of the portal.
  /// - Returns: how many files were shown; `nil` when one is not as it was shown.
  public func end(_ root: String) -> Int? {
    let shown = files.withLock { files in
      defer { files = [:] }
      return files
    }
    do throws(FileFailure) {
      let folder = try Folder(at: root)
      return shown.allSatisfy({ folder.holds($0.key, $0.value) }) ? shown.count : nil
    } catch {
      // The portal cannot be read, so none of its files is known to be as it was shown.
      return nil
    }
  }
}
