/// The largest files of a project, in bytes. A larger file is a finding and is not read on, so that no repository makes
/// a check use gigabytes or minutes.
///
/// They are far above the size of files that people write: a page of 8 MiB has more words than the Bible.
public enum InputLimit {
  public static let page = 8 << 20
  /// Characters of one page that can begin markup. Each may cost some 700 bytes of a tree (measured on pages of nothing but
  /// links), so that a page at both limits stays below a gigabyte.
  public static let marks = 1_000_000
  /// `site/portal.yml`.
  public static let settings = 1 << 20
  /// Every other file: a contract, each file that it refers to, included files, data of tables, images.
  public static let file = 64 << 20

  /// Whether more characters of a text than `marks` can begin markup: those at which CommonMark ends a run of text, and
  /// line ends. Few texts are long enough for them to be counted.
  package static func hasTooManyMarks(_ text: [UInt8]) -> Bool {
    text.count > marks && count(of: text) > marks
  }

  private static func count(of text: [UInt8]) -> Int {
    var count = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"),
        UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "!"), UInt8(ascii: "|"),
        UInt8(ascii: "\\"), UInt8(ascii: "~"), 0x0A, 0x0D:
        count += 1
      default: break
      }
    }
    return count
  }
}
