/// An answer of a run as a portal shows it: without tokens, and without the folder of the user who ran it.
enum PublishedText {
  /// A longer answer is cut: it is evidence, not reading.
  static let mostLines = 40

  static func masked(_ text: String) -> String {
    var text = text
    if text.contains("eyJ") { text = text.replacing(/eyJ[\w\-]+\.[\w\-]+(\.[\w\-]*)?/, with: "[token]") }
    if text.contains("earer ") { text = text.replacing(/([Bb]earer )[^\s"']+/) { $0.1 + "[token]" } }
    if text.contains("/home/") || text.contains("/Users/") {
      text = text.replacing(/\/(home|Users)\/[^\/\s"':]+/, with: "~")
    }
    if text.contains("/root/") { text = text.replacing("/root/", with: "~/") }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.count <= mostLines { return text }
    return lines.prefix(mostLines).joined(separator: "\n") + "\n…\n"
  }
}
