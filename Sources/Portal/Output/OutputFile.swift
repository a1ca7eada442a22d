/// One file of the portal: its path relative to the output folder, with `/`, and its bytes.
public struct OutputFile: Sendable, Hashable {
  public var path: String
  public var bytes: [UInt8]

  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
