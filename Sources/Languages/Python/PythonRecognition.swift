import Diagnostics

extension LanguageRecognition {
  /// An import, or the head of a function.
  static let python = LanguageRecognition(label: "Python") { block in
    let first = block.first
    let words = first.split(separator: " ")
    if words.count >= 4, words[0] == "from", words[2] == "import" { return true }
    if first.hasPrefix("def "), first.hasSuffix(":") { return true }
    // `import` alone is a program of ImageMagick.
    return words.count == 2 && words[0] == "import" && isName(words[1])
      && block.others.contains {
        $0.hasPrefix("import ") || $0.hasPrefix("from ") || $0.contains("(")
      }
  }

  private static func isName(_ word: Substring) -> Bool {
    word.utf8.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
  }
}
