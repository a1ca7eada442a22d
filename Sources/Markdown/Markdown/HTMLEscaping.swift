import Diagnostics

extension MarkdownHTML {
  /// Appends text with `&`, `<`, `>` and `"` as entities: safe in content and in quoted attributes. Control characters
  /// are made visible, also those that change the direction of writing, so that people read a name or a line of code as
  /// a program does.
  public static func escape(_ text: some Sequence<UInt8>, into output: inout [UInt8]) {
    if text.withContiguousStorageIfAvailable({ output.appendEscaped($0) }) != nil { return }
    Array(text).withUnsafeBufferPointer { output.appendEscaped($0) }
  }

  public static func escape(_ text: String, into output: inout [UInt8]) { escape(text.utf8, into: &output) }

  /// Appends a link destination for a quoted attribute: bytes that are not allowed in a URL are percent-encoded, `&`
  /// and `'` become entities, percent signs stay.
  public static func escapeURL(_ text: some Sequence<UInt8>, into output: inout [UInt8]) {
    if text.withContiguousStorageIfAvailable({ output.appendEscapedURL($0) }) != nil { return }
    Array(text).withUnsafeBufferPointer { output.appendEscapedURL($0) }
  }

  public static func escapeURL(_ text: String, into output: inout [UInt8]) {
    escapeURL(text.utf8, into: &output)
  }

  /// Whether a destination begins with `javascript:`, `vbscript:`, `file:` or `data:`, in any case, other than
  /// `data:image/` of a type that cannot contain script.
  public static func isDangerous(_ destination: some Collection<UInt8>) -> Bool {
    func starts(_ prefix: StaticString) -> Bool {
      var at = destination.startIndex
      for index in 0..<prefix.utf8CodeUnitCount {
        guard at != destination.endIndex else { return false }
        let byte = destination[at]
        let lower = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
        if lower != prefix.utf8Start[index] { return false }
        at = destination.index(after: at)
      }
      return true
    }
    if starts("data:") {
      return
        !(starts("data:image/png") || starts("data:image/gif") || starts("data:image/jpeg")
        || starts("data:image/webp"))
    }
    return starts("javascript:") || starts("vbscript:") || starts("file:")
  }
}

extension [UInt8] {
  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(decimal number: Int32) {
    if number >= 0, number < 10 {
      append(UInt8(ascii: "0") + UInt8(number))
    } else {
      append(contentsOf: String(number).utf8)
    }
  }

  /// - Parameter keepsDirections: whether the characters that turn the direction of writing stay, as prose of some
  ///   languages needs them.
  mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, keepsDirections: Bool = false) {
    appendHTML(text, text.indices, keepsDirections: keepsDirections)
  }

  mutating func appendEscapedURL(_ text: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in text.indices {
      let byte = text[index]
      if Self.isURLByte(byte) { continue }
      append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index]))
      start = index + 1
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "'"): append("&#x27;")
      default: appendPercentEncoded(byte)
      }
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
  }

  /// Letters, digits and `-_.+!*(),%#@?=;:/$~`: those that libcmark-gfm leaves in a URL as they are.
  private static func isURLByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"),
      UInt8(ascii: "(")...UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="),
      UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
