import Files

/// The list of the files that builds wrote into an output folder, with the digest of each.
///
/// A line is the SHA-256 of a file in 64 hexadecimal digits, a space and its path. Control characters and backslashes in
/// a path are written as `\x0A`, so that no name can look like two. A path may have several lines: after a build that was
/// interrupted while it replaced files one by one, the file is the old one or the new one.
///
/// The manifest is in a folder that anyone may have prepared. Being listed therefore gives nobody the right to remove or
/// replace a file; the file must also have the digest. A line that no build of this version writes, such as one without a
/// digest, with an absolute path or with the path of a hidden file, is ignored and counted.
struct OutputManifest {
  /// The digests of each path.
  private var digests: [ExactPath: [String]] = [:]
  /// How many lines are not read; 1 for a manifest that is too large to be read at all.
  private(set) var unreadableLines = 0

  struct Line {
    var path: String
    var digest: String
  }

  /// Bytes; no portal that FlowDocs can build has a larger manifest.
  static let largest = 32 << 20

  init() {}

  init(bytes: [UInt8]) {
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      if let line = Self.line(bytes[start..<end]) {
        digests[ExactPath(line.path), default: []].append(line.digest)
      } else if end > start {
        unreadableLines += 1
      }
      start = end + 1
    }
  }

  /// A manifest that is larger than the largest.
  static let tooLarge: OutputManifest = {
    var manifest = OutputManifest()
    manifest.unreadableLines = 1
    return manifest
  }()

  /// The digests that a file at this path may have to be one that a build wrote; empty when none wrote one.
  func digests(of path: String) -> [String] { digests[ExactPath(path)] ?? [] }

  /// Whether each file that is listed is there, with the digest that is listed.
  func isComplete(in folder: Folder) async -> Bool {
    let files = Array(digests)
    let work = WorkQueue(count: files.count, chunk: 64)
    return await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<WorkQueue.workers(for: files.count) {
        group.addTask {
          while let range = work.next() {
            for (path, digests) in files[range] {
              guard !Task.isCancelled, let found = folder.digest(of: path.path), digests.contains(found)
              else {
                return false
              }
            }
          }
          return true
        }
      }
      for await isComplete in group where !isComplete {
        group.cancelAll()
        return false
      }
      return true
    }
  }

  static func bytes(of lines: some Sequence<Line>) -> [UInt8] {
    let sorted = lines.sorted {
      ExactPath($0.path) == ExactPath($1.path)
        ? $0.digest < $1.digest : OutputFolder.precedes($0.path, $1.path)
    }
    var bytes: [UInt8] = []
    for line in sorted {
      bytes += line.digest.utf8
      bytes.append(UInt8(ascii: " "))
      for byte in line.path.utf8 {
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
  private static let digestLength = 64

  private static func line(_ bytes: ArraySlice<UInt8>) -> Line? {
    let digest = bytes.prefix(digestLength)
    let rest = bytes.dropFirst(digestLength)
    guard digest.count == digestLength, rest.first == UInt8(ascii: " "),
      digest.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
      let path = path(rest.dropFirst())
    else { return nil }
    return Line(path: path, digest: String(decoding: digest, as: UTF8.self))
  }

  private static func path(_ escaped: ArraySlice<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var index = escaped.startIndex
    while index < escaped.endIndex {
      guard escaped[index] == UInt8(ascii: "\\") else {
        bytes.append(escaped[index])
        index += 1
        continue
      }
      guard index + 3 < escaped.endIndex, escaped[index + 1] == UInt8(ascii: "x"),
        let high = digits.firstIndex(of: escaped[index + 2]),
        let low = digits.firstIndex(of: escaped[index + 3])
      else { return nil }
      bytes.append(UInt8(high << 4 | low))
      index += 4
    }
    guard let path = String(validating: bytes, as: UTF8.self), isWritten(path) else { return nil }
    return path
  }

  /// Whether a build may write a file at this path.
  static func isWritten(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return !path.utf8.contains(0)
      && parts.allSatisfy { !$0.isEmpty && (!$0.hasPrefix(".") || $0 == ".well-known") }
  }
}

/// A path that is compared by its bytes, as the file system does: two strings are equal to Swift also when they are
/// different normal forms of the same text, and their files are different ones.
struct ExactPath: Hashable {
  let path: String

  init(_ path: String) { self.path = path }

  static func == (left: ExactPath, right: ExactPath) -> Bool {
    left.path.utf8.elementsEqual(right.path.utf8)
  }

  func hash(into hasher: inout Hasher) {
    var path = path
    path.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
