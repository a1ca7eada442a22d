import Project

/// The mark of a block, which opens what is known of its verdict.
struct ProofPanel {
  struct Row {
    var name: ThemeWord
    var text: String
    var isCode: Bool

    init(_ name: ThemeWord, _ text: String, isCode: Bool = false) {
      self.name = name
      self.text = text
      self.isCode = isCode
    }
  }

  var kind: String
  var label: String
  var sentences: [String]
  var rows: [Row] = []

  init(_ kind: String, _ label: String, _ sentences: [String]) {
    self.kind = kind
    self.label = label
    self.sentences = sentences
  }

  func write(_ words: ThemeWords, into output: inout [UInt8]) {
    output.put("<details class=\"proof\"><summary class=\"verdict verdict-")
    output.put(raw: kind)
    output.put("\">")
    output.put(text: label)
    output.put("</summary>\n<p>")
    output.put(text: sentences.joined(separator: " "))
    output.put("</p>\n")
    if !rows.isEmpty { list(words, into: &output) }
    output.put("</details>")
  }

  private func list(_ words: ThemeWords, into output: inout [UInt8]) {
    output.put("<dl>")
    for row in rows {
      output.put("<dt>")
      output.put(row.name, of: words)
      output.put("</dt><dd>")
      if row.isCode { output.put("<code>") }
      output.put(text: row.text)
      if row.isCode { output.put("</code>") }
      output.put("</dd>\n")
    }
    output.put("</dl>")
  }
}
