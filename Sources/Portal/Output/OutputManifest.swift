/// The list of the files that builds wrote into an output folder, one path per line.
///
/// A line contains its path with any characters: control characters and backslashes are written as `\x0A`, so that no
/// name can look like two. A line that no build writes, such as an absolute path, one with `..` or one of a hidden
/// file, is ignored: the manifest is in a folder that anyone may have prepared.
struct OutputManifest {
  var paths: [String]

  init(paths: some Sequence<String>) { self.paths = paths.sorted(by: OutputFolder.precedes) }

  init(bytes: [UInt8]) {
    paths = bytes.split(separator: UInt8(ascii: "\n")).compactMap(Self.path)
  }

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    for path in paths {
      for byte in path.utf8 {
        if byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\\") {
          bytes += "\\x".utf8
          bytes += [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]]
        } else {
          bytes.append(byte)
        }
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  private static func path(_ line: ArraySlice<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var index = line.startIndex
    while index < line.endIndex {
      guard line[index] == UInt8(ascii: "\\") else {
        bytes.append(line[index])
        index += 1
        continue
      }
      guard index + 3 < line.endIndex, line[index + 1] == UInt8(ascii: "x"),
        let high = digits.firstIndex(of: line[index + 2]), let low = digits.firstIndex(of: line[index + 3])
      else { return nil }
      bytes.append(UInt8(high << 4 | low))
      index += 4
    }
    let path = String(decoding: bytes, as: UTF8.self)
    return isWritten(path) ? path : nil
  }

  /// Whether a build may write a file at this path.
  static func isWritten(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return !path.utf8.contains(0)
      && parts.allSatisfy { !$0.isEmpty && (!$0.hasPrefix(".") || $0 == ".well-known") }
  }
}
