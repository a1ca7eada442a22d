/// Files that a browser neither runs nor shows as a document.
///
/// What it makes of a file depends on the type that a server gives it. Some hundred endings are types of XML (`.xul`,
/// `.owl`, `.opf`), and for an ending that a server does not know it gives none: then browsers look at the first bytes
/// (WHATWG MIME Sniffing, 7.1), and a file that begins with `<script>` is an HTML page.
enum InertFiles {
  /// Endings that servers know as types which are neither HTML nor XML.
  static let endings: Set<String> = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "ico", "tif", "tiff", "woff", "woff2", "ttf", "otf",
    "mp4", "webm", "mp3", "ogg", "wav", "m4a", "mov", "zip", "gz", "tgz", "tar", "xz", "bz2", "7z", "zst",
    "pdf", "docx", "xlsx", "pptx", "odt", "ods", "epub", "wasm", "txt", "text", "md", "markdown", "log",
    "csv",
    "tsv", "json", "jsonl", "yaml", "yml", "toml", "ini", "conf", "css", "js", "mjs", "py", "c", "h", "java",
    "sh", "sql", "diff", "patch", "tex",
  ]

  /// First tags by which browsers know an HTML page.
  private static let tags: Set<String> = [
    "!doctype", "!--", "html", "head", "script", "iframe", "h1", "div", "font", "table", "a", "style",
    "title", "b",
    "body", "br", "p",
  ]

  /// Why a file with another ending may be run, as a phrase that follows its name; `nil` when it begins like no markup.
  static func reason(_ bytes: [UInt8]) -> String? {
    var text = bytes[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text = text.dropFirst(3) }
    text = text.drop { $0 <= 0x20 }
    guard text.first == UInt8(ascii: "<") else { return nil }
    let start = String(decoding: text.dropFirst().prefix(8), as: UTF8.self).lowercased()
    let name =
      start.hasPrefix("!--") ? "!--" : String(start.prefix { $0 == "!" || $0.isLetter || $0.isNumber })
    return tags.contains(name) ? "it begins like an HTML document" : ActiveXML.reason(bytes)
  }
}
