import Pages

extension Page {
  /// The block that a 1-based line of the page's file belongs to; its fences do not.
  func block(atLine line: Int) -> Block? {
    // The last block that begins before the line.
    var (low, high) = (0, blocks.count)
    while low < high {
      let middle = (low + high) / 2
      if blocks[middle].fenceLine < line { low = middle + 1 } else { high = middle }
    }
    guard low > 0, line < blocks[low - 1].endLine else { return nil }
    return blocks[low - 1]
  }
}
