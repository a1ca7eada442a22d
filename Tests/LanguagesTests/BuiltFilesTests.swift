import Digests
import Foundation
import Processes
import Synchronization
import TestSupport
import Testing

@testable import Languages

/// Modules and object files that compilers have made for later verifications.
struct BuiltFilesTests {
  private let root: TestFolder

  init() throws { root = try TestFolder(["built/other/code": "", "outside.a": "theirs"]) }

  /// Makes the files of `Lib`; says whether it had to, and what was damaged.
  private func make(
    _ integrity: Integrity = .checksum, named name: String = "Lib-1"
  ) async throws -> (isBuilt: Bool, damaged: [String]) {
    let damaged = Mutex<[String]>([])
    var isBuilt = false
    let files = BuiltFiles(
      name,
      of: CompileFolders(
        scratch: root.root, cache: root.root, integrity: integrity,
        foundDamage: { path in damaged.withLock { $0.append(path) } }))
    let isMade = try await files.made { folder throws(ProcessError) in
      isBuilt = true
      let written = ["libLib.a", "Lib.swiftmodule"].map {
        FileManager.default.createFile(atPath: folder + "/" + $0, contents: Data("ours".utf8))
      }
      return !written.contains(false)
    }
    #expect(isMade && root.read("built/\(name)/libLib.a") == "ours")
    let names = try FileManager.default.contentsOfDirectory(atPath: root.root + "/built").sorted()
    #expect(Set(names) == [name, "other"])
    return (isBuilt, damaged.withLock { $0 })
  }

  @Test func whatIsWholeIsNotMadeAgain() async throws {
    #expect(try await make() == (true, []))
    #expect(try await make() == (false, []))
  }

  @Test(
    arguments: ["libLib.a", "Lib.swiftmodule", "code"], ["", "our", "ourz", "[1, 2]", "theirs, and longer"])
  func changedFilesAreMadeAgain(name: String, text: String) async throws {
    _ = try await make()
    try root.write("built/Lib-1/" + name, text)
    #expect(try await make() == (true, ["built/Lib-1"]))
    #expect(try await make() == (false, []))
  }

  /// A compiler looks for modules in the whole folder.
  @Test func filesBesideTheOthersAreDamage() async throws {
    _ = try await make()
    try root.write("built/Lib-1/Foundation.swiftmodule", "theirs")
    #expect(try await make() == (true, ["built/Lib-1"]))
    #expect(root.read("built/Lib-1/Foundation.swiftmodule") == nil)
  }

  @Test(arguments: ["libLib.a", "code"], [false, true])
  func linksAndFoldersInItAreDamage(name: String, isFolder: Bool) async throws {
    _ = try await make()
    let path = root.root + "/built/Lib-1/" + name
    try FileManager.default.removeItem(atPath: path)
    if isFolder {
      try root.makeFolder("built/Lib-1/" + name)
    } else {
      try root.link("built/Lib-1/" + name, to: root.root + "/outside.a")
    }
    #expect(try await make() == (true, ["built/Lib-1"]))
    #expect(root.read("outside.a") == "theirs")
  }

  /// Files that came with a tree are those of somebody without the key, or of another module.
  @Test func filesOfOthersAreNotUsed() async throws {
    let stranger = Integrity.signed(try #require(SigningKey("the key of a stranger")))
    let reader = Integrity.signed(try #require(SigningKey("the key of the reader")))
    _ = try await make(stranger)
    #expect(try await make(reader) == (true, ["built/Lib-1"]))
    #expect(try await make(reader) == (false, []))
    try FileManager.default.removeItem(atPath: root.root + "/built/other")
    try FileManager.default.moveItem(atPath: root.root + "/built/Lib-1", toPath: root.root + "/built/other")
    #expect(try await make(reader, named: "other") == (true, ["built/other"]))
  }

  @Test func aLinkInItsPlaceIsAnError() async throws {
    try root.makeFolder("elsewhere")
    try root.link("built/Lib-1", to: root.root + "/elsewhere")
    await #expect(throws: ProcessError.self) { try await make() }
    #expect(try FileManager.default.contentsOfDirectory(atPath: root.root + "/elsewhere").isEmpty)
  }
}
