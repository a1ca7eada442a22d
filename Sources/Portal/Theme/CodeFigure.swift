import Project

/// A block of code with its caption, what it printed, and notes.
struct CodeFigure {
  /// What the block printed, or what the page says that it prints.
  struct Printed {
    enum Name {
      /// Shown above the text.
      case shown(String)
      /// The text opens with a click: what the whole file `of` prints, when it is not the block's own.
      case folded(of: String?)
    }

    var name: Name
    var text: String
    /// What readers compare their own output with: in a walkthrough, what the page says that the block prints.
    var compared: String?
  }

  /// What is above the code.
  struct Caption {
    var title: String?
    var language: String?
    /// Whether it is a line of its own only on narrow screens, as in a tab that has the language's name.
    var isBare = false
    var mark: VerdictMark
    var hasCopyButton = true
  }

  static let codeStart: StaticString = "<pre><code>"
  static let codeEnd: StaticString = "</code></pre>\n"

  /// What it is in addition, for the style: the source of a drawing, or with wrapped lines.
  var kinds: [StaticString] = []
  let words: ThemeWords
  var caption: Caption
  var printed: Printed?
  var notes: [String] = []
  /// What scripts read of it, as `data-` attributes.
  var data: [(name: String, value: String)] = []

  /// - Parameter code: writes the code as HTML, from `codeStart` to `codeEnd`.
  func write(into output: inout [UInt8], code: (inout [UInt8]) -> Void) {
    output.put("<figure class=\"code")
    for kind in kinds {
      output.put(" ")
      output.put(kind)
    }
    output.put("\"")
    for (name, value) in data {
      output.put(" data-")
      output.put(raw: name)
      output.put("=\"")
      output.put(text: value)
      output.put("\"")
    }
    output.put(">\n")
    caption.write(words, into: &output)
    code(&output)
    printed?.write(words, into: &output)
    for note in notes {
      output.put("<p class=\"code-note\">")
      output.put(text: note)
      output.put("</p>\n")
    }
    output.put("</figure>\n")
  }
}

extension CodeFigure.Caption {
  fileprivate func write(_ words: ThemeWords, into output: inout [UInt8]) {
    output.put(isBare ? "<figcaption class=\"code-head bare\">" : "<figcaption class=\"code-head\">")
    if let title {
      output.put("<span class=\"code-title\">")
      output.put(breakable: title)
      output.put("</span>")
    }
    if let language {
      output.put("<span class=\"code-language\">")
      output.put(text: language)
      output.put("</span>")
    }
    mark.write(words, into: &output)
    if hasCopyButton {
      output.put("<button class=\"copy\" type=\"button\" aria-label=\"")
      output.put(.copy, of: words)
      output.put("\"></button>")
    }
    output.put("</figcaption>\n")
  }
}

extension CodeFigure.Printed {
  fileprivate func write(_ words: ThemeWords, into output: inout [UInt8]) {
    switch name {
    case .shown(let name):
      output.put("<div class=\"code-output\"")
      if let compared {
        output.put(" data-expected=\"")
        output.put(text: compared)
        output.put("\"")
      }
      output.put("><p class=\"code-output-name\">")
      output.put(text: name)
      output.put("</p>\n<pre><samp>")
      output.put(text: text)
      output.put("</samp></pre></div>\n")
    case .folded(let file):
      output.put("<details class=\"code-output\"><summary class=\"code-output-name\">")
      if let file {
        output.put(.outputOf, of: words) { $1.put(text: file) }
      } else {
        output.put(.output, of: words)
      }
      let lines = text.utf8.count { $0 == UInt8(ascii: "\n") }
      output.put(", ")
      output.put(lines == 1 ? .oneLine : .lines, of: words) { $1.put(decimal: lines) }
      output.put("</summary>\n<pre><samp>")
      output.put(text: text)
      output.put("</samp></pre></details>\n")
    }
  }
}

/// Blocks of code of which readers see one at a time. Without JavaScript they are one after the other, each under its name.
enum CodeTabs {
  /// - Parameter body: writes the blocks of a tab.
  static func write(_ names: [String], into output: inout [UInt8], body: (Int, inout [UInt8]) -> Void) {
    output.put("<div class=\"tabs\">\n")
    for (index, name) in names.enumerated() {
      output.put("<div class=\"tab\" data-tab=\"")
      output.put(text: name)
      output.put("\">\n<p class=\"tab-name\">")
      output.put(text: name)
      output.put("</p>\n")
      body(index, &output)
      output.put("</div>\n")
    }
    output.put("</div>\n")
  }
}
