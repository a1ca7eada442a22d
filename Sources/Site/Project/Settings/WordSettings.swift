import Diagnostics
import Yams

/// `words:` of `site/portal.yml`.
enum WordSettings {
  static let setting = Setting<Project>(
    "words", "a list of entries", otherwise: "any words",
    "Words and phrases that the pages do not use, each with what to write instead. Code is not searched.",
    cacheKey: .checked, inner: keys.map(\.documentation),
    sample: """
      words:
        - find: [click here, see here]
          instead: the name of the page
        - find: ["# %"]
          instead: 31%
      """
  ) { node, project, reader in
    for item in reader.list(node, "words") {
      var words = Project.AvoidedWords()
      let isMapping = reader.read(
        item, "an entry of `words`", into: &words, keys,
        fix: "write `- find: [click here]` and `instead: the name of the page` below it")
      guard isMapping else { continue }
      if words.phrases.isEmpty || words.instead.isEmpty {
        reader.fail(item, "An entry of `words` needs `find` and `instead`")
      } else {
        project.words.append(words)
      }
    }
  }

  private static let keys: [Setting<Project.AvoidedWords>] = [
    .strings(
      "find", \.phrases, "a list of phrases", otherwise: "required",
      "Whole words, in any case; a space may also be the end of a line, and `#` is any number.",
      cacheKey: .checked),
    .string(
      "instead", \.instead, otherwise: "required", "What to write, as the finding suggests it.",
      cacheKey: .checked),
  ]
}
