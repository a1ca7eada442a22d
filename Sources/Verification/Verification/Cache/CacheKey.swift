import Digests

/// Gathers the labelled parts of a cache key; lengths keep `ab`+`c` apart from `a`+`bc`.
struct CacheKey {
  private var bytes: [UInt8] = []
  private(set) var parts = KeyParts()

  mutating func add(_ label: String, _ value: String) {
    bytes += "\(label) \(value.utf8.count) ".utf8
    bytes += value.utf8
    parts.add(label, value)
  }

  /// SHA-256 of the parts, in hexadecimal.
  var text: String { SHA256.hex(bytes) }
}
