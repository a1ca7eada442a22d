import Diagnostics
import Foundation
import Mermaid

// diagram-benchmark [FOLDER]: CPU time and bytes of every diagram in a folder's Markdown files, then the time
// of random layered graphs of growing size. Everything from text to SVG, warm, on one thread.

/// Seconds of CPU that this process has used.
func cpu() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
}

func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.count))
}

func drawn(_ source: SourceText, range: Range<Int>? = nil, limits: Limits = .init()) throws -> Scene {
  let (diagram, diagnostics) = MermaidParser.parse(source, range: range, limits: limits)
  guard let diagram else { throw Failure(text: ConsoleRenderer().render(diagnostics)) }
  return try diagram.scene()
}

struct Failure: Error, CustomStringConvertible {
  var text: String
  var description: String { text }
}

/// The insides of the Mermaid fences of a page.
func diagrams(_ source: SourceText) -> [Range<Int>] {
  var ranges: [Range<Int>] = []
  var start: Int?
  var place = 0
  for line in source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
    let next = place + line.count + 1
    if let first = start {
      if line.starts(with: "```".utf8) {
        ranges.append(first..<place)
        start = nil
      }
    } else if line.starts(with: "```mermaid".utf8) {
      start = next
    }
    place = next
  }
  return ranges
}

/// A graph in layers of about the square root of its size, two edges for each node.
/// - Parameter reach: how many layers down an edge leads at most.
func layeredGraph(nodes: Int, reach: Int) -> String {
  // SplitMix64: the same graph on every machine.
  var state = UInt64(nodes) &* 31 &+ UInt64(reach)
  func random(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
  let width = Int(Double(nodes).squareRoot())
  var text = "flowchart TB\n"
  for _ in 0..<2 * nodes {
    let from = random(nodes - width)
    let layers = min(reach, (nodes - 1) / width - from / width)
    let layer = from / width + 1 + random(layers)
    let to = min(nodes - 1, layer * width + random(width))
    text += "n\(from)-->n\(to)\n"
  }
  return text
}

let folder = CommandLine.arguments.dropFirst().first ?? "content/architecture"
var times: [Double] = []
var sizes: [Double] = []
for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() where name.hasSuffix(".md") {
  let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
  let source = SourceText(path: name, bytes: Array(bytes))
  for range in diagrams(source) {
    var runs: [Double] = []
    var size = 0
    for _ in 0..<60 {
      let start = cpu()
      let scene = try drawn(source, range: range)
      size = scene.svg(SVGOptions(title: "A diagram")).count
      runs.append(cpu() - start)
    }
    // The first runs warm the caches.
    times.append(median(Array(runs.dropFirst(10))) * 1_000)
    sizes.append(Double(size))
    let line = source.span(range).start.line
    print(
      padded("\(name):\(line)", 24)
        + String(format: "%8.2f ms CPU %8.1f kB", times[times.count - 1], Double(size) / 1_000))
  }
}
print(
  padded("median of \(times.count)", 24)
    + String(format: "%8.2f ms CPU %8.1f kB", median(times), median(sizes) / 1_000))

var limits = Limits(bytes: 1_000_000, characters: 1_000_000, nodes: 5_000, edges: 10_000)
limits.flowchartEdges = 10_000
for (reach, name) in [(1, "to the next layer"), (3, "at most three layers"), (1_000, "any distance")] {
  for nodes in [50, 200, 500, 1_000, 2_000] {
    let source = SourceText(path: "graph", text: layeredGraph(nodes: nodes, reach: reach))
    var runs: [Double] = []
    for _ in 0..<3 {
      let start = cpu()
      _ = try drawn(source, limits: limits).svg()
      runs.append(cpu() - start)
    }
    print(
      padded("\(nodes) nodes, \(2 * nodes) edges, \(name)", 48) + String(format: "%8.3f s CPU", median(runs)))
  }
}
