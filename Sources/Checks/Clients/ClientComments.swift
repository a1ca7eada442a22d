import Diagnostics
import JSON

/// The default and the limits of a field in its documentation comment: `1…10,000, default 1000`.
struct CommentNumbers {
  var fallback: String?
  var lower: String?
  var upper: String?
  /// `above 0`: the bound itself is not allowed.
  var isAbove = false

  init(_ comment: String) {
    let words = Self.words(comment)
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1] : ""
      let after = index + 2 < words.count ? words[index + 2] : ""
      switch word {
      case "default":
        let value = next == "is" || next == "of" ? after : next
        if fallback == nil, Self.isValue(value) { fallback = value }
      case "least" where Self.isNumber(next): lower = lower ?? next
      case "most" where Self.isNumber(next): upper = upper ?? next
      // "below 0 or above 1" is not a bound.
      case "above" where Self.isNumber(next) && (index == 0 || words[index - 1] != "or"):
        if lower == nil {
          lower = next
          isAbove = true
        }
      case "to" where Self.isNumber(next) && index > 0 && Self.isNumber(words[index - 1]):
        if lower == nil, upper == nil { (lower, upper) = (words[index - 1], next) }
      default:
        guard let dots = word.firstIndex(of: "…") else { continue }
        let (low, high) = (String(word[..<dots]), String(word[word.index(after: dots)...]))
        if Self.isNumber(low), Self.isNumber(high), lower == nil, upper == nil {
          (lower, upper) = (low, high)
        }
      }
    }
  }

  /// Words without the marks round them and without the commas of thousands.
  private static func words(_ comment: String) -> [String] {
    comment.split { $0.isWhitespace }.map { part in
      var word = Substring(part)
      while let last = word.last, ".,:;)`".contains(last) { word.removeLast() }
      while let first = word.first, "(`".contains(first) { word.removeFirst() }
      let text = String(word)
      return text.contains(",") && text.contains(where: \.isNumber)
        ? text.filter { $0 != "," } : text.lowercased() == "default" ? "default" : text
    }
  }

  private static func isNumber(_ text: String) -> Bool {
    Double(text) != nil && text.first?.isNumber ?? false
  }

  private static func isValue(_ text: String) -> Bool {
    isNumber(text) || text == "true" || text == "false"
  }
}
