import Project

extension [UInt8] {
  /// `lang`, and `dir` where the text goes in another direction than that around it.
  mutating func put(attributesOf language: TextLanguage, inside isAroundRightToLeft: Bool = false) {
    put(" lang=\"")
    put(text: language.tag)
    put("\"")
    if language.isRightToLeft != isAroundRightToLeft {
      put(language.isRightToLeft ? " dir=\"rtl\"" : " dir=\"ltr\"")
    }
  }
}
