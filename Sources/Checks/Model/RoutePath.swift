import Diagnostics

/// The path of a route or of a request: `/jobs/{id}`, `/jobs/:id`, `/jobs/<int:id>`, `/jobs/42`.
struct RoutePath: Sendable, Hashable {
  enum Part: Sendable, Hashable {
    case text(String)
    /// Whatever stands there.
    case any
  }

  let parts: [Part]
  let text: String

  /// `nil` for a path that is computed, or that has a wildcard.
  init?(_ text: String) {
    let path = text.prefix { $0 != "?" && $0 != "#" }
    guard path.hasPrefix("/"), path.utf8.count < 200, !path.hasPrefix("//") else { return nil }
    var parts: [Part] = []
    for part in path.split(separator: "/") {
      if part.contains("*") || part.contains("(") || part.contains("\\") { return nil }
      let isText = part.utf8.allSatisfy { $0.isAlphanumeric || "_-.~@+,%".utf8.contains($0) }
      guard isText || Self.isParameter(part) else { return nil }
      parts.append(isText && !Self.isValue(part) ? .text(String(part)) : .any)
    }
    self.parts = parts
    self.text = String(path)
  }

  private static func isParameter(_ part: Substring) -> Bool {
    ":{<$[".contains(part.first ?? " ") || part.contains("{") || part.contains("<") || part.contains("$")
  }

  /// `42`, `job_8f3c…`: what an example has in place of a parameter.
  private static func isValue(_ part: Substring) -> Bool {
    part.utf8.contains(where: \.isDigit) && !isVersion(part) || part == "..."
  }

  private static func isVersion(_ part: Substring) -> Bool {
    part.first == "v" && part.dropFirst().allSatisfy(\.isNumber)
  }

  /// Whether a part is usual before all routes of a service: `api`, `v1`.
  static func isUsualBase(_ part: Part) -> Bool {
    guard case .text(let text) = part else { return false }
    return text == "api" || isVersion(text[...])
  }

  var hasText: Bool { parts.contains { $0 != .any } }

  /// Whether one path is the end of the other: a router may be mounted below a path, and pages leave out such a path.
  func fits(_ other: RoutePath) -> Bool {
    let count = min(parts.count, other.parts.count)
    let pairs = zip(parts.suffix(count), other.parts.suffix(count))
    return pairs.allSatisfy(Self.fits) && pairs.contains { $0 == $1 && $0 != .any }
  }

  private static func fits(_ one: Part, _ other: Part) -> Bool {
    one == .any || other == .any || one == other
  }

  /// Whether the path is another one with a slip in one of its parts, and the same otherwise.
  func isSlip(of other: RoutePath) -> Bool {
    guard parts.count == other.parts.count else { return false }
    let differing = zip(parts, other.parts).filter { !Self.fits($0, $1) }
    // `/health` is a path of every service.
    guard parts.count > 1, differing.count == 1, case (.text(let one), .text(let two)) = differing[0],
      one.utf8.count >= 3
    else { return false }
    return Slip.isOneLetter(Array(one.utf8), Array(two.utf8))
  }

  /// The text of the path with the parts in which it differs from another one replaced: `/jobs/7/log` for `/jobs/7/lgo` of
  /// `/jobs/{id}/log`.
  func correcting(to other: RoutePath) -> String {
    let written = text.split(separator: "/").map(String.init)
    guard written.count == parts.count, parts.count == other.parts.count else { return other.text }
    return zip(written, zip(parts, other.parts)).map { text, pair in
      guard case .text(let right) = pair.1, !Self.fits(pair.0, pair.1) else { return "/" + text }
      return "/" + right
    }.joined()
  }
}
