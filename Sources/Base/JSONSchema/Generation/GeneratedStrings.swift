import Determinism
import JSON
import Patterns

extension ValueGenerator {
  static let words = [
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "iris", "juniper", "kelp",
    "linden",
    "maple", "north", "ochre", "pine", "quartz", "river", "slate", "tulip",
  ]
  private static let longest = 1 << 20

  /// A string of the required length, generated from one of the patterns or from the format.
  mutating func string(_ constraints: GenerationConstraints) -> String? {
    let (least, most) = (constraints.minimum.characters, constraints.maximum.characters)
    guard least <= most, least <= Self.longest else { return nil }
    // With both a pattern and a format, either may be the narrower one: attempts alternate.
    let usesFormat = constraints.patterns.isEmpty || attempt % 2 == 1
    if usesFormat, let format = constraints.formats.first { return text(of: format) }
    if let pattern = pick(constraints.patterns) {
      // Longer with every attempt: lookaheads and further patterns are matched only by chance.
      let length = max(least, attempt > 10 ? min(8 + attempt / 2, most) : 0)
      return text(matching: pattern, length: length)
    }
    return plainText(least, most)
  }

  private mutating func plainText(_ least: Int, _ most: Int) -> String {
    var text = Self.words[random.below(Self.words.count)]
    // Words have ASCII letters only: bytes are characters.
    while text.utf8.count < least { text += " " + Self.words[random.below(Self.words.count)] }
    return text.utf8.count > most ? String(text.prefix(max(least, most))) : text
  }

  private mutating func text(of format: Format) -> String {
    let word = Self.words[random.below(Self.words.count)]
    switch format {
    case .uuid: return uuid(seed: random.next())
    case .date: return date()
    case .time: return time()
    case .dateTime: return date() + "T" + time()
    case .duration: return "P\(1 + random.below(9))DT\(1 + random.below(23))H"
    case .email: return "\(word)@example.com"
    case .hostname: return "\(word).example.com"
    case .ipv4: return "192.0.2.\(1 + random.below(254))"
    case .ipv6: return "2001:db8::" + String(1 + random.below(0xFFFE), radix: 16)
    case .uri, .iri: return "https://example.com/\(word)/\(1 + random.below(999))"
    case .uriReference, .iriReference: return "/\(word)/\(1 + random.below(999))"
    case .uriTemplate: return "/\(word)/{id}"
    case .jsonPointer: return "/\(word)/\(random.below(10))"
    case .relativeJSONPointer: return "\(random.below(3))/\(word)"
    case .regex: return "^\(word)[0-9]+$"
    }
  }

  private mutating func date() -> String {
    "2026-\(twoDigits(1 + random.below(12)))-\(twoDigits(1 + random.below(28)))"
  }

  private mutating func time() -> String {
    "\(twoDigits(random.below(24))):\(twoDigits(random.below(60))):\(twoDigits(random.below(60)))Z"
  }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  /// A string that matches the pattern, of about `length` characters. Lookarounds and word boundaries are ignored, so
  /// that it may fail to match.
  mutating func text(matching pattern: Pattern, length: Int) -> String? {
    guard let tree = pattern.tree else { return nil }
    var scalars: [UInt32] = []
    var room = 4_096 + length
    append(tree, to: &scalars, stretch: length, &room)
    let isOpen = (start: !tree.isAnchored(atStart: true), end: !tree.isAnchored(atStart: false))
    while scalars.count < length, isOpen.start || isOpen.end {
      let filler = UInt32(UInt8(ascii: "a")) + UInt32(random.below(26))
      scalars.insert(filler, at: isOpen.end ? scalars.count : 0)
    }
    var text = String.UnicodeScalarView()
    for scalar in scalars {
      guard let scalar = Unicode.Scalar(scalar) else { return nil }
      text.append(scalar)
    }
    return String(text)
  }

  private mutating func append(
    _ tree: PatternTree, to scalars: inout [UInt32], stretch: Int, _ room: inout Int
  ) {
    room -= 1
    guard room > 0 else { return }
    switch tree {
    case .empty, .start, .end, .wordBoundary, .look: break
    case .scalar(let value): scalars.append(value)
    case .set(let set): if let scalar = scalar(of: set) { scalars.append(scalar) }
    case .sequence(let parts):
      // A repetition leaves room for what follows it.
      var following = parts.reduce(0) { $0 + $1.leastLength }
      for part in parts {
        following -= part.leastLength
        append(part, to: &scalars, stretch: stretch - following, &room)
      }
    case .alternatives(let branches):
      if let branch = pick(branches) { append(branch, to: &scalars, stretch: stretch, &room) }
    case .repetition(let body, let minimum, let maximum):
      // Most repetitions are of one character: this one fills the text up to the wanted length.
      let wanted = max(minimum + random.below(4), stretch - scalars.count)
      for _ in 0..<max(minimum, min(wanted, maximum ?? .max)) where room > 0 {
        append(body, to: &scalars, stretch: stretch, &room)
      }
    }
  }

  private static let usual = Array(
    "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".unicodeScalars
  )
  .map(\.value)

  /// A character of a class: a letter or digit if it has any.
  private mutating func scalar(of set: CharacterSet) -> UInt32? {
    if let scalar = pick(Self.usual.filter(set.contains)) { return scalar }
    if let scalar = pick((0x21...0x7E as ClosedRange<UInt32>).filter(set.contains)) { return scalar }
    if let range = pick(set.ranges), !set.isNegated {
      return range.lowerBound + UInt32(random.below(range.count))
    }
    return (0...0x2FFFF as ClosedRange<UInt32>).first { Unicode.Scalar($0) != nil && set.contains($0) }
  }
}

extension PatternTree {
  /// The length of the shortest text that matches, in characters; at most 4,096, as long as generated text may be.
  fileprivate var leastLength: Int {
    switch self {
    case .empty, .start, .end, .wordBoundary, .look: 0
    case .scalar, .set: 1
    case .sequence(let parts): min(parts.reduce(0) { $0 + $1.leastLength }, 4_096)
    case .alternatives(let branches): branches.map(\.leastLength).min() ?? 0
    case .repetition(let body, let minimum, _): min(body.leastLength * min(minimum, 4_096), 4_096)
    }
  }

  /// Whether the pattern is anchored to the start or the end of the string.
  fileprivate func isAnchored(atStart: Bool) -> Bool {
    switch self {
    case .start: atStart
    case .end: !atStart
    case .sequence(let parts):
      (atStart ? parts.first : parts.last)?.isAnchored(atStart: atStart) ?? false
    case .alternatives(let branches): branches.contains { $0.isAnchored(atStart: atStart) }
    default: false
    }
  }
}
