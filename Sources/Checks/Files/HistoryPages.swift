import Pages

/// Pages that tell of other versions, in which other names and files exist.
enum HistoryPages {
  private static let names = [
    "migrat", "changelog", "changes", "release", "upgrad", "history", "whatsnew", "whats-new", "news", "blog",
    "roadmap", "proposal", "rfc", "adr", "legacy", "deprecat",
  ]

  static func has(_ page: Page) -> Bool {
    let path = page.path.lowercased()
    return names.contains { path.contains($0) }
  }
}
