/// The kind of a token. The raw value is the letter of the class on its span, which the theme colours.
public enum Token: UInt8, Sendable, CaseIterable {
  /// Words of the language.
  case keyword = 0x6B  // k
  /// `true`, `nil`, `None`.
  case literal = 0x6C  // l
  case string = 0x73  // s
  /// A special part of a string: an escape, the delimiters of an interpolation.
  case escape = 0x65  // e
  case comment = 0x63  // c
  case number = 0x6D  // m
  case type = 0x74  // t
  case function = 0x66  // f
  /// `@MainActor`, `@dataclass`, `#if`.
  case attribute = 0x61  // a
  /// The name of a member: a JSON key, an HTTP header, an HTML attribute.
  case property = 0x70  // p
  case variable = 0x76  // v
  /// A heading or a section's name.
  case heading = 0x68  // h
  /// Added and removed lines.
  case inserted = 0x69  // i
  case deleted = 0x64  // d
  /// The prompt of a terminal, and what a program printed there.
  case prompt = 0x67  // g
  case output = 0x6F  // o
}
