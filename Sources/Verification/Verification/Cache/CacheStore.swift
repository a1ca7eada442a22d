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

  /// - Parameter folder: Absolute path.
  public static func disk(_ folder: String) -> CacheStore {
    CacheStore(
      read: { FileManager.default.contents(atPath: folder + "/" + $0).map(Array.init) },
      write: { path, bytes in
        let url = URL(fileURLWithPath: folder + "/" + path)
        do {
          try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
          try Data(bytes).write(to: url, options: .atomic)
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
      // Our own types can be encoded; were one not, its value is computed again next time.
    }
  }
}
