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

/// The coders of everything that goes over the wire.
enum Wire {
  static func decoder() -> JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom { decoder in
      try Timestamps.date(decoder.singleValueContainer().decode(String.self))
    }
    return decoder
  }

  /// Keys are sorted, so that the same call gives the same bytes.
  static func encoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(Timestamps.text(date))
    }
    return encoder
  }
}

extension TrainingClient {
  /// An answer as one line of JSON, with the names, timestamps and amounts of the service, its keys sorted and
  /// without what is null: what a program prints for another one to read.
  public static func json(of answer: some Encodable) throws -> String {
    String(decoding: try Wire.encoder().encode(answer), as: UTF8.self)
  }
}
