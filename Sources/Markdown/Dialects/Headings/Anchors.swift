/// Addresses of headings as one tool makes them, unique on a page.
public struct Anchors: Sendable {
  private let style: SlugStyle
  private var taken: Set<String> = []
  /// The last number that was given for an address that was taken.
  private var numbers: [String: Int] = [:]

  public init(_ style: SlugStyle = .github) { self.style = style }

  /// The address of the next heading with this text: `start-a-job`, then `start-a-job-1`.
  public mutating func next(for text: String) -> String {
    let slug = style.slug(text)
    switch style.numbering {
    case .hyphen:
      let wanted = slug.isEmpty ? "section" : slug
      return take(wanted) ? wanted : numbered(wanted + "-", from: 0)
    case .underscore:
      if !slug.isEmpty, take(slug) { return slug }
      let digits = slug.reversed().prefix { ("0"..."9").contains($0) }.count
      let stem = slug.dropLast(digits)
      guard digits < 10, stem.last == "_", let number = Int(slug.suffix(digits)) else {
        return numbered(slug + "_", from: 0)
      }
      return numbered(String(stem), from: number)
    }
  }

  private mutating func numbered(_ stem: String, from number: Int) -> String {
    var number = max(number, numbers[stem] ?? 0)
    var anchor: String
    repeat {
      number += 1
      anchor = stem + "\(number)"
    } while !take(anchor)
    numbers[stem] = number
    return anchor
  }

  /// Takes an address that a page gives a heading or a place itself; `false` when it is taken already.
  public mutating func take(_ anchor: String) -> Bool { taken.insert(anchor).inserted }
}
