/// Invisible characters that change how others are shown: they move the cursor of a terminal, change its colours, or
/// change the direction of writing, so that people read a line differently than a program (CVE-2021-42574).
///
/// Those are the controls C0 and C1 with DEL, and the embeddings, overrides and isolates of the Unicode Bidirectional
/// Algorithm (UAX #9, section 2). Joiners and the marks U+200E and U+200F are not: languages and emoji need them.
public enum ControlCharacter {
  /// Whether a scalar is a control character, tab and line ends included; callers that allow those exclude them.
  public static func isOne(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00...0x1F, 0x7F...0x9F: true
    default: turnsDirection(scalar)
    }
  }

  /// Whether a scalar begins or ends an embedding, override or isolate.
  public static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Its visible replacement: `␛` for ESC, `[U+202E]` for one without a control picture.
  public static func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x00...0x1F: return picture(0x2400 + scalar.value)
    case 0x7F: return picture(0x2421)
    default:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "[U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
    }
  }

  /// A symbol of the block Control Pictures, which begins with that of NUL.
  private static func picture(_ value: UInt32) -> String {
    Unicode.Scalar(value).map { String(Character($0)) } ?? "\u{FFFD}"
  }

  /// The control character at a byte of UTF-8 text, and its length in bytes; `nil` for tab, line ends and all others.
  public static func found(
    at index: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> (scalar: Unicode.Scalar, length: Int)? {
    func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
    switch bytes[index] {
    case 0x09, 0x0A, 0x0D: return nil
    case 0x00...0x1F, 0x7F: return (Unicode.Scalar(bytes[index]), 1)
    case 0xC2 where byte(1) & 0xE0 == 0x80: return (Unicode.Scalar(byte(1)), 2)
    case 0xE2:
      switch (byte(1), byte(2)) {
      case (0x80, 0xAA...0xAE), (0x81, 0xA6...0xA9):
        let value = 0x2000 + UInt32(byte(1) & 0x3F) << 6 + UInt32(byte(2) & 0x3F)
        return Unicode.Scalar(value).map { ($0, 3) }
      default: return nil
      }
    default: return nil
    }
  }
}

extension String {
  /// The text with its control characters as people can see them, tabs apart, and with the marks of commands to CI
  /// services broken.
  ///
  /// - Parameter keepingLines: whether LF stays, too: in a text of several lines.
  public func showingControls(keepingLines: Bool = false) -> String {
    func isShown(_ scalar: Unicode.Scalar) -> Bool {
      ControlCharacter.isOne(scalar) && scalar != "\t" && !(keepingLines && scalar == "\n")
    }
    let text = breakingLogCommands()
    guard text.unicodeScalars.contains(where: isShown) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if isShown(scalar) {
        result += ControlCharacter.shown(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
