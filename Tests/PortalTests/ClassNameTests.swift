import Foundation
import Languages
import TestSupport
import Testing

/// The classes that the program writes are those that the theme styles.
struct ClassNameTests {
  private static let sources = ["Sources/Portal", "Sources/Markdown/Markdown"]

  /// Written for a project's own `theme.css`, and because other style sheets know the names.
  private static let unstyled: Set<String> = [
    "api-common", "api-data", "api-elsewhere", "api-open", "footnote-backref", "language-json",
    "mermaid-source",
    "previous", "raw-html",
  ]

  /// Every file with one of the endings, without its comments: what they name is neither written nor styled.
  private func texts(_ endings: Set<String>, in folders: [String] = Self.sources) throws -> [String] {
    try folders.flatMap { folder -> [String] in
      let root = Checkout.root.appending(path: folder)
      let files = try #require(FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
      let found = files.compactMap { $0 as? URL }.filter { endings.contains($0.pathExtension) }
      try #require(!found.isEmpty, "no files with these endings in \(folder)")
      return try found.map {
        try Self.withoutComments(String(contentsOf: $0, encoding: .utf8), isCSS: $0.pathExtension == "css")
      }
    }
  }

  private static func withoutComments(_ text: String, isCSS: Bool) -> String {
    isCSS
      ? text.replacing(/\/\*(?s:.)*?\*\//, with: "") : text.replacing(/(?m)(?:^|[ \t])\/\/.*$/, with: "")
  }

  /// `.name` in selectors.
  private func styled() throws -> Set<String> {
    var names: Set<String> = []
    for css in try texts(["css"], in: ["Sources/Portal/Assets"]) {
      let rules = css.replacing(/url\([^)]*\)/, with: "").replacing(/\{[^{}]*\}/, with: "{}")
      for match in rules.matches(of: /\.([a-z][a-z0-9-]*)/) { names.insert(String(match.1)) }
    }
    return names
  }

  @Test func commentsAreLeftOut() {
    let swift = "/// Writes `note`.\nlet a = \"https://a.example\"  // `tip`\n"
    #expect(Self.withoutComments(swift, isCSS: false) == "\nlet a = \"https://a.example\" \n")
    #expect(Self.withoutComments("/* .box\n.card */.row {}\n", isCSS: true) == ".row {}\n")
  }

  @Test func everyStyledClassIsWrittenSomewhere() throws {
    let writers = Self.sources + ["Sources/MathML"]
    let code = try texts(["swift", "js"], in: writers).joined(separator: "\n")
    let tokens = Token.allCases.map { String(UnicodeScalar($0.rawValue)) }
    let words = Set(code.matches(of: /[a-z][a-z0-9-]*/).map { String($0.0) } + tokens)
    let prefixes = words.filter { $0.hasSuffix("-") }
    let missing = try styled().filter { name in
      !words.contains(name) && !prefixes.contains { name.hasPrefix($0) }
    }
    #expect(missing.sorted() == [], "no code writes these classes")
  }

  @Test func everyWrittenClassIsStyled() throws {
    let styled = try styled()
    var missing: Set<String> = []
    for code in try texts(["swift"]) {
      for match in code.matches(of: /class=\\?"([a-z0-9 -]+)\\?"/) {
        // Of a name that ends in a variable, only the beginning is here.
        for name in match.1.split(separator: " ") where !styled.contains(String(name)) && !name.hasSuffix("-")
        {
          missing.insert(String(name))
        }
      }
    }
    #expect(missing.subtracting(Self.unstyled).sorted() == [], "the theme has no style for these classes")
  }

  @Test func coloursAreOnlyInThePalette() throws {
    for css in try texts(["css"], in: ["Sources/Portal/Assets"]) {
      let rules = css.replacing(/url\([^)]*\)/, with: "").replacing(/@media print \{(?s:.)*/, with: "")
      #expect(rules.matches(of: /#[0-9a-f]{3,8}\b/).map { String($0.0) } == [])
    }
  }
}
