/// Addresses of headings as one tool makes them, unique on a page.
public struct Anchors: Sendable {
  private let style: SlugStyle
  private var used: [String: Int] = [:]

  public init(_ style: SlugStyle = .github) { self.style = style }

  /// The address of the next heading with this text: `start-a-job`, then `start-a-job-1`.
  public mutating func next(for text: String) -> String {
    let slug = style.slug(text)
    let wanted = slug.isEmpty ? "section" : slug
    guard var count = used[wanted] else {
      used[wanted] = 0
      return wanted
    }
    var anchor: String
    repeat {
      count += 1
      anchor = wanted + style.separator + "\(count)"
    } while used[anchor] != nil
    used[wanted] = count
    used[anchor] = 0
    return anchor
  }

  /// Takes an address that a page gives a heading itself; `false` when it is taken already.
  public mutating func take(_ anchor: String) -> Bool {
    if used[anchor] != nil { return false }
    used[anchor] = 0
    return true
  }
}
