/// The characters with a meaning in HTML and XML, and the entities that stand for them.
public enum HTMLEntity {
  /// The entity of `&`, `<`, `>` or `"`; `nil` for any other byte.
  @inlinable
  public static func of(_ byte: UInt8) -> StaticString? {
    switch byte {
    case 0x26: "&amp;"
    case 0x3C: "&lt;"
    case 0x3E: "&gt;"
    case 0x22: "&quot;"
    default: nil
    }
  }

  @inlinable
  public static func of(_ scalar: Unicode.Scalar) -> StaticString? {
    scalar.value < 0x80 ? of(UInt8(scalar.value)) : nil
  }

  /// Reads an entity, which may also be `&#39;`: the character that it stands for, and its length in bytes.
  ///
  /// - Returns: `nil` unless one of these entities begins at `index`.
  public static func decoded(
    at index: Int, in text: ArraySlice<UInt8>
  ) -> (character: UInt8, length: Int)? {
    guard text[index] == UInt8(ascii: "&") else { return nil }
    let rest = text[index...]
    for character in [UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\"")] {
      guard let entity = of(character) else { continue }
      let name = UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount)
      if rest.starts(with: name) { return (character, name.count) }
    }
    return rest.starts(with: "&#39;".utf8) ? (UInt8(ascii: "'"), 5) : nil
  }
}

/// Which of the characters with a meaning in HTML are written as entities.
public enum HTMLEscaping: Sendable {
  /// `&`, `<`, `>` and `"`: text that is safe in content and in quoted attributes.
  case text
  /// `&`, `<` and `>`: text that is only content.
  case content
  /// `<` and `>`, of content with entities of its own.
  case tags
  /// `<`, `>` and `"`, of a quoted attribute with entities of its own.
  case attribute

  /// One bit for each of the bytes that are not copied, all of them below 64: these characters, and the controls but for
  /// tab and line ends.
  fileprivate var special: UInt64 {
    let tags: UInt64 = 1 << 60 | 1 << 62 | 0xFFFF_D9FF
    return switch self {
    case .text: tags | 1 << 34 | 1 << 38
    case .content: tags | 1 << 38
    case .tags: tags
    case .attribute: tags | 1 << 34
    }
  }
}

extension [UInt8] {
  /// Appends text to HTML. Control characters are made visible, also those that change the direction of writing, so that
  /// people read a name or a line of code as a program does.
  ///
  ///     output.appendHTML(bytes, bytes.indices, .content)
  ///
  /// - Parameters:
  ///   - range: the bytes to write.
  ///   - keepsDirections: whether the characters that turn the direction of writing stay, as prose of some languages
  ///     needs them.
  /// - Returns: where writing ended: after the end of the range when a control character crosses it.
  @discardableResult
  public mutating func appendHTML(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ escaping: HTMLEscaping = .text,
    keepsDirections: Bool = false
  ) -> Int {
    let special = escaping.special
    var start = range.lowerBound
    var index = start
    while index < range.upperBound {
      let byte = text[index]
      guard byte < 64 ? special & (1 << UInt64(byte)) != 0 : byte == 0x7F || byte == 0xC2 || byte == 0xE2
      else {
        index += 1
        continue
      }
      if let entity = HTMLEntity.of(byte) {
        append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
        append(contentsOf: UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
        index += 1
        start = index
      } else if let control = ControlCharacter.found(at: index, in: text),
        !(keepsDirections && ControlCharacter.turnsDirection(control.scalar))
      {
        append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
        append(contentsOf: ControlCharacter.shown(control.scalar).utf8)
        index += control.length
        start = index
      } else {
        index += 1
      }
    }
    if start < range.upperBound {
      append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<range.upperBound]))
    }
    return Swift.max(start, range.upperBound)
  }
}
