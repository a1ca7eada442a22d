/// Writes fields of bytes one after the other, each with its length before it.
struct FieldWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ number: Int) {
    withUnsafeBytes(of: UInt64(number).littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ field: some Collection<UInt8>) {
    put(field.count)
    bytes.append(contentsOf: field)
  }
}

/// Reads what `FieldWriter` wrote. After bytes that it did not write, all fields are empty.
struct FieldReader {
  private(set) var rest: ArraySlice<UInt8>
  private(set) var isBroken = false

  init(rest: ArraySlice<UInt8>) { self.rest = rest }

  var isAtEnd: Bool { rest.isEmpty }

  /// A number of fields, each of which takes some bytes.
  mutating func count() -> Int? {
    guard !isBroken, rest.count >= 8 else { return broken() }
    var number: UInt64 = 0
    for byte in rest.prefix(8).reversed() { number = number << 8 | UInt64(byte) }
    rest = rest.dropFirst(8)
    return number <= UInt64(rest.count) ? Int(number) : broken()
  }

  mutating func field() -> ArraySlice<UInt8> {
    guard let count = count() else { return [] }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func text() -> String { String(decoding: field(), as: UTF8.self) }

  private mutating func broken() -> Int? {
    isBroken = true
    return nil
  }
}
