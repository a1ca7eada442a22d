import Files
import Foundation

extension FileReader {
  /// The files under a folder of the disk. A symbolic link is followed only when it stays under the folder.
  ///
  /// `limit` is the size in bytes above which a file is refused.
  public static func disk(root: String, limit: Int = InputLimit.file) -> FileReader {
    let disk = DiskFiles(root: root, limit: limit)
    return FileReader(
      read: { path throws(FileReadError) in try disk.read(path) },
      kind: { disk.kind($0) },
      files: { disk.files(under: $0, $1) },
      printed: { disk.printedPrefix + $0 }, kindOutside: { disk.kindOutside($0) },
      settingsAbove: { path throws(FileReadError) in try disk.settingsAbove(path) },
      settingsNames: { disk.settingsNames(in: $0) }, linkedFolders: { disk.linkedFolders(below: $0) })
  }
}

private struct DiskFiles: Sendable {
  let root: String
  let limit: Int
  /// The root without symbolic links, ending with `/`.
  let realRoot: String
  /// Leads from the working directory to the root when the root is below it; otherwise the whole root.
  let printedPrefix: String
  /// The nearest folder with a repository around the root, else the working directory when the root is in it; ends with
  /// `/`. What is outside of it is as if it were not there.
  let enclosingFolder: String?

  init(root: String, limit: Int) {
    self.root = root.hasSuffix("/") ? root : root + "/"
    self.limit = limit
    let real = DiskPath.real(root) ?? root
    realRoot = real.hasSuffix("/") ? real : real + "/"
    var working = DiskPath.real(".") ?? "/"
    if !working.hasSuffix("/") { working += "/" }
    printedPrefix = realRoot.hasPrefix(working) ? String(realRoot.dropFirst(working.count)) : self.root
    let repository = RepositoryFolder.nearest(of: String(realRoot.dropLast()))
    enclosingFolder =
      repository.map { $0.hasSuffix("/") ? $0 : $0 + "/" } ?? (realRoot.hasPrefix(working) ? working : nil)
  }

  /// The path on disk; `nil` if it is outside the project.
  private func confined(_ path: String) throws(FileReadError) -> String {
    guard !path.utf8.contains(0), let relative = RelativePath.normalized(path) else {
      throw .outsideProject
    }
    guard let real = DiskPath.real(root + relative) else {
      // Names are read as UTF-8, in which other bytes become U+FFFD.
      if errno == ENOENT, path.unicodeScalars.contains("\u{FFFD}") {
        throw .unreadable("its name is not UTF-8")
      }
      if errno == ENOENT || errno == ENOTDIR { throw .notFound }
      throw .unreadable(String(cString: strerror(errno)))
    }
    guard (real + "/").hasPrefix(realRoot) else { throw .outsideProject }
    return real
  }

  func read(_ path: String) throws(FileReadError) -> [UInt8] {
    let file = try confined(path)
    // A link to a hidden file is hidden, whatever its own name is.
    guard HiddenFile.mayBeRead(path), HiddenFile.mayBeRead(String(file.dropFirst(realRoot.count))) else {
      throw .hidden
    }
    return try bytes(of: file)
  }

  /// Settings above the project. A link at them leads to settings of the same repository, too.
  func settingsAbove(_ path: String) throws(FileReadError) -> [UInt8] {
    guard let file = realPathInRepository(path) else { throw .outsideProject }
    guard ToolFile.isSettings(path), ToolFile.isSettings(file) else { throw .hidden }
    return try bytes(of: file)
  }

  func settingsNames(in folder: String) -> [String] {
    let real: String?
    do throws(FileReadError) {
      real = folder.hasPrefix("..") ? realPathInRepository(folder) : try confined(folder)
    } catch { return [] }
    guard let real, let directory = opendir(real) else { return [] }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      let name = Self.name(of: entry)
      if ToolFile.isSettings(name) { found.append(name) }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> String {
    withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
  }

  private func bytes(of file: String) throws(FileReadError) -> [UInt8] {
    // Not blocking: a named pipe without a writer must not hold up a build.
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(String(cString: strerror(errno))) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .isFolder
    default: throw .unreadable("it is not a regular file")
    }
    let size = Int(status.st_size)
    if size > limit { throw .tooLarge(limit: limit) }
    do throws(FileBytes.Failure) {
      return try FileBytes.read(descriptor, size: size)
    } catch {
      throw .unreadable(String(cString: strerror(error.number)))
    }
  }

  func kind(_ path: String) -> FileReader.Kind? {
    do throws(FileReadError) {
      var status = stat()
      // What is not there needs no look at the links on the way to it.
      if let relative = RelativePath.normalized(path), stat(root + relative, &status) != 0 { return nil }
      guard stat(try confined(path), &status) == 0 else { return nil }
      switch status.st_mode & S_IFMT {
      case S_IFREG: return .file
      case S_IFDIR: return .folder
      default: return nil
      }
    } catch {
      return nil
    }
  }

  func kindOutside(_ path: String) -> FileReader.Kind? {
    realPathInRepository(path).flatMap(DiskPath.kind)
  }

  /// The path of a file without links, when it is in the repository of the project.
  private func realPathInRepository(_ path: String) -> String? {
    guard !path.utf8.contains(0), let enclosingFolder, let real = DiskPath.real(root + path),
      real == String(enclosingFolder.dropLast()) || real.hasPrefix(enclosingFolder)
    else { return nil }
    return real
  }

  /// Linked files are taken when they are regular files of the project. What has the name of a page is also taken when it
  /// cannot be read.
  func files(under folder: String, _ isWanted: (String) -> Bool) -> [String] {
    guard let folder = RelativePath.normalized(folder), kind(folder.isEmpty ? "." : folder) == .folder else {
      return []
    }
    var found: [String] = []
    Self.visit(root, folder.isEmpty ? "" : folder + "/") { path, name, type in
      if RelativePath.isListed(file: name), isWanted(name),
        type == UInt8(DT_REG) || (type == UInt8(DT_LNK) && kind(path) == .file)
          || PageName.isPage(name) && isUnreadable(path)
      {
        found.append(path)
      }
      return true
    }
    found.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return found
  }

  func linkedFolders(below folder: String) -> [LinkedFolder] {
    guard let folder = RelativePath.normalized(folder), kind(folder.isEmpty ? "." : folder) == .folder else {
      return []
    }
    var found: [LinkedFolder] = []
    Self.visit(root, folder.isEmpty ? "" : folder + "/") { path, name, type in
      if type == UInt8(DT_LNK), RelativePath.isEntered(folder: name), let link = linkedFolder(path) {
        found.append(link)
      }
      return true
    }
    return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Where a link to a folder leads; `nil` for a link to a file, or to nothing.
  private func linkedFolder(_ path: String) -> LinkedFolder? {
    guard DiskPath.kind(root + path) == .folder, let real = DiskPath.real(root + path) else { return nil }
    if (real + "/").hasPrefix(realRoot) {
      return LinkedFolder(path: path, target: .inside(String(real.dropFirst(realRoot.count))))
    }
    guard realPathInRepository(path) != nil else { return LinkedFolder(path: path, target: .outsideProject) }
    var hasPages = false
    Self.visit(real + "/", "") { _, name, _ in
      hasPages = RelativePath.isListed(file: name) && PageName.isPage(name)
      return !hasPages
    }
    return LinkedFolder(path: path, target: .besideProject(hasPages: hasPages))
  }

  /// Whether there is neither a file nor a folder of the project or its repository: a pipe, a device, a link to nothing
  /// or to a file of the machine. It is listed, so that reading it says what is wrong.
  private func isUnreadable(_ path: String) -> Bool {
    guard kind(path) == nil else { return false }
    guard let real = DiskPath.real(root + path) else { return true }
    return real.hasPrefix(realRoot) || kindOutside(path) == nil
  }

  /// Visits files and symbolic links below a folder. Folders are entered; links to folders are not, so there are no
  /// cycles.
  ///
  /// - Parameter visit: gets the path relative to the root, the name and the type; the visit ends when it is false.
  @discardableResult
  private static func visit(
    _ root: String, _ prefix: String, _ visit: (_ path: String, _ name: String, _ type: UInt8) -> Bool
  ) -> Bool {
    guard let directory = opendir(root + prefix) else { return true }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      var type = entry.pointee.d_type
      let name = Self.name(of: entry)
      if name == "." || name == ".." { continue }
      if type == UInt8(DT_UNKNOWN) {
        var status = stat()
        if lstat(root + prefix + name, &status) == 0 {
          type =
            switch status.st_mode & S_IFMT {
            case S_IFDIR: UInt8(DT_DIR)
            case S_IFREG: UInt8(DT_REG)
            case S_IFLNK: UInt8(DT_LNK)
            default: type
            }
        }
      }
      if type == UInt8(DT_DIR) {
        if RelativePath.isEntered(folder: name), !Self.visit(root, prefix + name + "/", visit) {
          return false
        }
      } else if !visit(prefix + name, name, type) {
        return false
      }
    }
    return true
  }
}
