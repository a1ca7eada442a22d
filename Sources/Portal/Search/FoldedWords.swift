import Foundation

/// The words of a text with letters outside ASCII, as the index has them and as the script of the search folds a query:
/// lower case, without accents, in the usual forms of letters.
///
///     FoldedWords("Größe Éclair 全文検索").words  // ["große", "eclair", "全文", "文検", "検索"]
struct FoldedWords {
  private(set) var words: [String] = []

  init(_ text: String) {
    var word = String.UnicodeScalarView()
    var isUnspaced = false
    func finish(_ words: inout [String]) {
      if !word.isEmpty { words += isUnspaced ? Self.pairs(word) : [String(word)] }
      word.removeAll()
    }
    for scalar in Self.folded(text).unicodeScalars {
      guard Self.isPart(scalar) else {
        finish(&words)
        continue
      }
      if Self.isUnspaced(scalar) != isUnspaced {
        finish(&words)
        isUnspaced.toggle()
      }
      word.append(scalar)
    }
    finish(&words)
  }

  /// Compatibility forms become the usual ones; accents go, but not the vowel signs of other scripts.
  private static func folded(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars
    where !(0x300...0x36F).contains(scalar.value) {
      plain.append(scalar)
    }
    return String(plain).precomposedStringWithCanonicalMapping.lowercased()
  }

  private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
      true
    default: false
    }
  }

  /// Han, Hiragana, Katakana and Hangul, whose words are not divided by spaces.
  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x11FF, 0x3005...0x3007, 0x3021...0x3029, 0x3038...0x303B, 0x3041...0x30FF, 0x3105...0x318E,
      0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA960...0xA97C, 0xAC00...0xD7FB,
      0xF900...0xFAD9, 0x1AFF0...0x1B167, 0x20000...0x323AF:
      true
    default: false
    }
  }

  private static func pairs(_ run: String.UnicodeScalarView) -> [String] {
    let scalars = Array(run)
    if scalars.count == 1 { return [String(run)] }
    return zip(scalars, scalars.dropFirst()).map { first, second in
      var pair = String.UnicodeScalarView([first])
      pair.append(second)
      return String(pair)
    }
  }
}
