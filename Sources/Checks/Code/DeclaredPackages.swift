import Diagnostics
import JSON
import Languages
import Pages
import Project

/// The packages that a project says it depends on, or that a page installs, by the names under which they are imported.
///
/// Files are read for every name in them: a name too many costs a finding, one too few makes a false one.
struct DeclaredPackages {
  private(set) var names: Set<String> = []
  /// Whether the project is a program that declares all that it imports. Pages about a library import what its users have.
  private(set) var isDeclared = false

  // MARK: Python

  static func python(_ files: FileReader, _ pages: [Page]) -> DeclaredPackages {
    var packages = DeclaredPackages()
    for path in files.files("", isPythonDeclaration) {
      for name in text(path, files).split(separator: "\n").flatMap(declared) { packages.addPython(name) }
    }
    packages.isDeclared = !packages.names.isEmpty && !isPythonLibrary(files)
    for page in pages {
      for name in installed(on: page, by: pythonInstallers) { packages.addPython(name) }
    }
    return packages
  }

  private static func isPythonDeclaration(_ name: String) -> Bool {
    ["pyproject.toml", "setup.py", "setup.cfg", "Pipfile", "environment.yml", "environment.yaml", "tox.ini"]
      .contains(name)
      || name.hasPrefix("requirements") && (name.hasSuffix(".txt") || name.hasSuffix(".in"))
  }

  private static func isPythonLibrary(_ files: FileReader) -> Bool {
    !files.files("") { $0 == "setup.py" || $0 == "setup.cfg" }.isEmpty
      || files.files("", { $0 == "pyproject.toml" }).contains { text($0, files).contains("[build-system]") }
  }

  /// The names in a line: the first word of it, of an item, and of each quoted text.
  private static func declared(_ line: Substring) -> [String] {
    let text = line.drop { $0 == " " || $0 == "-" || $0 == "\t" }
    if text.hasPrefix("#") || text.hasPrefix("[") { return quoted(text) }
    return [name(text)] + quoted(text)
  }

  private static func quoted(_ line: Substring) -> [String] {
    let parts = line.split(omittingEmptySubsequences: false) { $0 == "\"" || $0 == "'" }
    return parts.indices.filter { $0 % 2 == 1 }.map { name(parts[$0]) }
  }

  private static func name(_ text: Substring) -> String {
    String(text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) })
  }

  private mutating func addPython(_ package: String) {
    let name = package.lowercased().replacing("-", with: "_")
    guard !name.isEmpty else { return }
    names.formUnion([package, name, name.replacing(".", with: "_")])
    if let first = name.split(separator: ".").first { names.insert(String(first)) }
    if name.hasPrefix("python_") { names.insert(String(name.dropFirst(7))) }
    if name.hasSuffix("_python") { names.insert(String(name.dropLast(7))) }
    if name.hasPrefix("py"), name.count > 4 { names.insert(String(name.dropFirst(2))) }
    // `google-cloud-storage` is imported as `google.cloud.storage`.
    if let first = name.split(separator: "_").first { names.insert(String(first)) }
    if let other = Self.otherNames[name] { names.formUnion(other) }
  }

  /// Packages whose modules have another name.
  private static let otherNames: [String: [String]] = [
    "pyyaml": ["yaml"], "pillow": ["PIL"], "opencv_python": ["cv2"], "opencv_python_headless": ["cv2"],
    "scikit_learn": ["sklearn"], "scikit_image": ["skimage"], "beautifulsoup4": ["bs4"],
    "python_dotenv": ["dotenv"],
    "pyjwt": ["jwt"], "python_jose": ["jose"], "mysqlclient": ["MySQLdb"], "psycopg2_binary": ["psycopg2"],
    "protobuf": ["google"], "grpcio": ["grpc"], "attrs": ["attr", "attrs"], "ipython": ["IPython"],
    "pymysql": ["pymysql"],
    "msgpack_python": ["msgpack"], "python_dateutil": ["dateutil"],
    "setuptools": ["setuptools", "pkg_resources"],
    "pycryptodome": ["Crypto"], "pyserial": ["serial"], "pyzmq": ["zmq"], "faiss_cpu": ["faiss"],
    "gitpython": ["git"],
    "django": ["django"], "djangorestframework": ["rest_framework"], "jupyter": ["IPython", "notebook"],
    "dnspython": ["dns"],
    "websocket_client": ["websocket"], "apache_airflow": ["airflow"], "python_multipart": ["multipart"],
    "discord.py": ["discord"], "py_cord": ["discord"], "python_telegram_bot": ["telegram"],
    "fonttools": ["fontTools"],
  ]

  private static let pythonInstallers: Set<String> = [
    "pip", "pip3", "uv", "poetry", "conda", "mamba", "pipenv", "pdm", "python", "python3", "pipx", "rye",
  ]

  // MARK: JavaScript

  static func javaScript(_ manifests: [JSON], _ pages: [Page]) -> DeclaredPackages {
    var packages = DeclaredPackages()
    for manifest in manifests {
      for key in ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"] {
        packages.names.formUnion(manifest[key]?.object?.names ?? [])
      }
    }
    packages.isDeclared =
      !packages.names.isEmpty && manifests.count == 1 && manifests[0]["private"]?.bool == true
      && !SiteManifest.isSite(manifests[0])
    for page in pages {
      for word in installed(on: page, by: ["npm", "yarn", "pnpm", "bun", "npx", "deno", "ni"]) {
        let version = word.dropFirst().firstIndex(of: "@") ?? word.endIndex
        packages.names.insert(String(word[..<version]))
      }
    }
    return packages
  }

  // MARK: Commands

  /// The arguments of commands that install packages.
  private static func installed(on page: Page, by programs: Set<String>) -> [String] {
    page.blocks.filter { $0.form == .commands || $0.language.isEmpty || $0.language == "text" }.flatMap {
      block in
      block.code.split(separator: "\n").flatMap { line -> [String] in
        let words = line.split { $0 == " " || $0 == "\"" || $0 == "'" }
        guard words.contains(where: { programs.contains(String($0)) }) else { return [] }
        return words.map { word in String(word.prefix { !"[=<>~;".contains($0) }) }
      }
    }
  }

  static func text(_ path: String, _ files: FileReader) -> String {
    do throws(FileReadError) {
      return try files.source(path).text
    } catch {
      // What cannot be read declares nothing.
      return ""
    }
  }
}
