/// Fields as people write them in code: `config.n_iterations`, `training_data[3].query`.
public enum FieldPath {
  public static func text(_ tokens: some Sequence<String>) -> String {
    var text = ""
    for token in tokens {
      if !token.isEmpty, token.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
        text += "[\(token)]"
      } else {
        text += text.isEmpty ? token : ".\(token)"
      }
    }
    return text
  }
}
