/// What every page shows while the portal cannot be built: why, instead of an earlier state, or of nothing.
public enum FailedBuild {
  /// A page that needs no file of the portal, since there may be none.
  ///
  /// - Parameter text: what is wrong, as it is printed.
  public static func page(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    output.put("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
    output.put("<meta name=\"viewport\" content=\"width=device-width\">\n")
    output.put(
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>Not built</title>\n</head>\n<body>\n")
    output.put("<h1>The portal cannot be built</h1>\n<p>The page is loaded again when it can.</p>\n<pre>")
    output.put(text: text)
    output.put("</pre>\n</body>\n</html>\n")
    return output
  }
}
