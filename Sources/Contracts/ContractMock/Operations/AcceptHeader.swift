import HTTP
import OpenRPC

/// The media types that a client takes (RFC 9110, section 12.5.1).
struct AcceptHeader {
  private struct Range {
    var type: String
    var subtype: String
    /// From 0, not at all, to 1.
    var quality: Double

    /// How exact the range is for a media type; `nil` when it does not fit.
    func precision(for other: MediaType) -> Int? {
      if type == "*" { return 0 }
      guard type == other.type || other.type == "*" else { return nil }
      if subtype == "*" { return 1 }
      return subtype == other.subtype || other.subtype == "*" ? 2 : nil
    }
  }

  private var ranges: [Range] = []

  init(_ headers: HTTPHeaders) {
    for value in headers.values(of: "Accept") {
      for item in value.split(separator: ",") {
        let parts = item.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
        guard let name = parts.first, let media = MediaType(name) else { continue }
        let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
        ranges.append(Range(type: media.type, subtype: media.subtype, quality: quality))
      }
    }
  }

  /// How welcome a media type is, from 0 to 1.
  func quality(of type: String) -> Double {
    if ranges.isEmpty { return 1 }
    guard let media = MediaType(type) else { return 1 }
    let fitting = ranges.compactMap { range in range.precision(for: media).map { ($0, range.quality) } }
    return fitting.max { $0.0 < $1.0 }?.1 ?? 0
  }

  /// The concrete type that a range of the contract (`text/*`) stands for with this client.
  func concrete(_ type: String) -> String {
    guard let media = MediaType(type), media.type == "*" || media.subtype == "*" else { return type }
    let wanted = ranges.first { range in
      range.type != "*" && range.subtype != "*" && range.quality > 0 && range.precision(for: media) != nil
    }
    if let wanted { return "\(wanted.type)/\(wanted.subtype)" }
    return media.type == "text" ? "text/plain" : "application/json"
  }
}
