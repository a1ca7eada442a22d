import Project

/// The markup of old addresses.
enum MovedElements {
  /// The script of a page whose headings had other addresses, or that is gone.
  ///
  /// - Parameter target: where the page is now; `nil` for one that is where it was.
  static func script(
    _ path: String, root: String, headings: [(old: String, link: String)], target: String?,
    into output: inout [UInt8]
  ) {
    output.put("<script src=\"")
    output.put(raw: root)
    output.put(raw: path)
    output.put("\" data-moved=\"")
    var pairs: [UInt8] = []
    for (place, heading) in headings.enumerated() {
      if place > 0 { pairs.put(" ") }
      pairs.put(path: heading.old)
      pairs.put(" ")
      pairs.put(raw: heading.link)
    }
    output.put(text: String(decoding: pairs, as: UTF8.self))
    if let target {
      output.put("\" data-target=\"")
      output.put(text: target)
      output.put("\"></script>\n")
    } else {
      output.put("\" defer></script>\n")
    }
  }

  /// The file at the place of a page that is gone: browsers without JavaScript follow it, too.
  static func page(
    _ gone: GonePage, script: String, root: String, _ language: TextLanguage, _ words: ThemeWords
  )
    -> [UInt8]
  {
    var output: [UInt8] = []
    output.put("<!doctype html>\n<html")
    output.put(attributesOf: language)
    output.put(">\n<head>\n<meta charset=\"utf-8\">\n")
    ContentSecurityPolicy.write(into: &output)
    output.put("<meta name=\"robots\" content=\"noindex\">\n<title>")
    output.put(.movedTitle, of: words) { $1.put(text: gone.title) }
    output.put("</title>\n")
    self.script(script, root: root, headings: gone.headings, target: gone.target, into: &output)
    output.put("<meta http-equiv=\"refresh\" content=\"0; url=")
    output.put(text: gone.target)
    output.put("\">\n<link rel=\"canonical\" href=\"")
    output.put(text: gone.target)
    output.put("\">\n</head>\n<body>\n<p>")
    output.put(.movedText, of: words) { _, output in
      output.put("<a href=\"")
      output.put(text: gone.target)
      output.put("\">")
      output.put(text: gone.title)
      output.put("</a>")
    }
    output.put("</p>\n</body>\n</html>\n")
    return output
  }
}
