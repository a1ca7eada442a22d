extension Substring {
  /// Without white space at its ends.
  var trimmed: Substring { drop(while: \.isWhitespace).trimmedAtEnd }

  /// Without white space at its end.
  var trimmedAtEnd: Substring {
    lastIndex { !$0.isWhitespace }.map { self[...$0] } ?? self[endIndex...]
  }
}
