import Determinism
import Foundation

/// One reader of the program that gets any bytes: it may not crash or hang, and what it makes keeps some promises.
///
/// `make fuzz` gives it inputs that libFuzzer finds; `make test` gives it the seeds and some mutations of them.
public struct FuzzTarget: Sendable {
  public let name: String
  /// Says which promise an input breaks; `nil` for none.
  public let problem: @Sendable (_ input: [UInt8]) -> String?

  public static let all: [FuzzTarget] = [
    .markdown, .mermaid, .tex, .json, .settings, .contract, .http, .requests, .fences, .output,
  ]

  public static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }

  /// `Tests/Fuzz/Seeds/NAME`: small inputs that are read without errors, or nearly so.
  public var seeds: [[UInt8]] {
    get throws {
      let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Seeds/\(name)")
      return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        .sorted { $0.path < $1.path }.map { Array(try Data(contentsOf: $0)) }
    }
  }
}

/// Changes inputs as libFuzzer does, but the same in every run.
public struct Mutations {
  private var random: SplitMix64
  private let seeds: [[UInt8]]

  public init(of seeds: [[UInt8]], seed: UInt64) {
    self.seeds = seeds
    random = SplitMix64(seed: seed)
  }

  /// A seed with one to four changes: bytes changed, left out, repeated, moved, or put in from another seed.
  public mutating func next() -> [UInt8] {
    var bytes = seed()
    for _ in 0...random.below(4) { change(&bytes) }
    return bytes
  }

  private mutating func seed() -> [UInt8] { seeds.isEmpty ? [] : seeds[random.below(seeds.count)] }

  private mutating func piece(of bytes: [UInt8]) -> Range<Int> {
    let start = random.below(bytes.count + 1)
    return start..<min(bytes.count, start + random.below(24))
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let range = piece(of: bytes)
    switch random.below(6) {
    case 0: bytes.removeSubrange(range)
    case 1:
      bytes.insert(
        contentsOf: Array(repeating: bytes[range], count: 1 + random.below(40)).joined(), at: range.lowerBound
      )
    case 2:
      let other = seed()
      bytes.replaceSubrange(range, with: other[piece(of: other)])
    case 3: bytes = Array(bytes[..<range.upperBound])
    case 4:
      let moved = Array(bytes[range])
      bytes.removeSubrange(range)
      bytes.insert(contentsOf: moved, at: random.below(bytes.count + 1))
    default:
      guard !bytes.isEmpty else { return }
      let at = random.below(bytes.count)
      bytes[at] = random.below(2) == 0 ? UInt8(random.below(256)) : bytes[at] ^ 1 << UInt8(random.below(8))
    }
  }
}
