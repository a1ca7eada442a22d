import Digests

/// Gathers the labelled parts of a cache key; lengths keep `ab`+`c` apart from `a`+`bc`.
struct CacheKey {
  private var bytes: [UInt8] = []
  private var values: [(label: String, value: String)] = []

  mutating func add(_ label: String, _ value: String) {
    bytes += "\(label) \(value.utf8.count) ".utf8
    bytes += value.utf8
    values.append((label, value))
  }

  /// SHA-256 of the parts, in hexadecimal.
  var text: String { SHA256.hex(bytes) }

  /// The hash of each part. Computed when it is asked for, because most keys are compared as a whole.
  var parts: KeyParts {
    var parts = KeyParts()
    for (label, value) in values { parts.add(label, value) }
    return parts
  }
}
