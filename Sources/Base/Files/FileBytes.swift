import Foundation

/// The bytes of open files.
public enum FileBytes {
  /// Why the system ended a read: an error number of `errno`.
  public struct Failure: Error, Sendable, Hashable {
    public var number: Int32
  }

  /// Reads up to `size` bytes, or to the end of the file. A read that a signal interrupts goes on.
  ///
  ///     let bytes = try FileBytes.read(descriptor, size: Int(status.st_size))
  ///
  /// - Throws: `Failure` when a read fails: the start of a file is not its contents.
  public static func read(_ descriptor: Int32, size: Int) throws(Failure) -> [UInt8] {
    var number: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Foundation.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { number = errno }
        if got <= 0 { break }
        count += got
      }
    }
    if number != 0 { throw Failure(number: number) }
    return bytes
  }
}
