extension Style {
  /// The font that an author asks for, in place of the one that a text of this kind has.
  func font(_ usual: Font) -> Font {
    Font(size: fontSize ?? usual.size, bold: bold ?? usual.bold, italic: italic ?? usual.italic)
  }
}
