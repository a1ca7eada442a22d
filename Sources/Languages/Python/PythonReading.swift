import JSON
import Processes

/// What can be said of Python code without running it: imports, names, members and formats.
///
/// One `python3` reads all of it as JSON on standard input and makes syntax trees; it imports nothing of a project.
public struct PythonReading: Sendable {
  /// The code of one page, block by block.
  public struct Page: Sendable {
    public var units: [String]
    /// Whether the page is about other versions, whose names are gone.
    public var isHistory: Bool

    public init(units: [String], isHistory: Bool) {
      self.units = units
      self.isHistory = isHistory
    }
  }

  /// A module of the project by its name, `shop.cart`, and where it is.
  public struct Module: Sendable {
    public var name: String
    public var path: String
    public var source: String

    public init(name: String, path: String, source: String) {
      self.name = name
      self.path = path
      self.source = source
    }
  }

  public enum Kind: String, Sendable {
    case unknownImport = "unknown-import"
    case unknownMember = "unknown-member"
    case undefinedName = "undefined-name"
    case badFormat = "bad-format"
  }

  public struct Finding: Sendable {
    public var page: Int
    public var unit: Int
    /// From 1, the column in UTF-8 bytes.
    public var place: SyntaxFinding.Place
    public var kind: Kind
    public var message: String
    /// The name that was probably meant; `nil` when no known one is near.
    public var guess: String?
    /// The file of the project that says otherwise, and the line in it.
    public var source: (path: String, line: Int)?
  }

  public var pages: [Page]
  public var modules: [Module]
  /// The names of modules that the project may have, and those of what it depends on.
  public var offered: Set<String>
  public var declared: Set<String>
  /// Whether the project says all that it depends on: a program does, while the users of a library have packages of their own.
  public var declares: Bool

  public init(
    pages: [Page], modules: [Module], offered: Set<String>, declared: Set<String>, declares: Bool
  ) {
    self.pages = pages
    self.modules = modules
    self.offered = offered
    self.declared = declared
    self.declares = declares
  }

  /// Everything that the findings depend on besides the interpreter.
  public var input: [UInt8] {
    func names(_ names: some Sequence<String>) -> JSON { .array(names.sorted().map { .string($0) }) }
    return JSON.object([
      ("pages", .array(pages.map { .array([.array($0.units.map { .string($0) }), .bool($0.isHistory)]) })),
      ("modules", .array(modules.map { .array([.string($0.name), .string($0.path), .string($0.source)]) })),
      ("offered", names(offered)), ("declared", names(declared)), ("declares", .bool(declares)),
      ("usual", names(Self.usual)), ("imported", names(Self.imported)),
    ]).bytes()
  }

  /// What `python3` prints for the input; `nil` where it is not installed or does not work.
  public static func answer(to input: [UInt8], _ tools: ParserTools) async -> [UInt8]? {
    guard
      case .success(let result) = await tools.run(
        "python3", ["-I", "-W", "ignore", "-c", program], input: input),
      result.succeeded
    else { return nil }
    return result.standardOutput
  }

  /// The findings of an answer; none for one that is not JSON.
  public static func findings(_ answer: [UInt8]) -> [Finding] {
    do throws(JSONSyntaxError) {
      return (try JSONParser.parse(answer).array ?? []).compactMap(finding)
    } catch {
      return []
    }
  }

  private static func finding(_ item: JSON) -> Finding? {
    guard let page = item[0]?.int, let unit = item[1]?.int, let line = item[2]?.int,
      let column = item[3]?.int,
      let length = item[4]?.int, let kind = item[5]?.string.flatMap(Kind.init), let message = item[6]?.string,
      let guess = item[7]?.string, let path = item[8]?.string, let sourceLine = item[9]?.int
    else { return nil }
    return Finding(
      page: page, unit: unit, place: .init(line: line, column: column, length: max(1, length)), kind: kind,
      message: message, guess: guess.isEmpty ? nil : guess, source: path.isEmpty ? nil : (path, sourceLine))
  }

  /// Modules of Python that are used with their name before a point, so that a missing import shows.
  private static let imported = [
    "json", "os", "sys", "re", "time", "datetime", "asyncio", "random", "math", "logging", "pathlib",
    "subprocess",
    "collections", "itertools", "functools", "uuid", "hashlib", "base64", "csv", "sqlite3", "threading",
    "argparse", "shutil",
    "tempfile", "typing", "contextlib", "socket", "struct", "statistics", "string", "traceback", "warnings",
  ]

  /// Packages that documentation of others uses without a word.
  private static let usual = [
    "numpy", "pandas", "matplotlib", "scipy", "sklearn", "seaborn", "plotly", "requests", "httpx", "aiohttp",
    "torch",
    "torchvision", "tensorflow", "keras", "jax", "transformers", "datasets", "PIL", "cv2", "yaml", "toml",
    "tomli", "tqdm",
    "pytest", "flask", "django", "fastapi", "starlette", "uvicorn", "gunicorn", "pydantic", "sqlalchemy",
    "click", "typer",
    "rich", "boto3", "botocore", "openai", "anthropic", "langchain", "dotenv", "jwt", "redis", "celery",
    "psycopg2",
    "psycopg", "pymongo", "jinja2", "bs4", "attr", "attrs", "trio", "anyio", "polars", "pyarrow", "networkx",
    "IPython",
    "setuptools", "pip", "wheel", "docker", "kubernetes", "google", "azure", "streamlit", "gradio", "sympy",
    "numba",
    "dask", "xarray", "ray", "wandb", "mlflow", "nltk", "spacy", "typing_extensions", "mypy_extensions",
    "black", "nox",
    "tox", "hypothesis", "sphinx", "markdown", "lxml", "paramiko", "websockets", "grpc", "prometheus_client",
    "structlog",
  ]
}
