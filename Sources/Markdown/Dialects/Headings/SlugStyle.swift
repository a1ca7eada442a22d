import Foundation

/// How a tool makes the address of a heading from its text.
public struct SlugStyle: Sendable {
  /// How a tool numbers headings that would have the same address.
  public enum Numbering: Sendable {
    /// `a`, `a-1`, `a-2`.
    case hyphen
    /// `a`, `a_1`, `a_2`; a heading without an address is `_1`, and `a_1` becomes `a_2` where it is taken.
    case underscore
  }

  public let numbering: Numbering
  /// The address of a heading that is alone on its page.
  public let slug: @Sendable (String) -> String

  private init(_ numbering: Numbering = .hyphen, _ slug: @escaping @Sendable (String) -> String) {
    self.numbering = numbering
    self.slug = slug
  }

  /// GitHub, github-slugger (Docusaurus, Starlight), mdBook, Goldmark (Hugo) and MyST.
  public static let github = SlugStyle(.hyphen, githubSlug)

  /// `slugify` of @mdit-vue/shared, which VitePress and VuePress use.
  public static let vitePress = SlugStyle { text in
    let slug = joined(text.decomposedStringWithCompatibilityMapping.unicodeScalars) { scalar in
      if (0x300...0x36F).contains(scalar.value) || scalar.value < 0x20 { return .dropped }
      return isVitePressSpace(scalar) ? .hyphen : .kept
    }
    return (slug.first?.isNumber == true && slug.utf8.first.map { $0 < 0x80 } == true ? "_" : "") + slug
  }

  /// `slugify` of Python-Markdown, which MkDocs uses: ASCII alone. Hyphens at the ends stay.
  public static let pythonMarkdown = SlugStyle(.underscore) { text in
    var slug = ""
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars where scalar.isASCII {
      if isSpace(scalar) {
        if !slug.isEmpty { slug.unicodeScalars.append(" ") }
      } else if isASCIILetter(scalar) || isDigit(scalar) || scalar == "_" || scalar == "-" {
        slug.unicodeScalars.append(scalar)
      }
    }
    while slug.last == " " { slug.removeLast() }
    var joined = ""
    for character in slug.lowercased() {
      let character = character == " " ? "-" : character
      if character != "-" || joined.last != "-" { joined.append(character) }
    }
    return joined
  }

  /// `make_id` of docutils, for Sphinx: ASCII alone, and neither digits nor hyphens at the beginning.
  public static let docutils = SlugStyle { text in
    var replaced = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      replaced += (withoutDecomposition[scalar] ?? String(scalar)).unicodeScalars
    }
    let slug = joined(String(replaced).decomposedStringWithCompatibilityMapping.unicodeScalars) { scalar in
      if !scalar.isASCII { return .dropped }
      return isASCIILetter(scalar) || isDigit(scalar) ? .kept : .hyphen
    }
    return String(slug.drop { $0 == "-" || $0.isNumber })
  }

  /// The letters that docutils replaces itself, because Unicode does not decompose them.
  private static let withoutDecomposition: [Unicode.Scalar: String] = [
    "ß": "sz", "æ": "ae", "œ": "oe", "ȸ": "db", "ȹ": "qp", "ø": "o", "đ": "d", "ħ": "h", "ı": "i", "ł": "l",
    "ŧ": "t", "ƀ": "b", "ƃ": "b", "ƈ": "c", "ƌ": "d", "ƒ": "f", "ƙ": "k", "ƚ": "l", "ƞ": "n", "ƥ": "p",
    "ƫ": "t", "ƭ": "t", "ƴ": "y", "ƶ": "z", "ǥ": "g", "ȥ": "z", "ȴ": "l", "ȵ": "n", "ȶ": "t", "ȷ": "j",
    "ȼ": "c", "ȿ": "s", "ɀ": "z", "ɇ": "e", "ɉ": "j", "ɋ": "q", "ɍ": "r", "ɏ": "y",
  ]

  /// `urlReadableFragment` of DocC, which keeps capitals and drops punctuation of every script: `Getting-Started`.
  public static let docC = SlugStyle { text in
    joined(text.unicodeScalars, lowercased: false) { scalar in
      if scalar == " " || scalar == "\t" || scalar == "-" || scalar == "\u{2013}" || scalar == "\u{2014}" {
        return .hyphen
      }
      switch scalar.properties.generalCategory {
      case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
        .finalPunctuation, .otherPunctuation:
        return .dropped
      default: return scalar == "`" ? .dropped : .kept
      }
    }
  }

  private enum Part { case kept, hyphen, dropped }

  /// Runs of hyphens are one, and none is at an end.
  private static func joined(
    _ scalars: String.UnicodeScalarView, lowercased: Bool = true, _ part: (Unicode.Scalar) -> Part
  ) -> String {
    var slug = String.UnicodeScalarView()
    for scalar in scalars {
      switch part(scalar) {
      case .kept: slug.append(scalar)
      case .hyphen: if slug.last != "-", !slug.isEmpty { slug.append("-") }
      case .dropped: break
      }
    }
    while slug.last == "-" { slug.removeLast() }
    let text = String(slug).precomposedStringWithCanonicalMapping
    return lowercased ? text.lowercased() : text
  }

  private static func isASCIILetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  /// White space of Python in ASCII.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || (0x09...0x0D).contains(scalar.value) || (0x1C...0x1F).contains(scalar.value)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

  private static func isVitePressSpace(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isWhitespace { return true }
    return "~`!@#$%^&*()-_+=[]{}|\\;:\"'“”‘’<>,.?/".unicodeScalars.contains(scalar)
  }

  /// Lower-case; letters, marks, decimal digits, connectors such as `_`, and hyphens stay, spaces become
  /// hyphens, everything else goes. If nothing is left, the address is `section`.
  private static func githubSlug(_ text: String) -> String {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        output.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): output.append(byte | 0x20)
      case UInt8(ascii: " "): output.append(UInt8(ascii: "-"))
      case 0x80...: return unicodeSlug(text)
      default: break
      }
    }
    return output.isEmpty ? "section" : String(decoding: output, as: UTF8.self)
  }

  private static func unicodeSlug(_ text: String) -> String {
    var slug = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      if scalar == " " || scalar == "-" {
        slug.append("-")
        continue
      }
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .connectorPunctuation:
        slug.append(scalar)
      default: break
      }
    }
    return slug.isEmpty ? "section" : String(slug)
  }
}
