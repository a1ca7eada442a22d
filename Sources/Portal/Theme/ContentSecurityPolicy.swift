/// The content security policy: a page may load files of its own portal, and nothing inline.
public enum ContentSecurityPolicy {
  /// How every page begins.
  private static let start: StaticString = """
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; \
    style-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src '
    """

  /// Writes the policy in the head of a page.
  ///
  /// - Parameter readsOwnFiles: whether a script may read other files of the portal: the page as Markdown.
  static func write(readsOwnFiles: Bool = false, into output: inout [UInt8]) {
    output.put(start)
    output.put(readsOwnFiles ? "self" : "none")
    output.put("'; base-uri 'none'; form-action 'none'\">\n")
  }

  /// The same as a header, which can also forbid that other pages show this one in a frame. Connections to the page's
  /// own server are allowed, for the script that waits for changes.
  public static let header = """
    default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
    media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
    """

  /// What a page cannot say of itself, and what holds for drawings and other files as well.
  public static let everyFile = "frame-ancestors 'none'"

  /// The policy of a file that is not a page of the portal: its scripts run in an origin of their own.
  public static let sandbox = "sandbox allow-scripts; frame-ancestors 'none'"

  /// Whether a file is a page of a portal, which begins with its policy.
  public static func isPage(_ bytes: [UInt8]) -> Bool {
    let mark = UnsafeBufferPointer(start: start.utf8Start, count: start.utf8CodeUnitCount)
    let head = bytes.prefix(512)
    return head.indices.contains { head[$0...].starts(with: mark) }
  }
}
