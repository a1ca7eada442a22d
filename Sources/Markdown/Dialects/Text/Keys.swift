/// Names of keys as they are shown: `ctrl` as `Ctrl`.
enum Keys {
  /// `<kbd>Ctrl</kbd>+<kbd>C</kbd>` for `ctrl+c`; `nil` when it names no keys.
  static func html(_ text: String) -> String? {
    let names = text.split(separator: "+", omittingEmptySubsequences: false)
    guard names.allSatisfy(isKey) else { return nil }
    return names.map { "<kbd>" + shown($0) + "</kbd>" }.joined(separator: "+")
  }

  private static func isKey(_ name: Substring) -> Bool {
    if name.first == "\"" {
      return name.count > 2 && name.last == "\"" && !name.contains { "<>&".contains($0) }
    }
    return !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
  }

  private static let names = [
    "esc": "Esc", "cmd": "Cmd", "ctrl": "Ctrl", "del": "Del", "ins": "Ins", "win": "Win",
    "page-up": "Page Up", "page-down": "Page Down", "arrow-up": "↑", "arrow-down": "↓", "arrow-left": "←",
    "arrow-right": "→", "up": "↑", "down": "↓", "left": "←", "right": "→", "plus": "+", "minus": "-",
    "comma": ",", "period": ".", "slash": "/", "equal": "=", "space": "Space", "pipe": "|",
  ]

  private static func shown(_ name: Substring) -> String {
    if name.first == "\"" { return String(name.dropFirst().dropLast()) }
    if let known = names[name.lowercased()] { return known }
    return name.split { $0 == "-" || $0 == "_" }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
      .joined(separator: " ")
  }
}
