import Diagnostics
import Foundation
import Pages

/// What can be written at the cursor, and the bytes before it that a completion replaces.
struct CompletionPlace {
  enum Kind: Hashable {
    case frontMatterKey
    case language
    /// - Parameter info: the words of the fence before this one.
    case attribute(info: String)
    /// The value of an attribute.
    case value(ofAttribute: String)
    case directive
    case link
    /// - Parameter path: the path of the link; empty on the page itself.
    case anchor(path: String)
    case symbol
  }

  let kind: Kind
  let typed: Range<Int>

  /// `nil` where nothing is completed.
  init?(_ place: PlaceInText) {
    guard let (kind, typed) = Self.found(place) else { return nil }
    self.kind = kind
    self.typed = (place.offset - typed.utf8.count)..<place.offset
  }

  private static func found(_ place: PlaceInText) -> (Kind, typed: Substring)? {
    let before = Substring(place.before)
    return switch MarkdownLines(place.text).kind(of: place.lineNumber) {
    case .frontMatter: before.utf8.allSatisfy(\.isLetter) ? (.frontMatterKey, before) : nil
    case .fence: inFence(before)
    case .code: nil
    case .text: directive(before) ?? link(before) ?? symbol(before)
    }
  }

  private static func inFence(_ before: Substring) -> (Kind, typed: Substring)? {
    guard let mark = before.firstIndex(where: { $0 == "`" || $0 == "~" }) else { return nil }
    let info = before[mark...].drop { $0 == before[mark] }
    guard let space = info.lastIndex(of: " ") else { return (.language, info) }
    let word = info[info.index(after: space)...]
    // Inside of quotation marks is text of the page's own.
    if info.count(where: { $0 == "\"" }) % 2 == 1 { return nil }
    guard let sign = word.firstIndex(of: "=") else { return (.attribute(info: String(info[..<space])), word) }
    return (.value(ofAttribute: String(word[..<sign])), word[word.index(after: sign)...])
  }

  private static func directive(_ before: Substring) -> (Kind, typed: Substring)? {
    guard let start = before.range(of: DirectiveText.start) else { return nil }
    let name = before[start.upperBound...]
    return name.contains(" ") ? nil : (.directive, name)
  }

  private static func link(_ before: Substring) -> (Kind, typed: Substring)? {
    guard let open = before.range(of: "](", options: .backwards) else { return nil }
    let written = before[open.upperBound...]
    if written.contains(where: { $0 == ")" || $0 == " " }) { return nil }
    guard let sign = written.firstIndex(of: "#") else { return (.link, written) }
    return (.anchor(path: String(written[..<sign])), written[written.index(after: sign)...])
  }

  private static func symbol(_ before: Substring) -> (Kind, typed: Substring)? {
    guard before.count(where: { $0 == "`" }) % 2 == 1, let tick = before.lastIndex(of: "`") else {
      return nil
    }
    return (.symbol, before[before.index(after: tick)...])
  }
}
