import Diagnostics

/// Bytes of markup being written. All text of an author goes through `text` or `attribute`.
struct MarkupBuffer {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(8_192) }

  /// Markup of our own.
  mutating func raw(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  /// Bytes of markup made elsewhere in this program.
  mutating func raw(_ markup: [UInt8]) { bytes += markup }

  private mutating func raw(_ entity: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
  }

  /// For content, in which quotes stay.
  mutating func text(_ text: String) {
    for scalar in text.unicodeScalars {
      if scalar != "\"", let entity = HTMLEntity.of(scalar) { raw(entity) } else { append(scalar) }
    }
  }

  /// For a value between double quotes.
  mutating func attribute(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\t", "\r": raw(" ")
      default: if let entity = HTMLEntity.of(scalar) { raw(entity) } else { append(scalar) }
      }
    }
  }

  /// Characters that XML 1.0 does not allow (section 2.2), and those that turn the direction of writing, become U+FFFD.
  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069:
      bytes.append(contentsOf: UTF8.encodedReplacementCharacter)
    case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default: bytes.append(contentsOf: UTF8.encodedReplacementCharacter)
    }
  }

  /// To a tenth of a pixel, without a trailing zero. Infinity and NaN become 0.
  mutating func number(_ value: Double) {
    guard value.isFinite, abs(value) < 1e9 else {
      bytes.append(UInt8(ascii: "0"))
      return
    }
    var tenths = Int((value * 10).rounded())
    if tenths < 0 {
      bytes.append(UInt8(ascii: "-"))
      tenths = -tenths
    }
    let (whole, tenth) = tenths.quotientAndRemainder(dividingBy: 10)
    var digits: [UInt8] = []
    var rest = whole
    repeat {
      digits.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    bytes.append(contentsOf: digits.reversed())
    if tenth > 0 {
      bytes.append(UInt8(ascii: "."))
      bytes.append(UInt8(ascii: "0") + UInt8(tenth))
    }
  }

  /// Path data with absolute coordinates; vertical and horizontal lines by their short commands.
  mutating func path(_ path: Path) {
    var current = Point(0, 0)
    var start = current
    func tenths(_ value: Double) -> Double { (value * 10).rounded() }
    for step in path.steps {
      switch step {
      case .move(let p):
        raw("M")
        pair(p)
        start = p
      case .line(let p):
        if tenths(p.x) == tenths(current.x) {
          raw("V")
          number(p.y)
        } else if tenths(p.y) == tenths(current.y) {
          raw("H")
          number(p.x)
        } else {
          raw("L")
          pair(p)
        }
      case .cubic(let a, let b, let p):
        raw("C")
        pair(a)
        raw(" ")
        pair(b)
        raw(" ")
        pair(p)
      case .arc(let radius, let large, let clockwise, let p):
        raw("A")
        number(radius.width)
        raw(" ")
        number(radius.height)
        raw(" 0 \(large ? 1 : 0) \(clockwise ? 1 : 0) ")
        pair(p)
      case .close:
        raw("Z")
        current = start
        continue
      }
      current = step.end ?? current
    }
  }

  private mutating func pair(_ point: Point) {
    number(point.x)
    raw(" ")
    number(point.y)
  }
}
