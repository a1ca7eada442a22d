import Diagnostics
import YAML
import Yams

/// The words of the theme in one language, of `site/theme/words/ar.yml`. What the file lacks is English.
///
///     words[.next]                          التالي
///     words.text(.pagesOf, ["name": "API"])  صفحات API
public struct ThemeWords: Sendable, Hashable {
  /// The folder of the files, each with the name of its language, below that of the theme.
  public static let folder = "words"

  private var own: [ThemeWord: String] = [:]

  public init() {}

  public subscript(_ word: ThemeWord) -> String { own[word] ?? word.english }

  /// With what stands in braces replaced.
  public func text(_ word: ThemeWord, _ values: [String: String]) -> String {
    Self.parts(of: self[word]).map { $0.isPlace ? values[$0.text] ?? "" : $0.text }.joined()
  }

  /// The text of a word, and the names in braces in it, in order.
  public func parts(of word: ThemeWord) -> [(text: String, isPlace: Bool)] { Self.parts(of: self[word]) }

  private static func parts(of text: String) -> [(text: String, isPlace: Bool)] {
    var parts: [(text: String, isPlace: Bool)] = []
    var rest = Substring(text)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { parts.append((String(rest[..<open]), false)) }
      parts.append((String(rest[rest.index(after: open)..<close]), true))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append((String(rest), false)) }
    return parts
  }

  /// Reads a file.
  ///
  /// - Returns: its words, and what is wrong with it. A word that is wrong is left out.
  public static func load(_ path: String, _ files: FileReader) -> (words: ThemeWords, findings: [Diagnostic])
  {
    var words = ThemeWords()
    do throws(DiagnosticError) {
      let text = YAMLText(try files.requiredSource(path))
      var reader = SettingsReader(text: text, files: files, pageKeys: [], languages: .all, rule: .badTheme)
      if let root = try text.root() {
        _ = reader.read(
          root, "`\(path)`", into: &words, keys, fix: "write `key: text` lines, such as `next: Weiter`")
      }
      return (words, reader.diagnostics)
    } catch {
      return (words, error.diagnostics)
    }
  }

  private static let keys: [Setting<ThemeWords>] = ThemeWord.allCases.map { word in
    Setting(word.rawValue, "text", otherwise: word.english, "A word of the theme.", cacheKey: .shown) {
      node, words, reader in
      guard let text = reader.string(node, word.rawValue) else { return }
      let (wanted, found) = (places(in: word.english), places(in: text))
      guard wanted == found else {
        let list = wanted.map { "`{\($0)}`" }.joined(separator: ", ")
        return reader.fail(
          node, "`\(word.rawValue)` must have " + (wanted.isEmpty ? "no name in braces" : list),
          fix: "the English text is `\(word.english)`")
      }
      words.own[word] = text
    }
  }

  private static func places(in text: String) -> [String] {
    parts(of: text).filter(\.isPlace).map(\.text).sorted()
  }
}
