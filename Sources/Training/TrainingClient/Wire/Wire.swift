import Foundation

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
