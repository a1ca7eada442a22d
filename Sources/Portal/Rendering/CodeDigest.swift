import Digests
import Pages

extension Block {
  /// What a record of the ledger says of the code it was made for: SHA-256 of the language, a newline and the
  /// code, in hexadecimal.
  var codeDigest: String { SHA256.hex(Array("\(language)\n\(code)".utf8)) }
}
