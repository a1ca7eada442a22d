/// A fence around code in Markdown.
public enum Fence {
  /// Marks that no line of the code closes: at least three, and one more than the code has in a row anywhere
  /// (CommonMark 0.31, section 4.5).
  ///
  ///     Fence.around("a ``` b".utf8)  // "````"
  public static func around(_ code: some Sequence<UInt8>, least: Int = 3) -> String {
    var longest = 0
    var run = 0
    for byte in code {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    return String(repeating: "`", count: max(least, longest + 1))
  }
}
