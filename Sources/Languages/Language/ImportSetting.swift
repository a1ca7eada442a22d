/// A setting of `site/portal.yml` that names folders of the project from which programs of a language import.
///
/// The entry of a language brings its setting: reading, documentation and cache key follow from it.
public struct ImportSetting: Sendable {
  public enum Form: Sendable {
    /// A list of folders, in which an interpreter looks for modules.
    case folders
    /// Names of modules, each with the folder of its sources.
    case modules
  }

  /// `pythonPath`.
  public var key: String
  public var form: Form
  /// Markdown, one or two sentences.
  public var meaning: String
  /// The key as it is in a file.
  public var sample: String

  public init(_ key: String, _ form: Form, _ meaning: String, sample: String) {
    self.key = key
    self.form = form
    self.meaning = meaning
    self.sample = sample
  }
}

/// A folder of the project from which programs import.
public struct ImportedFolder: Sendable, Hashable {
  /// The name of the module; `nil` for a folder in which an interpreter looks for modules.
  public var module: String?
  /// Relative to the project.
  public var path: String

  public init(module: String? = nil, path: String) {
    self.module = module
    self.path = path
  }
}
