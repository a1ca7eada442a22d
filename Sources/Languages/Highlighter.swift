/// Turns code into escaped HTML text in which spans with one-letter classes mark what each piece is.
///
/// The text content of what is written is always the code itself, byte for byte; spans only colour it. The
/// lexers are lenient: code that does not parse is coloured as far as it is understood, never rejected.
/// Each lexer is one pass over the bytes.
public enum Highlighter {
  /// Appends `code` to `output` as HTML text. A language that is not known gives escaped text without spans.
  ///
  /// - Parameter language: the first word of a fence; upper and lower case and common aliases are the same.
  public static func highlight(
    _ code: UnsafeBufferPointer<UInt8>, language: String, into output: inout [UInt8]
  ) {
    var scanner = Scanner(code)
    swap(&scanner.output, &output)
    scanner.output.reserveCapacity(scanner.output.count + code.count * 2)
    scanner.scan(Language(named: language))
    scanner.flush(upTo: scanner.end)
    swap(&scanner.output, &output)
  }

  /// The code as HTML text, for places where speed does not matter.
  public static func html(_ code: String, language: String) -> String {
    var output: [UInt8] = []
    var code = code
    code.withUTF8 { highlight($0, language: language, into: &output) }
    return String(decoding: output, as: UTF8.self)
  }

  /// Whether the language has a lexer.
  public static func knows(_ language: String) -> Bool { Language(named: language) != .plain }
}

/// The lexers there are.
enum Language: UInt8 {
  case plain, swift, python, json, shell, console, yaml, toml, http, sql, javascript, c, go, rust, java
  case html, css, diff, markdown, mermaid, prometheus, dockerfile

  init(named name: String) {
    switch name.utf8.contains(where: { $0 &- 65 < 26 }) ? name.lowercased() : name {
    case "swift": self = .swift
    case "python", "py", "python3", "pycon": self = .python
    case "json", "jsonc", "json5", "geojson": self = .json
    case "sh", "bash", "shell", "zsh": self = .shell
    case "console", "shell-session", "shellsession", "terminal": self = .console
    case "yaml", "yml": self = .yaml
    case "toml", "ini", "cfg", "properties", "dotenv", "env": self = .toml
    case "http", "https": self = .http
    case "sql", "postgres", "postgresql", "mysql", "sqlite": self = .sql
    case "javascript", "js", "mjs", "jsx", "typescript", "ts", "tsx": self = .javascript
    case "c", "h", "cpp", "c++", "cc", "hpp", "objc": self = .c
    case "go", "golang": self = .go
    case "rust", "rs": self = .rust
    case "java", "kotlin", "kt", "scala", "csharp", "cs": self = .java
    case "html", "xml", "svg", "htm", "xhtml", "vue": self = .html
    case "css", "scss", "less": self = .css
    case "diff", "patch", "udiff": self = .diff
    case "markdown", "md": self = .markdown
    case "mermaid", "mmd": self = .mermaid
    case "promql", "prometheus", "openmetrics": self = .prometheus
    case "dockerfile", "docker": self = .dockerfile
    default: self = .plain
    }
  }
}

extension Scanner {
  /// Colours everything from the position to `end` in one language.
  mutating func scan(_ language: Language) {
    switch language {
    case .plain: position = end
    case .swift: scanSwift()
    case .python: scanPython()
    case .json: scanJSON()
    case .shell: scanShell()
    case .console: scanConsole()
    case .yaml: scanYAML()
    case .toml: scanTOML()
    case .http: scanHTTP()
    case .sql: scanBraces(.sql)
    case .javascript: scanBraces(.javascript)
    case .c: scanBraces(.c)
    case .go: scanBraces(.go)
    case .rust: scanBraces(.rust)
    case .java: scanBraces(.java)
    case .html: scanHTML()
    case .css: scanCSS()
    case .diff: scanDiff()
    case .markdown: scanMarkdown()
    case .mermaid: scanMermaid()
    case .prometheus: scanPrometheus()
    case .dockerfile: scanDockerfile()
    }
  }
}
