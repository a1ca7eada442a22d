import OpenRPC
import Pages
import Project

/// A language that samples of requests are written in.
///
/// A new one is a file with its value and a line in `all`. If its samples can call a client of the project, its
/// `Language` says so, which gives it a key below `reference:` in `site/portal.yml`.
struct SampleLanguage: Sendable {
  /// The language of its fences: `python`.
  let id: String
  /// The label of its tab.
  let tab: String
  /// A request written with what every installation has.
  let plain: @Sendable (SampleRequest) -> String
  /// Reads the client of the project; `nil` when its source is not found, or samples call none.
  let client: @Sendable (ReferenceOptions.Client, Project, FileReader) -> SampleClient?

  /// In the order of the tabs.
  static let all = [curl, python, swift]
}

/// A request that a sample sends.
struct SampleRequest {
  let call: ExampleCall
  /// The params whose values are read from files, because they are long.
  let lists: Set<String>
  let options: ReferenceOptions
}

/// A client of the project that samples call.
struct SampleClient: Sendable {
  /// What samples import.
  enum Source: Sendable {
    /// A file, from the project's root.
    case file(String)
    case module(String)
  }

  let source: Source
  /// A call of the client's function; `nil` when it has none that takes these params.
  let sample: @Sendable (SampleRequest, Contract) -> String?
}
