/// Short codes of emoji, `:rocket:`, as code hosts have them.
enum Emoji {
  /// The character with a name; `nil` for another word between colons.
  static func character(named name: String) -> String? { characters[name] }

  /// Whether a name is that of an icon of Material for MkDocs, of which there are thousands: `material-coffee`.
  static func isIcon(_ name: String) -> Bool {
    ["material-", "octicons-", "fontawesome-", "simple-"].contains { name.hasPrefix($0) }
  }

  private static let characters: [String: String] = {
    var characters: [String: String] = [:]
    for entry in list.split(whereSeparator: { $0 == "," || $0.isNewline }) {
      let words = entry.split(separator: " ")
      guard let character = words.first else { continue }
      for name in words.dropFirst() { characters[String(name)] = String(character) }
    }
    return characters
  }()
}
