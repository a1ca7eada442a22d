extension StringProtocol {
  /// Without spaces at its ends.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// Its letters and digits alone, in lower case: texts with the same ones differ only in punctuation.
  var letters: String {
    String(
      lowercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      })
  }
}
