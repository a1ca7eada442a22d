import Foundation

/// Paths with names that are not UTF-8, which the system allows, as text: each byte of such a name above 0x7F is NUL and
/// two hexadecimal digits. No path has a NUL, so a text means one path only.
///
///     SystemPath.text([0x61, 0xFF])   // "a\0FF"
///     SystemPath.bytes("a\0FF")       // [0x61, 0xFF]
public enum SystemPath {
  /// A name or path as text; what is UTF-8 stays as it is.
  public static func text(_ bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    return bytes.map { $0 < 0x80 ? String(UnicodeScalar($0)) : "\0" + digits($0) }.joined()
  }

  /// The bytes of a path that `text(_:)` made.
  public static func bytes(_ text: String) -> [UInt8] {
    guard text.utf8.contains(0) else { return Array(text.utf8) }
    let parts = text.utf8.split(separator: 0, omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(Array(parts[0])) { bytes, part in
      bytes + [UInt8(String(decoding: part.prefix(2), as: UTF8.self), radix: 16) ?? 0] + part.dropFirst(2)
    }
  }

  /// The path for system calls.
  public static func systemName(_ text: String) -> [CChar] {
    bytes(text).map { CChar(bitPattern: $0) } + [0]
  }

  /// The path without symbolic links; `nil` when it does not exist.
  public static func resolved(_ text: String) -> String? {
    guard let real = realpath(systemName(text), nil) else { return nil }
    defer { free(real) }
    return Self.text(UnsafeBufferPointer(start: real, count: strlen(real)).map { UInt8(bitPattern: $0) })
  }

  private static func digits(_ byte: UInt8) -> String {
    (byte < 0x10 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
