import Files
import Portal
import Synchronization

/// Pages that are served before the portal that they belong to is written.
public final class PreviewedPages: Sendable {
  private let files = Mutex<[String: [UInt8]]>([:])
  private let failed = Mutex<[UInt8]?>(nil)

  public init() {}

  public func show(_ files: [OutputFile]) {
    self.files.withLock { shown in
      for file in files { shown[file.path] = file.bytes }
    }
  }

  /// The bytes of a file that is not written yet.
  subscript(path: String) -> [UInt8]? { files.withLock { $0[path] } }

  /// The page that is served instead of each page, while the portal cannot be built.
  public var failure: [UInt8]? { failed.withLock { $0 } }

  /// To be called with what is served instead of each page when the portal cannot be built, and with `nil` when it is.
  public func fail(_ page: [UInt8]?) { failed.withLock { $0 = page } }

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
