/// The header fields in which the mock says where an answer comes from.
enum MockHeader {
  static let answer = "Mock-Answer"
  static let applied = "Preference-Applied"

  /// Header values are visible ASCII.
  static func text(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(1_000) {
      scalars.append((0x20...0x7E).contains(scalar.value) ? scalar : "?")
    }
    return String(scalars)
  }
}
