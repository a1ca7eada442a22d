import Pages

/// Pages that record what was decided or talked about, rather than tell readers what to do.
enum NotePages {
  private static let words: Set<Substring> = [
    "internal", "notes", "proposal", "proposals", "design", "designs", "rfc", "rfcs", "adr", "adrs",
    "decisions",
    "meetings", "postmortems", "blog", "posts", "archive",
  ]

  static func has(_ page: Page) -> Bool {
    page.path.lowercased().split(whereSeparator: { !$0.isLetter }).contains(where: words.contains)
  }
}
