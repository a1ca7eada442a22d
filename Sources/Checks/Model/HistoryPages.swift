import Pages

/// Pages that tell of other versions or plans, in which other names and files exist.
enum HistoryPages {
  /// Beginnings of words in the path: `migrat` for `migration` and `migrating`.
  private static let beginnings = [
    "migrat", "changelog", "release", "upgrad", "history", "whatsnew", "blog", "roadmap", "proposal",
    "legacy",
    "deprecat",
  ]
  /// Whole words. As parts of words they are in `quadrant` and `exchanges`.
  private static let words: Set<Substring> = ["changes", "news", "whats", "rfc", "rfcs", "adr", "adrs"]

  static func has(_ page: Page) -> Bool {
    page.path.lowercased().split(whereSeparator: { !$0.isLetter }).contains { word in
      words.contains(word) || beginnings.contains { word.hasPrefix($0) }
    }
  }
}
