/// Anchors of headings as GitHub makes them, unique on a page.
public struct Anchors: Sendable {
  private var used: [String: Int] = [:]

  public init() {}

  /// The anchor of the next heading with this text: `start-a-job`, then `start-a-job-1`.
  public mutating func next(for text: String) -> String {
    let wanted = Self.slug(text)
    guard var count = used[wanted] else {
      used[wanted] = 0
      return wanted
    }
    var anchor: String
    repeat {
      count += 1
      anchor = "\(wanted)-\(count)"
    } while used[anchor] != nil
    used[wanted] = count
    used[anchor] = 0
    return anchor
  }

  /// Lower-case; letters, marks, decimal digits, connectors such as `_`, and hyphens stay, spaces become
  /// hyphens, everything else goes. If nothing is left, the anchor is `section`.
  public static func slug(_ text: String) -> String {
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
