import Foundation

extension [UInt8] {
  /// Writes all bytes to an open file; the system's error number, 0 when there was none.
  public func write(toDescriptor descriptor: Int32) -> Int32 {
    withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let count = Foundation.write(
          descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
        if count < 0, errno == EINTR { continue }
        if count < 0 { return errno }
        offset += count
      }
      return 0
    }
  }
}
