import Diagnostics
import Languages
import YAML
import Yams

extension Project {
  /// Where a project's definition is, relative to its root.
  public static let definition = "site/portal.yml"

  /// Reads `site/portal.yml`; a folder without that file is a project of plain Markdown.
  ///
  /// Every key may be left out; `ProjectSetting.all(_:)` lists them.
  ///
  /// - Parameter pageKeys: the keys that the front matter of a page can have.
  package static func load(
    root: String, files: FileReader, pageKeys: [String], languages: Languages
  ) throws(DiagnosticError) -> Project {
    let source: SourceText
    do throws(FileReadError) {
      source = try files.source(definition, limit: InputLimit.settings)
    } catch {
      if error == .notFound {
        var project = Project(root: root)
        project.reading = .recognized(in: files, content: project.content, root: root)
        project.take(ToolSettings(project.reading, files, root: root, content: project.content))
        return project
      }
      let printed = files.printed(definition)
      throw DiagnosticError(
        Diagnostic(.unreadableFile, "`\(printed)` \(error)", at: SourceSpan(file: printed), fix: error.fix))
    }
    let text = YAMLText(source)
    var reader = SettingsReader(text: text, files: files, pageKeys: pageKeys, languages: languages)
    var project = Project(root: root, content: "content")
    project.isConfigured = true
    let definition = try text.root()
    if let definition {
      // A contract can be mocked without further settings; `service: none` disables the mock.
      if definition.mapping?["contract"] != nil { project.service = .contractMock }
      _ = reader.read(
        definition, "`\(Self.definition)`", into: &project, RootSettings.all(languages),
        fix: "write `key: value` lines, such as `title: My portal`")
    }
    if reader.diagnostics.isEmpty, files.kind(project.content) != .folder {
      reader.fail(
        definition?.mapping?["content"]?.mark, "There is no folder `\(project.content)`",
        fix: "create it, or name the folder of the pages with `content:`")
    }
    if !reader.diagnostics.isEmpty { throw DiagnosticError(reader.diagnostics) }
    project.warnings = reader.warnings
    let recognized = DialectReading.recognized(in: files, content: project.content, root: root)
    if !project.reading.isSet || project.dialect == recognized.dialect { project.reading = recognized }
    project.take(
      ToolSettings(project.reading, files, root: root, content: project.content),
      hasTitle: definition?.mapping?["title"] != nil)
    return project
  }

  /// Takes what the settings of the pages' tool say.
  ///
  /// - Parameter hasTitle: whether the project's own settings give a title, which goes before the tool's.
  private mutating func take(_ tool: ToolSettings, hasTitle: Bool = false) {
    order = tool.order
    includeFolders = tool.includeFolders
    appendedFiles = tool.appendedFiles
    textMarkup = tool.textMarkup
    detectsMDX = tool.detectsMDX
    hasOwnSlugs = tool.hasOwnSlugs
    bases = tool.bases
    aliases = tool.aliases
    preprocessors = tool.preprocessors
    documentsCode = tool.documentsCode
    addresses = tool.addresses
    if !hasTitle, let title = tool.title { self.title = title }
  }
}
