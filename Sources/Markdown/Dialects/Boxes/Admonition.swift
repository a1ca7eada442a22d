/// The kinds of boxes that documentation tools have, by the word that opens one.
///
/// Each looks like one of the five alerts of GitHub: https://docs.github.com/en/get-started/writing-on-github
public struct Admonition: Sendable, Hashable {
  /// An alert of GitHub, which the style of a box is made for.
  public enum Style: String, Sendable, CaseIterable { case note, tip, important, warning, caution }

  public let style: Style
  /// The title of a box without one of its own.
  public let title: String

  /// `nil` for a word that no tool has for a box.
  public init?(word: some StringProtocol) {
    let word = word.lowercased()
    guard let style = Self.styles[word] else { return nil }
    self.style = style
    title = Self.titles[word] ?? word.prefix(1).uppercased() + word.dropFirst()
  }

  private static let titles = ["tldr": "TL;DR", "seealso": "See also", "faq": "FAQ", "todo": "To do"]

  private static let styles: [String: Style] = {
    var styles: [String: Style] = [:]
    let words: [(Style, String)] = [
      (
        .note,
        "note info abstract summary tldr todo example quote cite question help faq details seealso secondary experiment"
      ),
      (.tip, "tip hint success check done"), (.important, "important"),
      (.warning, "warning warn attention"),
      (.caution, "caution danger error failure fail missing bug"),
    ]
    for (style, names) in words {
      for name in names.split(separator: " ") { styles[String(name)] = style }
    }
    return styles
  }()
}
