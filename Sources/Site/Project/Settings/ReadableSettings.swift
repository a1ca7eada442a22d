/// Settings that say what a program of the project, a service or a checker, may read in its sandbox. All of it is in the
/// cache keys of what the program decides.
extension Setting {
  static func reads(_ path: Path<[String]>, _ meaning: String) -> Setting {
    Setting(
      "reads", "a list of files and folders", meaning,
      cacheKey: .inputs { $0[keyPath: path].map { .file($0) } }
    ) { node, value, reader in
      value[keyPath: path] = reader.list(node, "reads").compactMap { reader.fileOrFolder($0, "reads") }
    }
  }

  static func packages(_ path: Path<[String]>) -> Setting {
    Setting(
      "packages", "a list of files and folders",
      "What is installed or built for it in the project's folder, such as a virtual environment or `node_modules`. It need not be there yet.",
      cacheKey: .inputs { $0[keyPath: path].map { .packages($0) } }
    ) { node, value, reader in
      value[keyPath: path] = reader.list(node, "packages").compactMap { reader.insidePath($0, "packages") }
    }
  }
}
