/// The two columns of a method's page; each closure writes what is in one part.
///
/// The samples come after the introduction, where a narrow screen and a reader without styles want them. With room, they
/// stay in view next to the parameters.
enum MethodElements {
  typealias Content = (inout [UInt8]) -> Void

  static func columns(
    into output: inout [UInt8], introduction: Content, samples: Content, parameters: Content
  ) {
    output.put("<div class=\"columns\">\n<div>\n")
    introduction(&output)
    output.put("</div>\n<div class=\"samples\">\n")
    samples(&output)
    output.put("</div>\n<div>\n")
    parameters(&output)
    output.put("</div>\n</div>\n")
  }
}
