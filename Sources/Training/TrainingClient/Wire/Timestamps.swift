import Foundation

/// Timestamps are RFC 3339 in UTC, with or without a fraction of a second: `2026-01-01T00:00:00Z`.
enum Timestamps {
  static func date(_ text: String) throws -> Date {
    do {
      return try Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains(".")).parse(text)
    } catch {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: [], debugDescription: "\"\(text)\" is not a timestamp such as \"2026-01-01T00:00:00Z\"")
      )
    }
  }

  static func text(_ date: Date) -> String {
    let isWhole = date.timeIntervalSince1970 == date.timeIntervalSince1970.rounded()
    return date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: !isWhole))
  }
}
