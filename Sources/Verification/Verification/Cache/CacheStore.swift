import Digests
import Files
import Foundation
import Synchronization

/// Where results are kept between verifications: files by their path in the folder of the cache. Each begins with a line
/// that protects the path and the rest, so that no result is believed that a disk or a person has changed.
///
/// A value of closures, so that a test can keep them in memory.
public struct CacheStore: Sendable {
  /// How many entries were damaged.
  final class Damage: Sendable {
    private let count = Mutex(0)

    var entries: Int { count.withLock { $0 } }
    func add() { count.withLock { $0 += 1 } }
  }

  let damage = Damage()
  public var integrity: Integrity
  public var read: @Sendable (_ path: String) -> [UInt8]?
  /// Writes atomically. What cannot be written is computed again next time.
  public var write: @Sendable (_ path: String, _ bytes: [UInt8]) -> Void

  public init(
    integrity: Integrity = .checksum, read: @escaping @Sendable (String) -> [UInt8]?,
    write: @escaping @Sendable (String, [UInt8]) -> Void
  ) {
    self.integrity = integrity
    self.read = read
    self.write = write
  }

  /// In a folder of the disk, without following links.
  public static func disk(_ folder: Folder, integrity: Integrity) -> CacheStore {
    CacheStore(
      integrity: integrity,
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
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")),
      bytes[..<end].elementsEqual(integrity.code(of: bytes[(end + 1)...], for: path).utf8)
    else {
      damage.add()
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
      write(path, Array((integrity.code(of: bytes, for: path) + "\n").utf8) + bytes)
    } catch {
      // These types can always be encoded; otherwise the value is computed again next time.
    }
  }
}
