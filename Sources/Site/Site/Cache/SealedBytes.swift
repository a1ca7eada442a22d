import Digests

/// Bytes that a run keeps for later runs of the same program: a line that protects them, and the bytes.
enum SealedBytes {
  /// The content of a sealed file.
  enum Content {
    case bytes(ArraySlice<UInt8>)
    /// Another version of the program wrote it, or one with another way of protection, or nothing was kept.
    case ofOthers
    /// It was changed after it was written, or signed with another key, or no version of the program wrote it.
    case damaged
  }

  /// - Parameters:
  ///   - kind: what is kept, in one word, so that bytes that were kept for one purpose are not taken for another.
  ///   - program: identifies the program, whose every build may give other results.
  static func seal(
    _ body: [UInt8], as kind: String, program: String, _ integrity: Integrity
  ) -> [UInt8] {
    let start = start(kind, program, integrity)
    return Array((start + integrity.code(of: body, for: start) + "\n").utf8) + body
  }

  static func open(
    _ bytes: [UInt8]?, as kind: String, program: String, _ integrity: Integrity
  ) -> Content {
    guard let bytes else { return .ofOthers }
    let start = start(kind, program, integrity)
    guard bytes.starts(with: start.utf8) else {
      let isWhole = bytes.contains(UInt8(ascii: "\n"))
      return isWhole && bytes.starts(with: name(kind).utf8) ? .ofOthers : .damaged
    }
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return .damaged }
    let body = bytes[(end + 1)...]
    let code = integrity.code(of: body, for: start)
    return bytes[start.utf8.count..<end].elementsEqual(code.utf8) ? .bytes(body) : .damaged
  }

  private static func start(_ kind: String, _ program: String, _ integrity: Integrity) -> String {
    let protection = integrity == .checksum ? "checksum" : "signature"
    return "\(name(kind))3 \(SHA256.hex(program.utf8).prefix(16)) \(protection) "
  }

  /// What every version of the program begins with.
  private static func name(_ kind: String) -> String { "flowdocs \(kind) " }
}
