import JSON
import Project

/// The words of the theme in scripts: `WORDS["next"]` becomes `"Next"` when the script is written, so that no page loads
/// words that it does not show.
enum ScriptWords {
  private static let start = Array(#"WORDS[""#.utf8)
  private static let end = Array(#""]"#.utf8)

  static func filled(_ script: [UInt8], _ words: ThemeWords) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(script.count)
    var at = 0
    while let open = script[at...].firstRange(of: start),
      let close = script[open.upperBound...].firstRange(of: end),
      let word = ThemeWord(
        rawValue: String(decoding: script[open.upperBound..<close.lowerBound], as: UTF8.self))
    {
      output += script[at..<open.lowerBound]
      output += JSON.string(words[word]).text().utf8
      at = close.upperBound
    }
    return output + script[at...]
  }
}
