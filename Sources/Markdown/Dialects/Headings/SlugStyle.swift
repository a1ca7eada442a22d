import Foundation

/// How a tool makes the address of a heading from its text.
public struct SlugStyle: Sendable {
  /// What is between the address of a heading and the number of one that would have the same.
  public let separator: String
  /// The address of a heading that is alone on its page.
  public let slug: @Sendable (String) -> String

  /// GitHub, github-slugger (Docusaurus, Starlight), mdBook, Goldmark (Hugo) and MyST.
  public static let github = SlugStyle(separator: "-", slug: githubSlug)

  /// `slugify` of @mdit-vue/shared, which VitePress and VuePress use.
  public static let vitePress = SlugStyle(separator: "-") { text in
    let slug = joined(text.decomposedStringWithCompatibilityMapping.unicodeScalars) { scalar in
      if (0x300...0x36F).contains(scalar.value) || scalar.value < 0x20 { return .dropped }
      return isVitePressSpace(scalar) ? .hyphen : .kept
    }
    return (slug.first?.isNumber == true && slug.utf8.first.map { $0 < 0x80 } == true ? "_" : "") + slug
  }

  /// `slugify` of Python-Markdown, which MkDocs uses: ASCII alone.
  public static let pythonMarkdown = SlugStyle(separator: "_") { text in
    joined(text.decomposedStringWithCompatibilityMapping.unicodeScalars) { scalar in
      if scalar == " " || scalar == "-" || scalar == "\t" { return .hyphen }
      return scalar.value < 0x80 && (scalar.properties.isAlphabetic || scalar == "_" || isDigit(scalar))
        ? .kept : .dropped
    }
  }

  /// `make_id` of docutils, for Sphinx.
  public static let docutils = SlugStyle(separator: "-") { text in
    joined(text.decomposedStringWithCompatibilityMapping.unicodeScalars) { scalar in
      if scalar.value >= 0x80 { return .dropped }
      return scalar.properties.isAlphabetic || isDigit(scalar) ? .kept : .hyphen
    }
  }

  /// DocC keeps capitals: `Getting-Started`.
  public static let docC = SlugStyle(separator: "-") { text in
    joined(text.unicodeScalars, lowercased: false) { scalar in
      if scalar == " " || scalar == "-" { return .hyphen }
      return "'\"`.,:;!?()[]{}<>/\\|*&%$#@^+=~".unicodeScalars.contains(scalar) ? .dropped : .kept
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
