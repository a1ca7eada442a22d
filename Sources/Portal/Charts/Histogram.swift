import Mermaid
import Pages

/// One range of a histogram. A value at the border of two is in the upper one, the largest in the last.
struct HistogramBin: Sendable, Hashable {
  var from: Double
  var to: Double
  var count: Int
}

extension Chart {
  /// The ranges of a histogram: about as many as the root of the number of values, with round borders.
  var bins: [HistogramBin] {
    guard case .numbers(let values) = places, let low = values.min(), let high = values.max() else {
      return []
    }
    let wanted = max(4, min(30, Double(values.count).squareRoot()))
    let marks = NumberScale(from: low, to: high, isOpen: true, marks: wanted).marks.map(\.value)
    var bins = zip(marks, marks.dropFirst()).map { HistogramBin(from: $0, to: $1, count: 0) }
    for value in values where !bins.isEmpty {
      let index = bins.lastIndex { $0.from <= value } ?? 0
      bins[index].count += 1
    }
    // The scale may begin and end with ranges in which nothing is.
    while bins.last?.count == 0 { bins.removeLast() }
    return Array(bins.drop { $0.count == 0 })
  }
}
