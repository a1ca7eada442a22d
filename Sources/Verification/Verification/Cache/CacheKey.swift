import Digests

/// Gathers the labelled parts of a cache key; lengths keep `ab`+`c` apart from `a`+`bc`.
struct CacheKey {
  private var bytes: [UInt8] = []
  private var values: [(name: String, value: String)] = []

  /// - Parameter name: a program or path, which distinguishes parts with the same label in explanations.
  mutating func add(_ label: String, _ value: String, of name: String? = nil) {
    bytes += "\(label) \(value.utf8.count) ".utf8
    bytes += value.utf8
    values.append((name.map { "\(label) \($0)" } ?? label, value))
  }

  /// SHA-256 of the parts, in hexadecimal.
  var text: String { SHA256.hex(bytes) }

  /// The hash of each part. Computed when it is asked for, because most keys are compared as a whole.
  var parts: KeyParts {
    var parts = KeyParts()
    for (name, value) in values { parts.add(name, value) }
    return parts
  }
}
