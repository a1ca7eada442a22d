import Pages
import Project

/// The headers that hosts such as Netlify and Cloudflare Pages send with the files of the portal: files with a digest in
/// their name may be kept for ever, and nobody may show a page in a frame.
///
/// What a page may load is said in the page, because it applies to pages alone: the same policy on a drawing that is opened
/// on its own would refuse the styles that are in it.
enum HeadersFile {
  static let path = "_headers"

  /// - Parameter lasting: files that are named for their content.
  static func file(_ address: PortalAddress, lasting: [String]) -> OutputFile {
    var text = """
      \(address.path)*
        Content-Security-Policy: \(ContentSecurityPolicy.everyFile)
        X-Content-Type-Options: nosniff
        Referrer-Policy: strict-origin-when-cross-origin

      """
    for file in lasting + [PortalOutput.drawings + "*"] {
      text += "\(address.path)\(file)\n  Cache-Control: public, max-age=31536000, immutable\n"
    }
    return OutputFile(path: path, bytes: Array(text.utf8))
  }
}
