import Diagnostics
import Project

/// Front matter in TOML, as Hugo and Zola have it. What is in tables belongs to the tool.
extension FrontMatter {
  init(toml source: SourceText, lines: Range<Int>, range: Range<Int>) {
    self.init(range: range)
    for pair in TOMLText(Array(source.bytes[lines])).pairs where !pair.key.contains(".") {
      if let known = FrontMatterKey.named(pair.key) {
        if let text = pair.value.string { known.read(FrontMatterValue(pair.key, words: text), &self) }
      } else {
        takeOver(pair.key, pair.value)
      }
    }
  }
}
