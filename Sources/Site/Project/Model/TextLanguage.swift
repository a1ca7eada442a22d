import Diagnostics

/// A natural language that pages are written in, by its tag (BCP 47, RFC 5646): `en`, `pt-BR`, `ar`.
public struct TextLanguage: Sendable, Hashable, CustomStringConvertible {
  public static let english = TextLanguage(checked: "en")

  /// The tag as it is written in `lang` attributes.
  public let tag: String

  public var description: String { tag }

  private init(checked tag: String) { self.tag = tag }

  /// `nil` unless the text is a language of two or three letters, and subtags of up to eight letters and digits.
  public init?(_ tag: String) {
    let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
    guard let language = parts.first, (2...3).contains(language.utf8.count),
      language.utf8.allSatisfy(\.isLetter),
      parts.dropFirst().allSatisfy({ (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isAlphanumeric) }
      )
    else { return nil }
    self.tag = tag
  }

  public var isEnglish: Bool { tag.lowercased().split(separator: "-").first == "en" }

  /// Whether it is written from right to left: its script is, or it names none and its usual one is (Unicode CLDR,
  /// `scriptMetadata` and `likelySubtags`).
  public var isRightToLeft: Bool {
    let parts = tag.lowercased().split(separator: "-").map(String.init)
    if let script = parts.dropFirst().first(where: {
      $0.utf8.count == 4 && !$0.utf8.contains(where: \.isDigit)
    }) {
      return Self.scripts.contains(script)
    }
    return parts.first.map(Self.languages.contains) ?? false
  }

  private static let scripts: Set<String> = [
    "adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa", "yezi",
  ]
  private static let languages: Set<String> = [
    "ar", "arc", "ary", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "khw", "ks", "lrc", "mzn", "nqo",
    "pnb", "prs", "ps", "sd", "skr", "syr", "ug", "ur", "yi",
  ]
}
