import Diagnostics
import Files
import Foundation
import Pages
import Project

/// The files that make a portal of a folder.
///
///     let portal = try NewPortal(root: "/srv/docs", content: nil, title: nil)
///     try portal.write()
public struct NewPortal: Sendable {
  public struct File: Sendable, Hashable {
    public var path: String
    public var text: String
    public var isProgram = false
  }

  /// A content folder outside the project.
  public struct ContentOutside: Error, Sendable, Hashable, CustomStringConvertible {
    public let path: String

    public var description: String { "--content is `\(path)`, which is outside the folder" }
  }

  public let root: String
  /// The folder of the pages, relative to the root.
  public let content: String
  /// How many pages are there already.
  public let pages: Int
  public private(set) var contract: String?
  /// The contract that is not named because it has errors.
  public private(set) var refusedContract: String?
  /// How many errors the pages have, by the id of the rule. The settings make them warnings.
  public private(set) var lowered: [String: Int] = [:]
  /// How the pages are read.
  public let reading: DialectReading
  public let title: String
  /// Words on the pages that other tools read.
  public let otherTools: Project.OtherTools

  /// Looks at the contents of the folder; writes nothing.
  public init(root: String, content: String?, title: String?) throws(ContentOutside) {
    self.root = root
    let files = FileReader.disk(root: root)
    let reading = DialectReading.recognized(in: files, content: content ?? "docs", root: root)
    let ofTool = ToolSettings(reading, files, root: root, content: nil)
    self.reading = reading
    func pages(in folder: String) -> Int { files.files(folder, PageName.isPage).count }
    if let content {
      guard let path = RelativePath.normalized(content) else {
        throw ContentOutside(path: content)
      }
      self.content = path.isEmpty ? "." : path
    } else if let found = ([ofTool.content].compactMap(\.self) + ["content", "docs"]).first(where: {
      files.kind($0) == .folder && pages(in: $0) > 0
    }) {
      self.content = found
    } else {
      self.content = pages(in: "") > 0 ? "." : "content"
    }
    self.pages = files.kind(self.content) == .folder ? pages(in: self.content == "." ? "" : self.content) : 0
    let documents = files.files("") { $0.lowercased().hasSuffix("openrpc.json") }
    contract = documents.count == 1 ? documents[0] : nil
    otherTools = Self.otherTools(files, content: self.content)
    self.title =
      title ?? ofTool.title ?? Self.title(files, content: self.content) ?? root.split(separator: "/").last
      .map(String.init)
      ?? "Documentation"
  }

  /// The files of the folder with those that are written, before they are.
  public var reader: FileReader {
    FileReader.disk(root: root).adding([
      Project.definition: SourceText(path: Project.definition, text: definition)
    ])
  }

  /// Makes the errors that the portal has today warnings, so that it can be built.
  public mutating func lower(_ findings: [Diagnostic]) {
    for finding in findings where finding.severity == .error { lowered[finding.rule.id, default: 0] += 1 }
  }

  /// Leaves out a contract that cannot be read.
  public mutating func refuseContract() {
    refusedContract = contract
    contract = nil
  }

  /// The title of the first page.
  private static func title(_ files: FileReader, content: String) -> String? {
    let project = Project(root: "", content: content)
    guard let first = PagePaths(project.pagePaths(files)).index(of: "") else { return nil }
    do throws(FileReadError) {
      let source = try files.page(project.path(ofPage: first))
      let page = PageReader(project: project, files: files).page(first, source)
      return page.frontMatter.title ?? page.titleHeading?.text
    } catch {
      // That it cannot be read is an error of its own when the portal is checked.
      return nil
    }
  }

  /// Unknown keys and attributes that are not misspelt ones of FlowDocs.
  private static func otherTools(_ files: FileReader, content: String) -> Project.OtherTools {
    let reader = PageReader(project: Project(root: "", content: content), files: files)
    var keys: Set<String> = []
    var attributes: Set<String> = []
    for path in files.files(content == "." ? "" : content, PageName.isPage) {
      let source: SourceText
      // A page that cannot be read is a finding of `flowdocs check`.
      do throws(FileReadError) { source = try files.page(path) } catch { continue }
      let page = reader.page(path, source)
      for page in [page] + page.blocks.compactMap({ reader.page(shownIn: $0, on: page) }) {
        keys.formUnion(page.frontMatter.otherKeys)
        attributes.formUnion(otherAttributes(of: page))
      }
    }
    var found = Project.OtherTools()
    found.frontMatter = keys.filter(FrontMatter.isOfAnotherTool).sorted()
    found.fences = attributes.sorted()
    return found
  }

  private static func otherAttributes(of page: Page) -> [String] {
    page.blocks.flatMap { block in
      FenceAttributes.parse(page.source.bytes, block.infoRange).issues
        .filter { $0.rule == .unknownAttribute }
        .map { String(decoding: page.source.bytes[$0.range], as: UTF8.self) }
        .filter(FenceAttributes.isOfAnotherTool)
    }
  }

  /// The files to write, which must not exist yet.
  public var files: [File] {
    [
      File(path: Project.definition, text: definition),
      File(path: "site/ci.sh", text: Self.job, isProgram: true),
    ]
      + (pages == 0 ? [File(path: content == "." ? "index.md" : content + "/index.md", text: firstPage)] : [])
  }

  /// Writes the files, never through a symbolic link.
  public func write() throws(FileFailure) {
    let folder = try Folder(at: root, creating: true, followingLink: true)
    for path in files.map(\.path) + [".gitignore"] { try folder.requireFileOrNothing(path) }
    for file in files {
      try folder.create(file.path, Array(file.text.utf8), mode: file.isProgram ? 0o755 : 0o644)
    }
    try ignore(in: folder)
  }

  /// Adds the folders that the program writes to `.gitignore`.
  private func ignore(in folder: Folder) throws(FileFailure) {
    let text = String(decoding: try folder.read(".gitignore") ?? [], as: UTF8.self)
    let lines = Set(text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) })
    let missing = [".flowdocs/", "_site/"].filter { !lines.contains($0) }
    if missing.isEmpty { return }
    let start = text.isEmpty || text.hasSuffix("\n") ? text : text + "\n"
    try folder.replace(".gitignore", Array((start + missing.joined(separator: "\n") + "\n").utf8))
  }
}
