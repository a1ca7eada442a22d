/// A client of the project that samples call.
public struct SampleClient: Sendable {
  /// Where samples get the client from: what they import.
  public enum Source: Sendable {
    /// A file, from the project's root.
    case file(String)
    case module(String)
  }

  public let source: Source
  /// A call of the client's function; `nil` when no function takes these params.
  public let sample: @Sendable (SampleRequest) -> String?

  public init(source: Source, sample: @escaping @Sendable (SampleRequest) -> String?) {
    self.source = source
    self.sample = sample
  }
}

/// The files in which the source of a client is found. Paths are relative to the project's root.
public struct ClientFiles: Sendable {
  /// `nil` when the file does not exist or cannot be read.
  public var text: @Sendable (_ path: String) -> String?
  /// The files in a folder and the folders below it whose names have an ending: `.swift`.
  public var files: @Sendable (_ folder: String, _ ending: String) -> [String]

  public init(
    text: @escaping @Sendable (_ path: String) -> String?,
    files: @escaping @Sendable (_ folder: String, _ ending: String) -> [String]
  ) {
    self.text = text
    self.files = files
  }
}
