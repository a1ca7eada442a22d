import Digests
import Files
import Foundation

/// Where results are kept between verifications: files by their path in the folder of the cache. Each begins with a line
/// that protects the path and the rest, so that no result is believed that a disk or a person has changed.
///
/// A value of closures, so that a test can keep them in memory.
public struct CacheStore: Sendable {
  /// Entries larger than this, in bytes, are not read: those of thousands of pages take some megabytes.
  public static let largestEntry = 256 << 20

  let damage = CacheDamage()
  public var integrity: Integrity
  /// The bytes of an entry; `nil` when the cache does not have it.
  public var read: @Sendable (_ path: String) throws(FileFailure) -> [UInt8]?
  /// Writes atomically. What cannot be written is computed again next time.
  public var write: @Sendable (_ path: String, _ bytes: [UInt8]) -> Void
  public var remove: @Sendable (_ path: String) -> Void

  public init(
    integrity: Integrity = .checksum,
    read: @escaping @Sendable (String) throws(FileFailure) -> [UInt8]?,
    write: @escaping @Sendable (String, [UInt8]) -> Void,
    remove: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.integrity = integrity
    self.read = read
    self.write = write
    self.remove = remove
  }

  /// In a folder of the disk, without following links.
  public static func disk(_ folder: Folder, integrity: Integrity) -> CacheStore {
    CacheStore(
      integrity: integrity,
      read: { path throws(FileFailure) in try folder.read(path, limit: largestEntry) },
      write: { path, bytes in
        do throws(FileFailure) {
          try folder.replace(path, bytes)
        } catch {
          // Without it the next verification is slower, nothing else.
        }
      },
      remove: { path in
        do throws(FileFailure) {
          try folder.remove(path)
        } catch {
          // The next verification reports it again.
        }
      })
  }

  /// The value of an entry; `nil` when the cache does not have it, or it is damaged.
  ///
  /// - Throws: when something that cannot be read, such as a link, is in its place: nothing could be stored there.
  func value<Value: Decodable>(_ type: Value.Type, at path: String) throws(FileFailure) -> Value? {
    let bytes: [UInt8]
    do throws(FileFailure) {
      guard let stored = try read(path) else { return nil }
      bytes = stored
    } catch {
      guard error.isTooLarge else { throw error }
      damage.add(path)
      return nil
    }
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      bytes[..<end].elementsEqual(integrity.code(of: bytes[(end + 1)...], for: path).utf8)
    else {
      damage.add(path)
      return nil
    }
    do {
      return try JSONDecoder().decode(type, from: Data(bytes[(end + 1)...]))
    } catch {
      // Written by another build of the program. It is computed again.
      return nil
    }
  }

  func set(_ value: some Encodable, at path: String) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    do {
      let bytes = Array(try encoder.encode(value))
      damage.isReplaced(path)
      write(path, Array((integrity.code(of: bytes, for: path) + "\n").utf8) + bytes)
    } catch {
      // These types can always be encoded; otherwise the value is computed again next time.
    }
  }

  /// Removes damaged entries that nothing has replaced, such as that of a session which now fails: each damage is reported
  /// once.
  func removeDamaged() {
    for path in damage.notReplaced { remove(path) }
  }
}
