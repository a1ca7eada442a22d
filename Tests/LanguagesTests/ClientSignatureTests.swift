import Testing

@testable import Languages

/// What samples know of a client.
struct ClientSignatureTests {
  private func swift(_ source: String) -> ClientSignatures { SwiftSignatures.read(source) }

  private func python(_ source: String) -> ClientSignatures { PythonSignatures.read(source) }

  @Test func enumerationsOfStringsTellTheirCases() throws {
    let found = swift(
      """
      public enum Event: String, Sendable {
        /// Ten more: case none
        case progress = "job.progress"
        case queued, running

        public var isFinal: Bool {
          switch self {
          case .running: true
          default: false
          }
        }
      }
      public enum Failure: Error {
        case other
      }
      """)
    #expect(
      found.enumerations == [
        "Event": ["job.progress": "progress", "queued": "queued", "running": "running"]
      ])
  }

  @Test func swiftFunctionsAndInitializersTellTheirArguments() throws {
    let found = swift(
      """
      /// public func old(a: Int)
      public struct Job: Sendable {
        public var id: String
        public init(id: String, rows: [String: [Int]] = ["a": [1, 2]], done: (@Sendable () -> Void)? = nil) {}
        public init() {}
      }
      public func start<T>(_ job: Job, note: String? = "a, b)") async throws -> T {}
      public static func make() {}
      """)
    #expect(
      found.functions == [
        .init(
          name: "start", arguments: [.init(name: "_", type: "Job"), .init(name: "note", type: "String?")])
      ])
    #expect(found.functions.first?.arguments.last?.plainType == "String")
    #expect(
      found.initializers == [
        "Job": [
          .init(name: "id", type: "String"), .init(name: "rows", type: "[String:[Int]]"),
          .init(name: "done", type: "(@Sendable()->Void)?"),
        ]
      ])
  }

  @Test func pythonFunctionsAndClassesAreFound() throws {
    let found = python(
      "class Job:\n    def start(self, rows: list[dict[str, int]] = [], *, note=None): pass\n  class Inner: pass\n"
    )
    #expect(found.types == ["Job"])
    #expect(
      found.functions == [
        .init(
          name: "start",
          arguments: [
            .init(name: "self", type: ""), .init(name: "rows", type: "list[dict[str,int]]"),
            .init(name: "*", type: ""), .init(name: "note", type: ""),
          ])
      ])
  }

  @Test func pythonStringsAndCommentsAreNoArguments() throws {
    let found = python(
      #"""
      '''Use it so:
      class Old:
          def old(a): ...
      '''
      # def older(b): pass
      undef (c)
      def call(
          url: str = "a, b)",  # the address, with (or without) a port: default 80
          sep=',', quote='\', \'\\', rows: Annotated[int, Field(ge=1)] = 3,
          key=lambda x: x, name: "Job" = None, *rest, **more: int,
      ) -> str: pass
      class Größe: pass
      """#)
    #expect(found.types == ["Größe"])
    #expect(
      found.functions == [
        .init(
          name: "call",
          arguments: [
            .init(name: "url", type: "str"), .init(name: "sep", type: ""), .init(name: "quote", type: ""),
            .init(name: "rows", type: "Annotated[int,Field(ge=1)]"), .init(name: "key", type: ""),
            .init(name: "name", type: "\"Job\""), .init(name: "*rest", type: ""),
            .init(name: "**more", type: "int"),
          ])
      ])
  }

  @Test func unfinishedSourcesAreRead() throws {
    for source in [
      "public func", "public func a(", "public struct", "public init(", "public enum A: String { case a =",
    ] {
      _ = swift(source)
    }
    for source in ["def a(", "def", "def a(b: \"", "def a(b=\'\'\'", "class ", "def a(b, # c", "\\", "\"\\"] {
      _ = python(source)
    }
    #expect(swift("").functions.isEmpty)
  }
}
