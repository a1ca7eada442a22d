import Files
import Foundation

/// Where results are kept between verifications: files by their path in the folder of the cache.
///
/// A value of closures, so that a test can keep them in memory.
public struct CacheStore: Sendable {
  public var read: @Sendable (_ path: String) -> [UInt8]?
  /// Writes atomically. What cannot be written is computed again next time.
  public var write: @Sendable (_ path: String, _ bytes: [UInt8]) -> Void

  public init(
    read: @escaping @Sendable (String) -> [UInt8]?, write: @escaping @Sendable (String, [UInt8]) -> Void
  ) {
    self.read = read
    self.write = write
  }

  /// In a folder of the disk, without following links.
  public static func disk(_ folder: Folder) -> CacheStore {
    CacheStore(
      read: { path in
        do throws(FileFailure) {
          return try folder.read(path)
        } catch {
          // What cannot be read is computed again.
          return nil
        }
      },
      write: { path, bytes in
        do throws(FileFailure) {
          try folder.replace(path, bytes)
        } catch {
          // Without it the next verification is slower, nothing else.
        }
      })
  }

  func value<Value: Decodable>(_ type: Value.Type, at path: String) -> Value? {
    guard let bytes = read(path) else { return nil }
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch {
      // A damaged entry is the same as none.
      return nil
    }
  }

  func set(_ value: some Encodable, at path: String) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    do {
      write(path, Array(try encoder.encode(value)))
    } catch {
      // These types can always be encoded; otherwise the value is computed again next time.
    }
  }
}
